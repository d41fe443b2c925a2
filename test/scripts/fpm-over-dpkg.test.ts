import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { controlFile, readFpmArguments } from '../../scripts/fpm-over-dpkg.mjs';

const ARGUMENTS = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libgtk-3-0', '-d', 'libnss3', '--deb-recommends', 'x'],
  ...['--deb-compression', 'xz', '--architecture', 'amd64', '--name=countersign', '--version', '0.1.0'],
  ...[
    '--maintainer',
    'A <a@b.example>',
    '--description',
    'One line\n Another\n\n and a third',
    '--package',
    '/p.deb',
  ],
  ...['/app/=/opt/Countersign', '/tmp/a=b.png=/usr/share/icons/a.png'],
];

describe('fpm’s command line', () => {
  test('is read as electron-builder writes it', () => {
    const { options, lists, mappings } = readFpmArguments(ARGUMENTS);
    expect(options).toMatchObject({ '-t': 'deb', '--name': 'countersign', '--package': '/p.deb' });
    expect(lists).toEqual({ '--depends': ['libgtk-3-0', 'libnss3'], '--deb-recommends': ['x'] });
    expect(mappings).toEqual([
      ['/app/', '/opt/Countersign'],
      ['/tmp/a=b.png', '/usr/share/icons/a.png'],
    ]);
  });

  test('becomes a control file, without what was not said', () => {
    expect(controlFile(readFpmArguments(ARGUMENTS), 42)).toBe(
      [
        'Package: countersign',
        'Version: 0.1.0',
        'Architecture: amd64',
        'Maintainer: A <a@b.example>',
        'Installed-Size: 42',
        'Depends: libgtk-3-0, libnss3',
        'Recommends: x',
        'Section: misc',
        'Priority: optional',
        'Description: One line',
        ' Another',
        ' .',
        ' and a third',
        '',
      ].join('\n'),
    );
  });

  test.each([[['--name']], [['/somewhere']]])('is refused where it ends early: %s', (args) => {
    expect(() => readFpmArguments(args)).toThrow();
  });
});

describe('made in earnest', () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packages-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
  const inFolder = (name: string): string => path.join(folder, name);

  test.runIf(process.platform === 'linux' && fs.existsSync('/usr/bin/dpkg-deb'))('a .deb', () => {
    fs.mkdirSync(inFolder('app'));
    fs.writeFileSync(inFolder('app/run'), '#!/bin/sh\n', { mode: 0o755 });
    fs.writeFileSync(inFolder('after'), '#!/bin/sh\n');
    const args = ['-s', 'dir', '-t', 'deb', '--name', 'x', '--version', '1', '--architecture', 'all'];
    const more = [
      '--maintainer',
      'A <a@b.example>',
      '--description',
      'x',
      '--after-install',
      inFolder('after'),
    ];
    const places = ['--package', inFolder('x.deb'), `${inFolder('app')}/=/opt/X`];
    execFileSync(process.execPath, ['scripts/fpm-over-dpkg.mjs', ...args, ...more, ...places], {
      stdio: 'pipe',
    });
    const listed = execFileSync('dpkg-deb', ['-c', inFolder('x.deb')], { encoding: 'utf8' });
    expect(listed).toMatch(/^drwxr-xr-x root\/root .* \.\/$/m);
    expect(listed).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/X\/run$/m);
    expect(execFileSync('dpkg-deb', ['-I', inFolder('x.deb')], { encoding: 'utf8' })).toContain('postinst');
  });

  test('a .gz', () => {
    fs.writeFileSync(inFolder('a.tar'), 'x'.repeat(100_000));
    const args = ['a', '-bd', '-mx=9', '-tgzip', inFolder('a.tar.gz'), inFolder('a.tar')];
    execFileSync(process.execPath, ['scripts/seven-zip-over-gzip.mjs', ...args]);
    expect(gunzipSync(fs.readFileSync(inFolder('a.tar.gz'))).length).toBe(100_000);
    expect(() =>
      execFileSync(process.execPath, ['scripts/seven-zip-over-gzip.mjs', 'x', 'a.7z'], { stdio: 'pipe' }),
    ).toThrow();
  });
});

#!/usr/bin/env node
// The small part of fpm's command line that electron-builder uses for .deb, done with dpkg-deb: Debian has no fpm.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isMainScript } from './project.mjs';

const WITHOUT_VALUE = ['--force', '--verbose', '--debug'];
/** Switches that may stand several times. */
const LISTS = { '--depends': '--depends', '-d': '--depends', '--deb-recommends': '--deb-recommends' };
const SCRIPTS = {
  '--before-install': 'preinst',
  '--after-install': 'postinst',
  '--before-remove': 'prerm',
  '--after-remove': 'postrm',
};

/**
 * @param {readonly string[]} args
 * @returns {{ options: Record<string, string>, lists: Record<string, string[]>, mappings: [from: string, to: string][] }}
 */
export function readFpmArguments(args) {
  const options = {};
  const lists = { '--depends': [], '--deb-recommends': [] };
  const mappings = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (WITHOUT_VALUE.includes(arg)) continue;
    if (!arg.startsWith('-')) {
      // The last one: a file may have an equals sign in its name, a place in the package has none.
      const split = arg.lastIndexOf('=');
      if (split === -1) throw new Error(`no place in the package is named for ${arg}`);
      mappings.push([arg.slice(0, split), arg.slice(split + 1)]);
      continue;
    }
    const inline = arg.startsWith('--') ? arg.indexOf('=') : -1;
    const name = inline === -1 ? arg : arg.slice(0, inline);
    const value = inline === -1 ? args[(i += 1)] : arg.slice(inline + 1);
    if (value === undefined) throw new Error(`${name} needs a value`);
    if (name in LISTS) lists[LISTS[name]].push(value);
    else options[name] = value;
  }
  return { options, lists, mappings };
}

/**
 * Debian's control file (deb-control(5)).
 * @param {Pick<ReturnType<typeof readFpmArguments>, 'options' | 'lists'>} asked
 * @param {number} installedKib
 */
export function controlFile({ options, lists }, installedKib) {
  const fields = {
    Package: options['--name'],
    Version: options['--version'],
    License: options['--license'],
    Vendor: options['--vendor'],
    Architecture: options['--architecture'],
    Maintainer: options['--maintainer'],
    'Installed-Size': String(installedKib),
    Depends: lists['--depends'].join(', '),
    Recommends: lists['--deb-recommends'].join(', '),
    Section: options['--category'] ?? 'misc',
    Priority: options['--deb-priority'] ?? 'optional',
    Homepage: options['--url'],
    Description: description(options['--description'] ?? ''),
  };
  const lines = Object.entries(fields).filter(([, value]) => value);
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}

/** The first line is the synopsis; the others are indented by one space, and empty ones are a full stop. */
function description(text) {
  const [synopsis = '', ...others] = text.split('\n').map((line) => line.trim());
  return [synopsis, ...others.map((line) => ` ${line || '.'}`)].join('\n');
}

function makeDeb(args) {
  const asked = readFpmArguments(args);
  const { options, mappings } = asked;
  if (options['-s'] !== 'dir' || options['-t'] !== 'deb') throw new Error('only folders into .deb');
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'fpm-over-dpkg-'));
  try {
    // mkdtemp makes it for its owner alone, and dpkg-deb takes that over for the package's own root.
    fs.chmodSync(root, 0o755);
    for (const [from, to] of mappings) copy(from, path.join(root, to));
    const installedKib = Number(execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split('\t')[0]);
    const debian = path.join(root, 'DEBIAN');
    fs.mkdirSync(debian);
    fs.writeFileSync(path.join(debian, 'control'), controlFile(asked, installedKib));
    for (const [name, file] of Object.entries(SCRIPTS)) {
      if (options[name] === undefined) continue;
      fs.copyFileSync(options[name], path.join(debian, file));
      fs.chmodSync(path.join(debian, file), 0o755);
    }
    const compression = `-Z${options['--deb-compression'] ?? 'xz'}`;
    execFileSync('dpkg-deb', ['--root-owner-group', compression, '--build', root, options['--package']], {
      stdio: ['ignore', 2, 2],
    });
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

/** A slash at the end means what is in the folder, as with rsync. */
function copy(from, to) {
  fs.mkdirSync(from.endsWith('/') ? to : path.dirname(to), { recursive: true });
  execFileSync('cp', ['-a', '--no-preserve=ownership', from.endsWith('/') ? `${from}.` : from, to]);
}

if (isMainScript(import.meta.url)) {
  try {
    makeDeb(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`fpm-over-dpkg: ${error.message}\n`);
    process.exitCode = 1;
  }
}

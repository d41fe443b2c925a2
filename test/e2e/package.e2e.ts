import fs from 'node:fs';
import path from 'node:path';
import { listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageApp, PackagedApplication, runToEnd } from './packaged-application';

/** Stands before the fuses in Electron's executable (https://www.electronjs.org/docs/latest/tutorial/fuses). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
];

/** Read from the bytes, without the library that wrote them. */
function readFuses(executable: string): Record<string, boolean> {
  const bytes = fs.readFileSync(executable);
  const at = bytes.indexOf(SENTINEL) + SENTINEL.length;
  expect(at).toBeGreaterThan(SENTINEL.length);
  const [version, count = 0] = bytes.subarray(at, at + 2);
  expect(version).toBe(1);
  expect(count).toBeGreaterThanOrEqual(FUSES.length);
  return Object.fromEntries(FUSES.map((name, index) => [name, bytes[at + 2 + index] === '1'.charCodeAt(0)]));
}

const SAFE = {
  runAsNode: false,
  cookieEncryption: true,
  nodeOptions: false,
  nodeCliInspect: false,
  asarIntegrity: true,
  onlyLoadAppFromAsar: true,
};

/** Two times a quarter of a gigabyte. */
afterAll(() => fs.rmSync(path.resolve('artifacts', 'package'), { recursive: true, force: true }));

describe('the package', () => {
  let release: Awaited<ReturnType<typeof packageApp>>;
  beforeAll(async () => {
    release = await packageApp('release');
  });

  test('has every fuse as it must be', () => {
    const framework = path.join(
      release.folder,
      'Countersign.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
    );
    expect(readFuses(process.platform === 'darwin' ? framework : release.executable)).toEqual(SAFE);
  });

  test('holds the application and nothing to develop it with', () => {
    const resources = path.join(
      release.folder,
      process.platform === 'darwin' ? 'Countersign.app/Contents/Resources' : 'resources',
    );
    const packed = listPackage(path.join(resources, 'app.asar'), { isPack: false }).map((file) =>
      file.replaceAll('\\', '/'),
    );
    const top = new Set(packed.map((file) => file.split('/')[1]));
    expect([...top].sort()).toEqual(['assets', 'node_modules', 'out', 'package.json']);
    expect(packed.filter((file) => /^\/node_modules\/(@[^/]+\/)?[^/@]+$/.test(file)).sort()).toEqual([
      '/node_modules/@node-rs/argon2',
      expect.stringMatching(/^\/node_modules\/@node-rs\/argon2-/),
      '/node_modules/@photostructure/sqlite',
      '/node_modules/node-gyp-build',
    ]);
    expect(packed.filter((file) => /\.(ts|map|md|cpp|c|h)$|\/\.[^/]+$|server\.js/.test(file))).toEqual([]);
    expect(fs.existsSync(path.join(resources, 'default_app.asar'))).toBe(false);
  });

  test.each([
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--remote-debugging-address=0.0.0.0',
    '--inspect=0',
    '--inspect-brk=0',
    '--js-flags=--expose-gc',
  ])('refuses to start with %s', async (refused) => {
    const { code, output } = await runToEnd(release.executable, [refused]);
    expect(code).toBe(1);
    expect(output).toContain(`doesn’t start with ${refused.replace(/=.*/, '')}`);
    expect(output).not.toContain('listening on');
  });

  test('is no Node to whoever asks it to be', async () => {
    const { output } = await runToEnd(release.executable, ['-p', '6 * 7', '--js-flags=x'], {
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--require=/tmp/none.js',
    });
    expect(output).toContain('doesn’t start with --js-flags');
    expect(output).not.toMatch(/^42$/m);
  });
});

describe('packaged and started', () => {
  let app: PackagedApplication;
  beforeAll(async () => {
    const { executable } = await packageApp('test');
    expect(process.platform === 'darwin' ? SAFE : readFuses(executable)).toEqual(SAFE);
    app = await PackagedApplication.start(executable);
  });
  afterAll(async () => {
    await app.stop();
  });

  test('it opens the sample, and a person signs in to a full queue', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Explore a sample organization' }).click();
    await page.getByRole('button', { name: 'Ingrid Solheim' }).first().click();
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('option').count()).toBeGreaterThanOrEqual(8);
    const preferences = await page.evaluate(() => ({
      origin: location.origin,
      keys: Object.keys(window.countersign).sort(),
    }));
    expect(preferences).toEqual({
      origin: 'https://countersign.localhost',
      keys: ['invoke', 'subscribe'],
    });
  });
});

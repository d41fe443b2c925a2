import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FOUNDING } from '../desktop/founding';
import { Application } from './application';
import { axeFindings } from './axe-in-app';
import { found, signInOwner, stateOf } from './founded-organization';
import { until } from './notification-service';
import { PackagedApplication } from './packaged-application';

const PASSPHRASE = 'seven grey herons on the pier';

/** Where secrets are on the disk, with a keychain and without; and that a keychain holds nobody up. */
describe.runIf(process.platform === 'linux')('secrets at rest', () => {
  let profile: string;
  let running: Application | null;
  let started: ChildProcess[];
  beforeEach(() => {
    profile = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-secrets-'));
    started = [];
    running = null;
  });
  afterEach(async () => {
    expect(running?.complaints ?? []).toEqual([]);
    await running?.electron.close();
    for (const child of started.reverse()) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    fs.rmSync(profile, { recursive: true, force: true });
  });

  const home = (): string => path.join(profile, 'organization');
  const keys = (): string[] => fs.readdirSync(home()).filter((name) => name.startsWith('secret.'));
  const start = async (env: Record<string, string> = {}): Promise<Application> => {
    running = await Application.start({ profileFolder: profile, env });
    // Locks that are to be slow to guess are slow.
    running.page.setDefaultTimeout(25_000);
    return running;
  };
  const open = ({ page }: Pick<Application, 'page'>): Promise<void> =>
    page.getByRole('button', { name: `Open ${FOUNDING.name}` }).click();
  const settings = async ({ page }: Pick<Application, 'page'>): Promise<void> => {
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Settings…' }).click();
    await page.getByRole('tab', { name: 'Data and backups' }).click();
  };
  /** No file of the profile holds any of these, in the forms that they are written in. */
  function nowhere(...secrets: (string | Buffer)[]): void {
    const files = fs
      .readdirSync(profile, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.path, entry.name));
    for (const file of files)
      for (const secret of secrets)
        expect([file, fs.readFileSync(file).includes(secret)]).toEqual([file, false]);
  }
  /** A message bus of one's own, apart from the one that other tests talk over. */
  async function privateBus(): Promise<string> {
    const bus = spawn(
      'dbus-daemon',
      ['--session', '--nofork', '--nopidfile', '--print-address=1', `--address=unix:path=${profile}/bus`],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    started.push(bus);
    const [address] = (await once(createInterface({ input: bus.stdout }), 'line')) as [string];
    return address;
  }

  const ask = (address: string, name: string, place: string, method: string, ...args: string[]): string =>
    execFileSync(
      'gdbus',
      ['call', '--address', address, '--dest', name, '--object-path', place, '--method', method, ...args],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
  /** Without having the bus start somebody who would. */
  const isOffered = (address: string): boolean => {
    const bus = 'org.freedesktop.DBus';
    const asked = ['/org/freedesktop/DBus', `${bus}.NameHasOwner`, 'org.freedesktop.secrets'] as const;
    return ask(address, bus, ...asked).includes('true');
  };

  test('without a keychain the Owner is told, and a passphrase takes the key off the disk', async () => {
    const nothing = { DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_RUNTIME_DIR: '/nonexistent' };
    let app = await start(nothing);
    const owner = await found(app);
    const { localData } = await stateOf(app);
    expect(localData).toMatchObject({ protection: 'file', keychain: 'none' });
    const plain = fs.readFileSync(path.join(home(), 'secret.key'));

    await app.page.getByText('A file holds the organization’s key.').waitFor();
    await app.screenshotBothThemes('key-in-a-file');
    await app.page.getByRole('button', { name: 'Choose a passphrase…' }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Lock the key with a passphrase' });
    await dialog.getByLabel('Passphrase', { exact: true }).fill('too short');
    await dialog.getByRole('button', { name: 'Lock the key' }).click();
    await dialog.getByText('At least 12 characters.', { exact: true }).waitFor();
    await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await dialog.getByLabel('The same again').fill(PASSPHRASE);
    for (const theme of ['light', 'dark'] as const) {
      await app.appearance(theme);
      expect(await axeFindings(app.page)).toEqual([]);
      await app.screenshot(`passphrase-${theme}`);
    }
    await app.appearance('light');
    await dialog.getByRole('button', { name: 'Lock the key' }).click();
    await dialog.waitFor({ state: 'detached' });
    await until('the key is locked', () => keys().join() === 'secret.locked', 30_000);
    await app.page.getByText('A file holds the organization’s key.').waitFor({ state: 'detached' });
    nowhere(plain, plain.toString('base64'), PASSPHRASE);
    await settings(app);
    await app.page.getByText(/^Locked with a passphrase, which is kept nowhere/).waitFor();
    await app.screenshotBothThemes('settings-data-passphrase');
    await app.electron.close();

    app = await start(nothing);
    await open(app);
    const field = app.page.getByLabel('Passphrase', { exact: true });
    await field.waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await app.appearance(theme);
      expect(await axeFindings(app.page)).toEqual([]);
      await app.screenshot(`unlock-${theme}`);
    }
    await app.appearance('light');
    await field.fill('eight grey herons on the pier');
    await app.page.getByRole('button', { name: 'Open', exact: true }).click();
    await app.page.getByText('That isn’t the passphrase.', { exact: false }).waitFor();
    await app.screenshot('unlock-wrong');
    expect((await stateOf(app)).profile).toBeNull();
    await field.fill(PASSPHRASE);
    await field.press('Enter');
    await signInOwner(app, owner);
    nowhere(plain, PASSPHRASE);
  });

  test('with a keychain the key is sealed by it, and opens again after a restart', async () => {
    const address = await privateBus();
    const env = {
      DBUS_SESSION_BUS_ADDRESS: address,
      XDG_CURRENT_DESKTOP: 'GNOME',
      XDG_DATA_HOME: path.join(profile, 'data'),
      XDG_RUNTIME_DIR: profile,
    };
    const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    started.push(keyring);
    keyring.stdin.end('of the test');
    await until('the keyring is there', () => isOffered(address), 30_000);
    const place = '/org/freedesktop/secrets';
    const method = 'org.freedesktop.Secret.Service.ReadAlias';
    expect(ask(address, 'org.freedesktop.secrets', place, method, 'default')).toContain('/collection/');
    // Playwright's own way of starting takes the keychain away.
    const electron = path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '', 'electron');
    const begin = (): Promise<PackagedApplication> =>
      PackagedApplication.start(electron, { profileFolder: profile, env, args: [path.resolve('.')] });
    const first = await begin();
    const owner = await found(first);
    expect(keys()).toEqual(['secret.sealed']);
    await settings(first);
    await first.page.getByText('Kept in this computer’s keychain.').waitFor();
    await first.stop();

    const second = await begin();
    await open(second);
    await signInOwner(second, owner);
    expect((await stateOf(second)).localData).toMatchObject({
      protection: 'keychain',
      keychain: 'available',
    });
    await second.stop();
  });

  test('a keychain that never answers holds up neither the start nor the founding', async () => {
    const address = await privateBus();
    const env = { DBUS_SESSION_BUS_ADDRESS: address, XDG_CURRENT_DESKTOP: 'GNOME', XDG_RUNTIME_DIR: profile };
    // It has the name and the service's methods, and is stopped: what is asked of it is never answered.
    const silent = spawn(
      '/usr/bin/python3',
      [
        ...['-m', 'dbusmock', '--session', 'org.freedesktop.secrets', '/org/freedesktop/secrets'],
        'org.freedesktop.Secret.Service',
      ],
      { env: { ...process.env, ...env }, stdio: 'ignore' },
    );
    started.push(silent);
    await until('it has the name', () => isOffered(address), 30_000);
    silent.kill('SIGSTOP');
    const app = await start(env);
    // Main answers at once, though nobody answers it.
    await found(app);
    await until(
      'it is known to be out of reach',
      async () => {
        const before = Date.now();
        const { localData } = await stateOf(app);
        expect(Date.now() - before).toBeLessThan(5000);
        return localData?.keychain === 'locked' && localData.protection === 'file';
      },
      30_000,
    );
    await app.page.getByText(/The keychain is locked or doesn’t answer/).waitFor();
  });
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { FOUNDING } from '../desktop/founding';
import { Application } from './application';
import type { Authenticator } from './authenticator';
import { axeFindings } from './axe-in-app';
import { callOf, found, signInOwner, stateOf } from './founded-organization';
import { launcherWith, mountRefusal } from './private-mounts';

/** The first automatic backup comes ten seconds after opening. */
const A_BACKUP_MS = 40_000;

/** What becomes of the data on this computer when something goes wrong with them, as the person sees it. */
describe('the organization of this computer', () => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-recovery-'));
  const home = path.join(profile, 'organization');
  const database = path.join(home, 'countersign.db');
  let owner: Authenticator;
  let app: Application;

  const start = async (profileFolder = profile, launcher?: string): Promise<Application> => {
    app = await Application.start({ profileFolder, ...(launcher === undefined ? {} : { launcher }) });
    // Opening, copying and reading back take their time.
    app.page.setDefaultTimeout(25_000);
    return app;
  };
  const open = async (): Promise<void> => {
    await app.page.getByRole('button', { name: `Open ${FOUNDING.name}` }).click();
  };
  const trouble = () => app.page.getByRole('heading', { name: 'This organization can’t be opened' });
  const backups = (): string[] =>
    fs.readdirSync(path.join(home, 'backups')).filter((name) => name.endsWith('.json'));
  const aside = (): string[] => fs.readdirSync(home).filter((name) => name.startsWith('damaged-'));
  /** Every file of the organization as it lies on the disk. */
  const everything = (): Record<string, string> =>
    Object.fromEntries(
      fs
        .readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.path, entry.name))
        .map((file) => [file, fs.readFileSync(file).toString('base64')]),
    );
  async function later<T>(what: string, ask: () => Promise<T | null> | T | null): Promise<T> {
    const deadline = Date.now() + A_BACKUP_MS;
    for (;;) {
      const answer = await ask();
      if (answer !== null) return answer;
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  const lastBackup = (): Promise<NonNullable<DesktopState['localData']>['lastBackup']> =>
    later('a backup', async () => (await stateOf(app)).localData?.lastBackup ?? null);

  beforeAll(async () => {
    await start();
    owner = await found(app);
  });
  afterEach(async () => {
    expect(app.complaints).toEqual([]);
    await app.electron.close();
  });
  afterAll(() => fs.rmSync(profile, { recursive: true, force: true }));

  test('is backed up by itself, and read back; the Owner sees it, and makes more', async () => {
    const { entries } = (await lastBackup()) ?? { entries: 0 };
    expect(entries).toBeGreaterThan(0);
    await app.page.getByRole('button', { name: /^Your account/ }).click();
    await app.page.getByRole('menuitem', { name: 'Settings…' }).click();
    await app.page.getByRole('tab', { name: 'Data and backups' }).click();
    await app.page.getByText(`${entries} entries`, { exact: false }).first().waitFor();
    await app.page.getByRole('button', { name: 'Back up now' }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Back up now?' });
    await app.screenshotBothThemes('backup-now');
    const code = dialog.getByLabel(/code/i);
    if ((await code.count()) > 0) await code.first().fill(await owner.code());
    await dialog.getByRole('button', { name: 'Back up now' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(backups()).toHaveLength(2);
    await app.page.getByText(/^In a file only your user account can read/).waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await app.appearance(theme);
      expect(await axeFindings(app.page)).toEqual([]);
      await app.screenshot(`settings-data-${theme}`);
    }
    await app.appearance('light');
    if (process.platform !== 'win32') {
      expect(fs.statSync(path.join(home, 'backups')).mode & 0o077).toBe(0);
      for (const name of fs.readdirSync(path.join(home, 'backups')))
        expect([name, fs.statSync(path.join(home, 'backups', name)).mode & 0o077]).toEqual([name, 0]);
    }
  });

  test('damaged, it isn’t opened and nothing is changed; a backup brings everybody back, and says so', async () => {
    const bytes = fs.readFileSync(database);
    bytes.fill(0x5a, 4096 * 2, 4096 * 6);
    fs.writeFileSync(database, bytes);
    // Whose codes were used up since is judged by when it was written last: not just now.
    const longAgo = new Date(Date.now() - 5 * 60_000);
    for (const end of ['', '-wal'])
      if (fs.existsSync(`${database}${end}`)) fs.utimesSync(`${database}${end}`, longAgo, longAgo);
    const before = everything();
    await start();
    await open();
    await trouble().waitFor();
    await app.page.getByText(/Its database is damaged.*Nothing was changed\./).waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await app.appearance(theme);
      expect(await axeFindings(app.page)).toEqual([]);
      await app.screenshot(`recovery-${theme}`);
    }
    await app.appearance('light');
    expect(everything()).toEqual(before);

    await app.page
      .getByRole('button', { name: /^Restore the backup of/ })
      .first()
      .click();
    const dialog = app.page.getByRole('alertdialog');
    const restore = dialog.getByRole('button', { name: 'Restore it' });
    expect(await restore.isDisabled()).toBe(true);
    await dialog.getByLabel(`Type ${FOUNDING.name} to go on`).fill(FOUNDING.name);
    await app.screenshotBothThemes('recovery-confirm');
    await restore.click();
    await signInOwner(app, owner);

    const band = app.page.getByRole('alert').filter({ hasText: 'The ledger was taken back.' });
    await band.waitFor();
    await app.screenshotBothThemes('recovered');
    expect(aside()).toHaveLength(1);
    expect(fs.readFileSync(path.join(home, aside()[0] ?? '', 'countersign.db')).equals(bytes)).toBe(true);
    expect(await callOf(app, 'audit.verify')).toMatchObject({ ok: true });
    await band.getByRole('button', { name: 'I have seen this' }).click();
    await band.waitFor({ state: 'detached' });
  });

  test('with a ledger that somebody changed, the backup fails, and the Owner alone may go back', async () => {
    const db = new DatabaseSync(database);
    db.exec(`UPDATE ledger SET payload = replace(payload, 'Fjord', 'Fiord') WHERE payload LIKE '%Fjord%'`);
    db.close();
    await start();
    await open();
    await signInOwner(app, owner);
    await later('the failure', async () => (await stateOf(app)).localData?.backupFailure ?? null);
    await app.page.getByText('The last backup failed.').waitFor();
    await app.page.getByRole('button', { name: /^Your account/ }).click();
    await app.page.getByRole('menuitem', { name: 'Settings…' }).click();
    await app.page.getByRole('tab', { name: 'Data and backups' }).click();
    await app.page.getByText(/Your ledger doesn’t verify/).waitFor();
    await app.screenshotBothThemes('ledger-does-not-verify');
    await app.page.getByRole('button', { name: 'Go back to it…' }).first().click();
    const dialog = app.page.getByRole('alertdialog');
    await dialog.getByLabel(`Type ${FOUNDING.name} to go on`).fill(FOUNDING.name);
    const code = dialog.getByLabel(/code/i);
    if ((await code.count()) > 0) await code.first().fill(await owner.code());
    await dialog.getByRole('button', { name: 'Restore it' }).click();
    await app.page.getByRole('heading', { name: FOUNDING.name, level: 1 }).waitFor();
    await later('the engine', async () => ((await stateOf(app)).profile?.status === 'ready' ? true : null));
    expect((await stateOf(app)).session).toBeNull();
    expect(aside()).toHaveLength(2);
  });

  test('of a newer Countersign is left alone', async () => {
    const pragma = (version: number): number => {
      const db = new DatabaseSync(database);
      const [row] = db.prepare('PRAGMA user_version').all() as { user_version: number }[];
      db.exec(`PRAGMA user_version = ${version}`);
      db.close();
      return row?.user_version ?? 0;
    };
    const ours = pragma(999);
    await start();
    await open();
    await trouble().waitFor();
    await app.page.getByText(/written by a newer Countersign/).waitFor();
    expect(await app.page.getByRole('button', { name: /^Restore/ }).count()).toBe(0);
    expect(pragma(ours)).toBe(999);
    await app.page.getByRole('button', { name: 'Try again' }).click();
    await app.page.getByLabel('E-mail').waitFor();
  });

  test('in use by another Countersign, the second one says so', async () => {
    const second = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-second-'));
    fs.symlinkSync(home, path.join(second, 'organization'));
    const first = await start();
    await open();
    await first.page.getByLabel('E-mail').waitFor();
    await start(second);
    await open();
    await app.page.getByText(/Another Countersign is using it/).waitFor();
    await app.screenshotBothThemes('in-use');
    await first.electron.close();
    await app.page.getByRole('button', { name: 'Try again' }).click();
    await app.page.getByLabel('E-mail').waitFor();
    fs.rmSync(second, { recursive: true, force: true });
  });

  if (mountRefusal === null)
    test('where nothing may be written, it isn’t opened, and says so', async () => {
      const before = everything();
      const readOnly = `mount --bind '${home}' '${home}' && mount -o remount,ro,bind '${home}'`;
      await start(profile, launcherWith(profile, readOnly));
      await open();
      await trouble().waitFor();
      await app.page.getByText(/may not write to its folder/).waitFor();
      await app.screenshotBothThemes('read-only');
      expect(everything()).toEqual(before);
    });

  test('without its key, nobody is told to make a new one', async () => {
    fs.renameSync(path.join(home, 'secret.key'), path.join(profile, 'elsewhere'));
    await start();
    await open();
    await app.page.getByText(/The key that opens its authenticators’ secrets is missing/).waitFor();
    expect(fs.existsSync(path.join(home, 'secret.key'))).toBe(false);
    fs.renameSync(path.join(profile, 'elsewhere'), path.join(home, 'secret.key'));
    await app.page.getByRole('button', { name: 'Try again' }).click();
    await app.page.getByLabel('E-mail').waitFor();
  });

  test('gone altogether, it comes back from a backup too', async () => {
    for (const end of ['', '-wal', '-shm']) fs.rmSync(`${database}${end}`, { force: true });
    await start();
    await open();
    await trouble().waitFor();
    expect(fs.existsSync(database)).toBe(false);
    await app.page
      .getByRole('button', { name: /^Restore the backup of/ })
      .first()
      .click();
    await app.page.getByLabel(`Type ${FOUNDING.name} to go on`).fill(FOUNDING.name);
    await app.page.getByRole('button', { name: 'Restore it' }).click();
    await app.page.getByLabel('E-mail').waitFor();
    expect(fs.existsSync(database)).toBe(true);
  });
});

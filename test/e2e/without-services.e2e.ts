import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { Application } from './application';
import { axeFindings } from './axe-in-app';
import { connectTo, signIn, signOut } from './on-a-server';
import { SecondDesktop } from './second-desktop';
import { foundTreasury, ServerUnderTest, type ServedTreasury } from './served-organization';

/** A desktop without message buses: no notifications, no tray, no logind. */
const NO_SERVICES = {
  DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent/bus',
  XDG_RUNTIME_DIR: '/nonexistent',
};

describe.runIf(process.platform === 'linux')('without any service of a desktop', () => {
  let app: Application;
  let marcus: SecondDesktop;
  let priya: SecondDesktop;
  const configuration = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-configuration-'));
  beforeAll(async () => {
    app = await Application.start({
      env: { ...NO_SERVICES, XDG_CONFIG_HOME: configuration },
    });
    await SecondDesktop.listen(app);
    await app.openSample();
    await app.signInAs('Ingrid Solheim');
    marcus = await SecondDesktop.of(app, 'Marcus Lindqvist');
    priya = await SecondDesktop.of(app, 'Priya Raman');
  });
  afterAll(async () => {
    await app.stop();
    fs.rmSync(configuration, { recursive: true, force: true });
  });

  const messages = () => app.page.getByRole('region', { name: 'Messages' });

  test('what starts waiting is shown in the window, and a press opens it', async () => {
    const { number } = await marcus.withdraw('0.51');
    await messages().getByText('A withdrawal waits for your decision').waitFor();
    await app.screenshotBothThemes('notice-in-window');
    await messages().getByRole('button', { name: 'Review' }).click();
    await app.page.getByRole('region', { name: `Request R-${String(number)}` }).waitFor();
    expect(
      await messages()
        .getByText(/waits for your decision/)
        .count(),
    ).toBe(0);
  });

  test('it goes when somebody else decided', async () => {
    const { id } = await marcus.withdraw('0.52');
    await messages().getByText('A withdrawal waits for your decision').waitFor();
    await priya.reject(id);
    await messages().getByText('A withdrawal waits for your decision').waitFor({ state: 'detached' });
  });

  test('the settings say so, in light and dark, with nothing against them', async () => {
    await app.page.getByRole('button', { name: /^Your account/ }).click();
    await app.page.getByRole('menuitem', { name: 'Settings…' }).click();
    await app.page.getByText(/This desktop has no notification service/).waitFor();
    for (const name of ['Notifications', 'Signing out', 'Appearance', 'Start and close', 'About this app']) {
      await app.page.getByRole('tab', { name }).click();
      await app.page.getByRole('heading', { name, level: 2 }).waitFor();
      if (name === 'Start and close') await app.page.getByText(/no tray to stay in/).waitFor();
      for (const theme of ['light', 'dark'] as const) {
        await app.appearance(theme);
        expect(await axeFindings(app.page)).toEqual([]);
        await app.screenshot(`settings-${name.toLowerCase().replaceAll(' ', '-')}-${theme}`);
      }
    }
    await app.appearance('light');
  });

  test('starting at login is a file that every desktop reads, and is gone when it is switched off', async () => {
    const file = path.join(configuration, 'autostart', 'countersign.desktop');
    await app.page.getByRole('tab', { name: 'Start and close' }).click();
    const login = app.page.getByRole('switch', { name: 'Start when I log in to this computer' });
    expect(fs.existsSync(file)).toBe(false);
    await login.press(' ');
    await app.until(() => login.isChecked(), true);
    const entry = fs.readFileSync(file, 'utf8');
    expect(entry).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
    expect(entry).toContain(`Exec="${app.electron.process().spawnfile}"`);
    await login.press(' ');
    await app.until(() => login.isChecked(), false);
    expect(fs.existsSync(file)).toBe(false);
  });

  test('there is no tray, and the session is none the worse for it', async () => {
    const { value } = (await app.page.evaluate(() => window.countersign.invoke('desktop.state', {}))) as {
      value: DesktopState;
    };
    expect(value).toMatchObject({ trayAvailable: false, notifications: { available: false } });
    expect(value.session).not.toBeNull();
    expect(app.complaints).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')(
  'signed out of a server, without any service of a desktop',
  () => {
    let server: ServerUnderTest;
    let treasury: ServedTreasury;
    let app: Application;
    beforeAll(async () => {
      server = await ServerUnderTest.start();
      treasury = await foundTreasury(server);
      app = await Application.start({ env: NO_SERVICES });
      await connectTo(app, server.url);
      await signIn(app, treasury.olivia);
    });
    afterAll(async () => {
      await app.stop();
      await server.stop();
    });

    test('the sheet says how many requests wait, and no more', async () => {
      await signOut(app);
      const { account, address } = treasury;
      await treasury.bea.initiate(
        'withdrawal.crypto.create',
        { asset: 'BTC', amount: '0.31', addressId: address },
        { accountId: account },
      );
      await app.page.locator('.sheet').getByText('1 request waits for your decision').waitFor();
      await app.screenshotBothThemes('sign-in-count');
      expect(await axeFindings(app.page)).toEqual([]);
      expect(await app.page.evaluate(() => document.body.innerText)).not.toMatch(/Bea|0\.31|Treasury/);
      expect(app.complaints).toEqual([]);
    });
  },
);

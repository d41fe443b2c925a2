import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { Application, machineSwitches } from './application';
import { until } from './notification-service';
import { StatusNotifierWatcher } from './status-notifier-watcher';
import { TrayMenuOnBus } from './tray-menu';

const state = async (app: Application): Promise<DesktopState> =>
  ((await app.page.evaluate(() => window.countersign.invoke('desktop.state', {}))) as { value: DesktopState })
    .value;

/** As the window's own button and the platform's keys do. */
async function close(app: Application): Promise<void> {
  const window = await app.electron.browserWindow(app.page);
  await window.evaluate((browserWindow) => browserWindow.close());
}

/** Does what ends the app, and waits until its process is gone, in order. */
async function ends(app: Application, act: () => Promise<unknown>): Promise<void> {
  const child = app.electron.process();
  const ended = once(child, 'exit');
  // The app may be gone before it could answer.
  await act().catch(() => undefined);
  await ended;
  expect(child.exitCode).toBe(0);
  fs.rmSync(app.profileFolder, { recursive: true, force: true });
}

describe.runIf(process.platform === 'linux')('where there is a tray', () => {
  let watcher: StatusNotifierWatcher;
  let app: Application;
  beforeAll(async () => {
    watcher = await StatusNotifierWatcher.start();
    app = await Application.start();
  });
  afterAll(() => watcher.stop());

  const question = () => app.page.getByRole('alertdialog');

  const isVisible = async (): Promise<boolean> => {
    const window = await app.electron.browserWindow(app.page);
    return await window.evaluate((browserWindow) => browserWindow.isVisible());
  };

  test('the app finds it on the bus, and shows no icon to nobody', async () => {
    await until('it is found', async () => (await state(app)).trayAvailable);
    expect(watcher.registered).toEqual([]);
  });

  test('closing asks what it is to mean', async () => {
    expect((await state(app)).closing).toBe('ask');
    await close(app);
    await question().waitFor();
    expect(await isVisible()).toBe(true);
  });

  test('staying in the tray hides the window, and an icon is there', async () => {
    await app.page.keyboard.press('Enter');
    await until('the window is hidden', async () => !(await isVisible()));
    await until('an icon is registered', () => watcher.registered.length > 0);
    expect((await state(app)).closing).toBe('tray');
  });

  test('its menu says that nobody is signed in, and opens the window', async () => {
    const menu = new TrayMenuOnBus(watcher.registered.at(-1) ?? '');
    await until('it is there', () => menu.entries().length > 0);
    expect(menu.entries()).toEqual(['Open Countersign', '(Nobody is signed in)', '(Lock now)', 'Quit']);
    menu.choose('Open Countersign');
    await until('the window shows', isVisible);
  });

  test('signed in, it counts what waits, shows it, and locks', async () => {
    const menu = new TrayMenuOnBus(watcher.registered.at(-1) ?? '');
    await app.openSample();
    await app.signInAs('Ingrid Solheim');
    await app.page.getByRole('button', { name: /^Accounts/ }).click();
    const waits = /^(\d+) requests wait for you$/;
    await until('it counts', () => menu.entries().some((entry) => waits.test(entry)));
    const entry = menu.entries().find((one) => waits.test(one)) ?? '';
    const shown = app.page.getByRole('button', { name: /^Waiting for me/ });
    expect(await shown.textContent()).toContain(waits.exec(entry)?.[1]);
    menu.choose(entry);
    await app.page.getByRole('region', { name: /^Request R-/ }).waitFor();
    menu.choose('Lock now');
    await until('nobody is signed in', async () => (await state(app)).session === null);
    await until('it says so', () => menu.entries().includes('(Nobody is signed in)'));
    await close(app);
    await until('the window is hidden', async () => !(await isVisible()));
  });

  test('starting it again brings the window back', async () => {
    const child = spawn(
      app.electron.process().spawnfile,
      [...machineSwitches(), `--user-data-dir=${app.profileFolder}`, path.resolve('.')],
      { stdio: 'ignore' },
    );
    await once(child, 'exit');
    await until('the window shows', isVisible);
    expect(app.electron.windows()).toHaveLength(1);
  });

  test('quitting from there ends it', async () => {
    await ends(app, () => app.electron.evaluate(({ app: running }) => running.quit()));
  });
});

test('where there is no tray, closing ends the app', async () => {
  const app = await Application.start();
  expect((await state(app)).trayAvailable).toBe(false);
  await ends(app, () => close(app));
});

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { stateOf } from './founded-organization';
import { NotificationService, until } from './notification-service';
import { hide } from './on-a-server';
import { SecondDesktop } from './second-desktop';
import { StatusNotifierWatcher } from './status-notifier-watcher';

/** A message bus that starts nobody by itself, as at a login where the app is up before the desktop's services. */
async function emptyBus(folder: string): Promise<{ bus: ChildProcess; address: string }> {
  const settings = path.join(folder, 'bus.conf');
  fs.writeFileSync(
    settings,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig>
      <type>session</type>
      <listen>unix:path=${folder}/bus</listen>
      <policy context="default">
        <allow send_destination="*" eavesdrop="true"/>
        <allow eavesdrop="true"/>
        <allow own="*"/>
      </policy>
    </busconfig>`,
  );
  const args = ['--nofork', '--nopidfile', '--print-address=1', `--config-file=${settings}`];
  const bus = spawn('dbus-daemon', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [address] = (await once(createInterface({ input: bus.stdout }), 'line')) as [string];
  return { bus, address };
}

describe.runIf(process.platform === 'linux')('services of the desktop that come and go', () => {
  const before = process.env.DBUS_SESSION_BUS_ADDRESS;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'empty-bus-'));
  let bus: ChildProcess;
  let app: Application;
  let marcus: SecondDesktop;
  let service: NotificationService | null = null;
  let watcher: StatusNotifierWatcher | null = null;

  beforeAll(async () => {
    const started = await emptyBus(folder);
    bus = started.bus;
    process.env.DBUS_SESSION_BUS_ADDRESS = started.address;
    app = await Application.start();
    await SecondDesktop.listen(app);
    await app.openSample();
    await app.signInAs('Ingrid Solheim');
    marcus = await SecondDesktop.of(app, 'Marcus Lindqvist');
    await hide(app);
  });
  afterAll(async () => {
    await app.stop();
    await service?.stop();
    watcher?.stop();
    bus.kill();
    process.env.DBUS_SESSION_BUS_ADDRESS = before;
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const notified = async (): Promise<boolean> => (await stateOf(app)).notifications.available;
  const hasTray = async (): Promise<boolean> => (await stateOf(app)).trayAvailable;
  const inWindow = () => app.page.getByRole('region', { name: 'Messages' }).getByText(/waits for your/);

  test('a notification service that starts after the app is used', async () => {
    await until('none is there', async () => !(await notified()));
    service = await NotificationService.start();
    await until('it is found', notified);
    await marcus.withdraw('0.31');
    await until('a popup shows', () => service?.shown() === 1);
  });

  test('when it ends the page shows what happens, and when it is back the desktop does again', async () => {
    await service?.stop();
    await until('it is missed', async () => !(await notified()));
    await marcus.withdraw('0.32');
    await inWindow().waitFor({ state: 'attached' });
    service = await NotificationService.start();
    await until('it is found again', notified);
    await marcus.withdraw('0.33');
    await until('a popup shows', () => service?.shown() === 1);
    // The monitor of the bus may hear of it a little later.
    await until('it was heard of', () => (service?.asked().length ?? 0) > 0);
    expect(service.asked()).toHaveLength(1);
    expect(await inWindow().count()).toBe(1);
  });

  test('so is a tray: its icon comes, goes and comes again', async () => {
    expect(await hasTray()).toBe(false);
    watcher = await StatusNotifierWatcher.start();
    await until('it is found', hasTray);
    await until('the icon is there', () => (watcher?.registered.length ?? 0) > 0);
    watcher.stop();
    await until('it is missed', async () => !(await hasTray()));
    watcher = await StatusNotifierWatcher.start();
    await until('it is found again', hasTray);
    await until('the icon is there again', () => (watcher?.registered.length ?? 0) > 0);
  });

  test('the settings say how it is now', async () => {
    await (await app.electron.browserWindow(app.page)).evaluate((window) => window.show());
    await app.page.getByRole('button', { name: /^Your account/ }).click();
    await app.page.getByRole('menuitem', { name: 'Settings…' }).click();
    const missing = app.page.getByText(/This desktop has no notification service/);
    await app.page.getByRole('heading', { name: 'Notifications', level: 2 }).waitFor();
    expect(await missing.count()).toBe(0);
    await service?.stop();
    await missing.waitFor();
    await app.page.getByRole('tab', { name: 'Start and close' }).click();
    const noTray = app.page.getByText(/no tray to stay in/);
    expect(await noTray.count()).toBe(0);
    watcher?.stop();
    await noTray.waitFor();
    expect(app.complaints).toEqual([]);
  });
});

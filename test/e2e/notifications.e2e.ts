import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { NotificationService, until } from './notification-service';
import { SecondDesktop } from './second-desktop';
import { withdrawFromTreasury } from './treasury-withdrawal';

const pass = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Time itself brings news at a look, every fifteen seconds. */
const afterALook = async (what: string, holds: () => boolean): Promise<void> => {
  const deadline = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await pass(100);
  }
};

/** The message bus and its services are Linux's. */
describe.runIf(process.platform === 'linux')('notifications over D-Bus', () => {
  let app: Application;
  let service: NotificationService;
  let marcus: SecondDesktop;
  let priya: SecondDesktop;
  let several: { id: string }[];

  beforeAll(async () => {
    service = await NotificationService.start();
    app = await Application.start();
    await SecondDesktop.listen(app);
    await app.openSample();
    await app.signInAs('Ingrid Solheim');
    marcus = await SecondDesktop.of(app, 'Marcus Lindqvist');
    priya = await SecondDesktop.of(app, 'Priya Raman');
    await app.page.evaluate(() => {
      const bridge = window.countersign as never as {
        subscribe(name: string, listener: (payload: { requestId: string }) => void): void;
      };
      bridge.subscribe('desktop.openRequest', ({ requestId }) =>
        sessionStorage.setItem('asked-for', requestId),
      );
    });
  });
  afterAll(async () => {
    await app.stop();
    await service.stop();
  });

  const onWindow = async <T>(ask: (browserWindow: Electron.BrowserWindow) => T): Promise<T> =>
    (await app.electron.browserWindow(app.page)).evaluate(ask as never);
  const hide = (): Promise<void> => onWindow((browserWindow) => browserWindow.hide());
  const isVisible = (): Promise<boolean> => onWindow((browserWindow) => browserWindow.isVisible());
  const askedFor = (): Promise<string | null> => app.page.evaluate(() => sessionStorage.getItem('asked-for'));
  const setPrivacy = (privacy: string): Promise<unknown> =>
    app.page.evaluate(
      (value) => window.countersign.invoke('desktop.setNotifications', { privacy: value }),
      privacy,
    );
  /** Long enough for a second one that must not come. */
  const aMoment = (): Promise<void> => pass(700);

  const messages = () => app.page.getByRole('region', { name: 'Messages' });

  test('the app knows that there is a service', async () => {
    const state = await app.page.evaluate(() => window.countersign.invoke('desktop.state', {}));
    expect(state).toMatchObject({
      value: { notifications: { privacy: 'no-amounts-or-names', available: true } },
    });
  });

  test('one comes when a request starts waiting for me, and tells no amounts or names', async () => {
    await hide();
    const { number } = await marcus.withdraw('0.31');
    await until('a popup shows', () => service.shown() === 1);
    await aMoment();
    expect(service.asked()).toEqual([
      { title: 'A withdrawal waits for your decision', body: `Request R-${number}` },
    ]);
    service.picture('notification');
  });

  test('it goes when somebody else decided', async () => {
    const { items } = await marcus.call<{ items: { id: string }[] }>('requests.list', {
      view: 'initiated-by-me',
      limit: 1,
    });
    await priya.reject(items[0]?.id ?? '');
    await until('the popup is gone', () => service.shown() === 0);
    expect(service.asked()).toHaveLength(1);
  });

  test('a click brings the window back and opens the request', async () => {
    const { id } = await marcus.withdraw('0.32');
    await until('a popup shows', () => service.shown() === 1);
    expect(await isVisible()).toBe(false);
    service.click();
    await until('the window shows', isVisible);
    await until('the page is asked for it', async () => (await askedFor()) === id);
    await app.page.getByRole('option', { name: /0\.32/, selected: true }).waitFor();
  });

  test('in full it says who asks for what', async () => {
    await setPrivacy('full');
    await hide();
    const before = service.asked().length;
    const { number } = await marcus.withdraw('0.33');
    await until('another is asked for', () => service.asked().length > before);
    expect(service.asked().at(-1)?.body).toBe(
      `R-${number} by Marcus Lindqvist: 0.33 BTC from Treasury to Cold storage A`,
    );
    service.closeAll();
  });

  test('counts only, it says how many', async () => {
    await setPrivacy('count-only');
    const before = service.asked().length;
    await marcus.withdraw('0.34');
    await until('another is asked for', () => service.asked().length > before);
    expect(service.asked().at(-1)?.title).toMatch(/^\d+ requests wait for your decision$/);
    expect(JSON.stringify(service.asked().at(-1))).not.toMatch(/Marcus|0\.34|Treasury|R-\d/);
  });

  test('more than three at once become one', async () => {
    await setPrivacy('no-amounts-or-names');
    service.closeAll();
    await pass(3100);
    several = await Promise.all(['0.41', '0.42', '0.43', '0.44'].map((amount) => marcus.withdraw(amount)));
    await until(
      'one counts them',
      () => service.asked().at(-1)?.title === '4 requests wait for your decision',
    );
    await until('it is the only one', () => service.shown() === 1);
  });

  test('what was decided elsewhere counts no more', async () => {
    await priya.reject(several[0]?.id ?? '');
    await until(
      'the number is right',
      () => service.asked().at(-1)?.title === '3 requests wait for your decision',
    );
    await until('it is the only one', () => service.shown() === 1);
  });

  test('a click on what counts them opens the list of what waits, from whatever screen', async () => {
    await onWindow((browserWindow) => browserWindow.show());
    await app.page.getByRole('button', { name: /^Policies/ }).click();
    await hide();
    service.click();
    await until('the window shows', isVisible);
    await app.page.locator('[aria-current=page]', { hasText: 'Waiting for me' }).waitFor();
    await hide();
  });

  const keep = (chosen: object): Promise<unknown> =>
    app.page.evaluate((value) => window.countersign.invoke('desktop.setNotifications', value), chosen);
  /** As the wall clock of this computer shows it. */
  const hour = (offset: number): string =>
    new Date(Date.now() + offset * 3_600_000).toLocaleTimeString('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
    });

  test('in quiet hours there is none, and then one for all that came', async () => {
    service.closeAll();
    await pass(3100);
    await keep({ quietHours: { on: true, from: hour(-1), to: hour(1) } });
    const before = service.asked().length;
    await marcus.withdraw('0.51');
    await marcus.withdraw('0.52');
    await aMoment();
    expect(service.asked()).toHaveLength(before);
    await keep({ quietHours: { on: true, from: hour(2), to: hour(3) } });
    await afterALook('they are told together', () => service.asked().length > before);
    expect(service.asked().slice(before)).toMatchObject([{ title: '2 requests wait for your decision' }]);
    await keep({ quietHours: { on: false, from: '20:00', to: '08:00' } });
  });

  test('none while somebody looks at the queue', async () => {
    await onWindow((browserWindow) => {
      browserWindow.isFocused = () => true;
      browserWindow.show();
    });
    await app.page.getByRole('button', { name: /^Waiting for me/ }).click();
    const before = service.asked().length;
    await marcus.withdraw('0.35');
    await aMoment();
    expect(service.asked()).toHaveLength(before);
    expect(
      await messages()
        .getByText(/waits for your decision/)
        .count(),
    ).toBe(0);
  });

  test('who is at another screen is told by the page, and by the desktop where nobody is there', async () => {
    service.closeAll();
    await app.page.getByRole('button', { name: /^Policies/ }).click();
    const before = service.asked().length;
    const { id, number } = await marcus.withdraw('0.38');
    await messages().getByText('A withdrawal waits for your decision').waitFor();
    await app.screenshotBothThemes('notice-at-another-screen');
    await aMoment();
    expect(service.asked()).toHaveLength(before);
    await app.leap(70);
    await afterALook('the desktop tells it', () => service.asked().length > before);
    expect(service.asked().slice(before)).toMatchObject([{ body: `Request R-${number}` }]);
    await messages().getByText('A withdrawal waits for your decision').waitFor({ state: 'detached' });
    await priya.reject(id);
    await until('the popup is gone', () => service.shown() === 0);
    expect(service.asked()).toHaveLength(before + 1);
    // The codes of whoever signs in next go by main’s clock.
    await app.backToRealTime();
  });

  test('signing out takes all of them back', async () => {
    await onWindow((browserWindow) => {
      browserWindow.isFocused = () => false;
    });
    await marcus.withdraw('0.36');
    await until('a popup shows', () => service.shown() > 0);
    await app.signOut();
    await until('no popup shows', () => service.shown() === 0);
    const before = service.asked().length;
    await marcus.withdraw('0.37');
    await aMoment();
    expect(service.asked()).toHaveLength(before);
  });

  test('who asked is told how it ended, and nobody else is', async () => {
    // Not Marcus: he signed in at the other desktop, and a code is accepted once.
    await app.signInAs('Dana Okafor');
    await hide();
    service.closeAll();
    const before = service.asked().length;
    const { id, number } = await withdrawFromTreasury((name, input) => app.ask(name, input), '0.61');
    await aMoment();
    expect(service.asked()).toHaveLength(before);
    await priya.reject(id);
    await until('the ending is told', () => service.asked().length > before);
    await aMoment();
    expect(service.asked().slice(before)).toEqual([
      { title: 'Your withdrawal was rejected', body: `Request R-${number}` },
    ]);
  });

  test('nothing on the way was complained about', () => {
    expect(app.complaints).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('reminders over D-Bus', () => {
  let app: Application;
  let service: NotificationService;
  beforeAll(async () => {
    service = await NotificationService.start();
    app = await Application.start();
    await app.openSample();
    await app.signInAs('Ingrid Solheim');
    const window = await app.electron.browserWindow(app.page);
    await window.evaluate((browserWindow) => browserWindow.hide());
  });
  afterAll(async () => {
    await app.stop();
    await service.stop();
  });

  /** Has main's wall clock leap in steps in which nobody idles for too long. */
  const anHourGoesBy = async (): Promise<void> => {
    for (let minutes = 0; minutes < 60; minutes += 10) {
      await app.leap(600);
      await app.page.keyboard.press('Shift');
    }
  };

  test('what expires soon is called to mind, once', async () => {
    const before = service.asked().length;
    await app.page.evaluate(() => window.countersign.invoke('desktop.setNotifications', { reminder: '4h' }));
    // The payroll of the sample had a day to be decided in; five hours of it are left.
    await anHourGoesBy();
    await afterALook('it is called to mind', () => service.asked().length > before);
    const reminded = service.asked().slice(before);
    for (const { title, body } of reminded) {
      expect(title).toMatch(/ expires in \d+ hours? without your decision$/);
      expect(body).toMatch(/^Request R-\d+$/);
    }
    expect(new Set(reminded.map(({ body }) => body)).size).toBe(reminded.length);
    await pass(16_000);
    expect(service.asked()).toHaveLength(before + reminded.length);
  });
});

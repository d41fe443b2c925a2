import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { violations } from './axe-violations';
import { Refused } from './fake-bridge';
import { startApp, startSignedIn } from './render-app';
import { aDesktop, aSession, req } from './sample-data';

async function open(change: Parameters<typeof startApp>[0] = {}) {
  const started = await startSignedIn(null, aSession(), (fake) => {
    fake.desktop = { ...fake.desktop, ...change };
  });
  await started.user.click(screen.getByRole('button', { name: /^Your account/ }));
  await started.user.click(await screen.findByRole('menuitem', { name: 'Settings…' }));
  await screen.findByRole('heading', { name: 'Settings', level: 1 });
  return started;
}
type Opened = Awaited<ReturnType<typeof open>>;
const section = async ({ user }: Opened, name: string) => {
  await user.click(screen.getByRole('tab', { name }));
  return await screen.findByRole('tabpanel', { name });
};
const isOn = (name: string) => screen.getByRole<HTMLInputElement>('switch', { name }).checked;

describe('the settings', () => {
  it.each(['Notifications', 'Signing out', 'Appearance', 'Start and close', 'About this app'])(
    'have nothing against them under %s',
    async (name) => {
      await section(await open(), name);
      expect(screen.getByRole('heading', { name, level: 2 })).toBeTruthy();
      expect(await violations()).toEqual([]);
    },
  );

  it('are walked with the keyboard alone', async () => {
    const { user, bridge } = await open();
    act(() => screen.getByRole('tab', { name: 'Notifications' }).focus());
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByRole('tabpanel', { name: 'Signing out' })).toBeTruthy();
    await user.tab();
    if (document.activeElement?.getAttribute('role') === 'tabpanel') await user.tab();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('The screen is locked');
    await user.keyboard(' ');
    expect(bridge.callsOf('desktop.setSessionEnds')[0]?.input).toEqual({ screenLock: false });
  });

  it('come by the platform’s key for them too', async () => {
    const { bridge } = await startSignedIn();
    act(() => bridge.emit('desktop.openSettings', {}));
    expect(await screen.findByRole('tab', { name: 'Notifications', selected: true })).toBeTruthy();
  });

  it('say why a choice couldn’t be kept, and show what holds', async () => {
    const opened = await open();
    opened.bridge.on('desktop.setSessionEnds', () => {
      throw new Refused('internal', 'Something went wrong. It has been written to the log.');
    });
    await section(opened, 'Signing out');
    await opened.user.click(screen.getByRole('switch', { name: 'The computer goes to sleep' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^That couldn’t be kept: /);
    expect(isOn('The computer goes to sleep')).toBe(true);
  });

  it('are where the person was, after signing in again', async () => {
    const opened = await open();
    await section(opened, 'Appearance');
    const { bridge } = opened;
    const { session } = bridge.desktop;
    act(() => bridge.change({ session: null, signedOutBecause: 'lock-screen' }));
    await screen.findByText(/the screen was locked/);
    act(() => bridge.change({ session, signedOutBecause: null }));
    expect(await screen.findByRole('tabpanel', { name: 'Appearance' })).toBeTruthy();
  });
});

describe('notifications', () => {
  it('say as much as was chosen, and remind when it was chosen', async () => {
    const { bridge, user } = await open();
    await user.click(screen.getByRole('radio', { name: 'Only how many wait' }));
    await user.click(screen.getByRole('button', { name: /Remind me before a request expires/ }));
    await user.click(await screen.findByRole('option', { name: '4 hours before', hidden: false }));
    await waitFor(() =>
      expect(bridge.callsOf('desktop.setNotifications').map(({ input }) => input)).toEqual([
        { privacy: 'count-only' },
        { reminder: '4h' },
      ]),
    );
    expect(screen.queryByText(/no notification service/)).toBeNull();
  });

  it('keep quiet from one time to another, and say which clock that is', async () => {
    const { bridge, user } = await open();
    expect(screen.queryByLabelText('From')).toBeNull();
    await user.click(screen.getByRole('switch', { name: 'Quiet hours' }));
    const from = await screen.findByLabelText('From');
    expect(screen.getByText(/By this computer’s clock .* until the next morning/)).toBeTruthy();
    fireEvent.change(from, { target: { value: '' } });
    expect(screen.getByText('Enter both times, such as 22:00.')).toBeTruthy();
    fireEvent.change(from, { target: { value: '08:00' } });
    expect(screen.getByText(/need to end at another time/)).toBeTruthy();
    fireEvent.change(from, { target: { value: '21:30' } });
    await waitFor(() =>
      expect(bridge.desktop.notifications.quietHours).toEqual({
        on: true,
        from: '21:30',
        to: '08:00',
      }),
    );
    for (const { input } of bridge.callsOf('desktop.setNotifications'))
      expect(input).not.toMatchObject({ quietHours: { from: '08:00', to: '08:00' } });
  });

  it('come in this window where the desktop has no service, and the settings say so', async () => {
    const { bridge, user } = await open({
      notifications: { ...aDesktop().notifications, available: false },
    });
    expect(screen.getByText(/This desktop has no notification service/)).toBeTruthy();
    const notice = {
      key: 'waiting:1',
      title: 'A withdrawal waits for your decision',
      body: 'Request R-2420',
      requestId: req(2420),
    };
    act(() => bridge.emit('desktop.notice', notice));
    const messages = screen.getByRole('region', { name: 'Messages' });
    expect(within(messages).getByText('A withdrawal waits for your decision')).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(within(messages).getByRole('button', { name: 'Review' }));
    expect(await screen.findByRole('region', { name: 'Request R-2420' })).toBeTruthy();
    expect(within(messages).queryByText('A withdrawal waits for your decision')).toBeNull();

    act(() => bridge.emit('desktop.notice', notice));
    act(() => bridge.emit('desktop.notice', { ...notice, title: 'A withdrawal expires in 1 hour' }));
    expect(within(messages).getAllByText(/^A withdrawal/)).toHaveLength(1);
    act(() => bridge.emit('desktop.noticeTakenBack', { key: 'waiting:1' }));
    expect(within(messages).queryByText(/^A withdrawal/)).toBeNull();
  });
});

describe('what the page tells of itself', () => {
  it('is which list and request are on the screen, where something new shows by itself', async () => {
    const { user, bridge } = await startSignedIn();
    const told = () => bridge.callsOf('desktop.looksAt').at(-1)?.input;
    await waitFor(() => expect(told()).toMatchObject({ view: 'waiting' }));
    await user.click(screen.getByRole('button', { name: /^Policies/ }));
    expect(told()).toEqual({ view: null, requestId: null });
    await user.click(screen.getByRole('button', { name: /^History/ }));
    expect(told()).toMatchObject({ view: 'history' });
    await user.type(screen.getByRole('searchbox'), 'Treasury');
    await waitFor(() => expect(told()).toMatchObject({ view: null }));
  });
});

describe('signing out', () => {
  it('shows when it happens by itself, and what ends a session at once', async () => {
    const opened = await open();
    await section(opened, 'Signing out');
    expect(screen.getByText('15 minutes')).toBeTruthy();
    await opened.user.click(screen.getByRole('switch', { name: 'Somebody else uses the computer' }));
    await waitFor(() => expect(isOn('Somebody else uses the computer')).toBe(false));
    expect(isOn('The screen is locked')).toBe(true);
    expect(opened.bridge.callsOf('desktop.setSessionEnds')[0]?.input).toEqual({ userSwitch: false });
  });
});

describe('starting and closing', () => {
  it('are kept at once', async () => {
    const opened = await open();
    await section(opened, 'Start and close');
    await opened.user.click(screen.getByRole('switch', { name: 'Start when I log in to this computer' }));
    await opened.user.click(screen.getByRole('radio', { name: 'Quits' }));
    await waitFor(() => expect(opened.bridge.desktop).toMatchObject({ startAtLogin: true, closing: 'quit' }));
  });

  it('asks nothing about a tray where there is none', async () => {
    const opened = await open({ trayAvailable: false });
    await section(opened, 'Start and close');
    expect(screen.getByText(/no tray to stay in/)).toBeTruthy();
    expect(screen.queryByRole('radiogroup', { name: 'Closing the window' })).toBeNull();
  });
});

describe('about this app', () => {
  it('says what it is, where it writes, and that it tells nobody', async () => {
    const opened = await open({ developmentRuntime: true });
    await section(opened, 'About this app');
    expect(await screen.findByText(/no telemetry, no update checks/)).toBeTruthy();
    expect(await screen.findByText('Electron 45.4.1, Chromium 150.0.0.0, Node 24.9.0')).toBeTruthy();
    expect(screen.getByText('/home/ingrid/.config/Countersign/logs/main.log')).toBeTruthy();
    expect(screen.getByText(/This is a development runtime/)).toBeTruthy();
    await opened.user.click(screen.getByRole('button', { name: 'Show the log' }));
    expect(opened.bridge.callsOf('desktop.showLog')).toHaveLength(1);
  });
});

describe('closing the window', () => {
  it('asks once, keeps the answer, and carries it out', async () => {
    const { bridge, user } = startApp({ profile: null });
    await screen.findByRole('heading', { level: 1 });
    act(() => bridge.emit('desktop.askClosing', {}));
    await screen.findByRole('alertdialog', { name: 'Keep Countersign in the tray?' });
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Keep in the tray' }));
    await waitFor(() => expect(bridge.callsOf('desktop.window')).toHaveLength(1));
    expect(bridge.callsOf('desktop.setClosing')[0]?.input).toEqual({ closing: 'tray' });
    expect(bridge.callsOf('desktop.window')[0]?.input).toEqual({ action: 'close' });
  });

  it('does nothing when it is waved away', async () => {
    const { bridge, user } = startApp({ profile: null });
    await screen.findByRole('heading', { level: 1 });
    act(() => bridge.emit('desktop.askClosing', {}));
    await screen.findByRole('alertdialog');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(bridge.callsOf('desktop.setClosing')).toHaveLength(0);
  });
});

describe('a notification that was clicked', () => {
  it('opens its request from whatever screen', async () => {
    const { bridge, user } = await startSignedIn();
    await user.click(screen.getByRole('button', { name: /^Accounts/ }));
    await screen.findByRole('heading', { name: 'Treasury' });
    act(() => bridge.emit('desktop.openRequest', { requestId: req(2420) }));
    expect(await screen.findByRole('region', { name: 'Request R-2420' })).toBeTruthy();
  });

  it('isn’t covered by a form, whose draft stays', async () => {
    const { bridge, user } = await startSignedIn();
    await user.keyboard('n');
    await screen.findByRole('dialog', { name: 'New withdrawal' });
    act(() => bridge.emit('desktop.openRequest', { requestId: req(2420) }));
    expect(await screen.findByRole('region', { name: 'Request R-2420' })).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('opens it after signing in when nobody was', async () => {
    const { bridge, user } = startApp({ profile: { ...aDesktop().profile!, kind: 'local', people: [] } });
    await screen.findByLabelText('Password');
    act(() => bridge.emit('desktop.openRequest', { requestId: req(2420) }));
    await user.type(screen.getByLabelText('E-mail'), 'ingrid.solheim@northwind.example');
    await user.type(screen.getByLabelText('Password'), 'x');
    await user.type(screen.getByLabelText('Code from your authenticator app'), '123456');
    expect(await screen.findByRole('region', { name: 'Request R-2420' })).toBeTruthy();
  });

  it('shows all that waits after signing in, where it counts', async () => {
    const { bridge, user } = await startSignedIn();
    await user.click(screen.getByRole('button', { name: /^Accounts/ }));
    await screen.findByRole('heading', { name: 'Treasury' });
    act(() => bridge.change({ session: null, signedOutBecause: 'idle' }));
    act(() => bridge.emit('desktop.openWaiting', {}));
    act(() => bridge.change({ session: aSession(), signedOutBecause: null }));
    await screen.findByRole('region', { name: /^Request R-/ });
    expect(screen.getByRole('button', { name: /^Waiting for me/ }).getAttribute('aria-current')).toBe('page');
  });

  it('in the tray’s menu shows all that waits', async () => {
    const { bridge, user } = await startSignedIn();
    await user.click(screen.getByRole('button', { name: /^Accounts/ }));
    await screen.findByRole('heading', { name: 'Treasury' });
    act(() => bridge.emit('desktop.openWaiting', {}));
    await screen.findByRole('region', { name: /^Request R-/ });
    expect(screen.getByRole('button', { name: /^Waiting for me/ }).getAttribute('aria-current')).toBe('page');
  });
});

import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { violations } from './axe-violations';
import { startApp, startSignedIn } from './render-app';
import { aDesktop, aSession, req } from './sample-data';

async function open(change: Parameters<typeof startApp>[0] = {}) {
  const started = await startSignedIn(null, aSession(), (fake) => {
    fake.desktop = { ...fake.desktop, ...change };
  });
  await started.user.click(screen.getByRole('button', { name: /^Your account/ }));
  await started.user.click(await screen.findByRole('menuitem', { name: 'Settings…' }));
  await screen.findByRole('dialog', { name: 'Settings' });
  return started;
}

describe('settings', () => {
  it('keeps how much notifications say, and what closing does, at once', async () => {
    const { bridge, user } = await open();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('radio', { name: 'Only how many wait' }));
    await user.click(screen.getByRole('radio', { name: 'Quits' }));
    expect(bridge.callsOf('desktop.setNotifications')[0]?.input).toEqual({ privacy: 'count-only' });
    expect(bridge.callsOf('desktop.setClosing')[0]?.input).toEqual({ closing: 'quit' });
    await waitFor(() =>
      expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Quits' }).checked).toBe(true),
    );
    expect(screen.queryByText(/^Without a notification service/)).toBeNull();
  });

  it('says when there is no notification service, and asks nothing where there is no tray', async () => {
    await open({
      notifications: { privacy: 'no-amounts-or-names', available: false },
      trayAvailable: false,
    });
    expect(screen.getByText(/^Without a notification service/)).toBeTruthy();
    expect(screen.queryByRole('radiogroup', { name: 'Closing the window' })).toBeNull();
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

  it('opens it after signing in when nobody was', async () => {
    const { bridge, user } = startApp({ profile: { ...aDesktop().profile!, kind: 'local', people: [] } });
    await screen.findByLabelText('Password');
    act(() => bridge.emit('desktop.openRequest', { requestId: req(2420) }));
    await user.type(screen.getByLabelText('E-mail'), 'ingrid.solheim@northwind.example');
    await user.type(screen.getByLabelText('Password'), 'x');
    await user.type(screen.getByLabelText('Code from your authenticator app'), '123456');
    expect(await screen.findByRole('region', { name: 'Request R-2420' })).toBeTruthy();
  });
});

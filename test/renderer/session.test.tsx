import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { startSignedIn } from './render-app';
import { aSession, person } from './sample-data';

const SECRETS = ['12.5', 'Cold storage', 'bc1q', 'Marcus', 'R-2417', 'Treasury →'];

describe('the end of a session', () => {
  it('counts down to the idle end and lets the person stay', async () => {
    const { bridge, user } = await startSignedIn();
    act(() => bridge.emit('desktop.idle', { secondsLeft: 48 }));
    expect(await screen.findByText('You’ll be signed out in 0:48')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stay signed in' }));
    await waitFor(() => expect(screen.queryByText(/signed out in \d:/)).toBeNull());
    expect(bridge.callsOf('session.touch')).toHaveLength(1);
  });

  it('counts by the second, and stops when main says so', async () => {
    const { bridge } = await startSignedIn();
    vi.useFakeTimers();
    try {
      act(() => bridge.emit('desktop.idle', { secondsLeft: 48 }));
      act(() => void vi.advanceTimersByTime(3000));
      expect(screen.getByText('You’ll be signed out in 0:45')).toBeTruthy();
      act(() => bridge.emit('desktop.idle', { secondsLeft: null }));
      expect(screen.queryByText(/signed out in \d:/)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('empties the page: nothing of what was read is left in it', async () => {
    const { bridge } = await startSignedIn();
    for (const secret of SECRETS.slice(0, 5)) expect(document.documentElement.outerHTML).toContain(secret);
    const profile = { ...bridge.desktop.profile!, kind: 'local' as const, people: [] };
    act(() =>
      bridge.change({
        session: null,
        signedOutBecause: 'idle',
        lastEmail: 'ingrid.solheim@northwind.example',
        profile,
      }),
    );
    expect(await screen.findByText(/Signed out after a while without input/)).toBeTruthy();
    for (const secret of SECRETS) expect(document.documentElement.outerHTML).not.toContain(secret);
  });

  it('empties menus and dialogs over the page too', async () => {
    const { bridge, user } = await startSignedIn();
    await user.keyboard('n');
    await screen.findByRole('dialog', { name: 'New withdrawal' });
    act(() => bridge.change({ session: null, signedOutBecause: 'lock-screen' }));
    await screen.findByText(/the screen was locked/);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.body.textContent).not.toContain('From account');
  });

  it('brings the same person back to where they were, and nobody else', async () => {
    const { bridge, user } = await startSignedIn();
    await user.click(screen.getByRole('button', { name: /^All pending/ }));
    await user.keyboard('jj');
    await waitFor(() => expect(screen.getByRole('region', { name: 'Request R-2421' })).toBeTruthy());
    act(() => bridge.change({ session: null, signedOutBecause: 'idle' }));
    act(() => bridge.change({ session: aSession(), signedOutBecause: null }));
    expect(await screen.findByRole('region', { name: 'Request R-2421' })).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('All pending');

    act(() => bridge.change({ session: null, signedOutBecause: 'idle' }));
    const priya = aSession({
      member: { ...person('priya'), owner: false, email: 'priya@northwind.example' },
    });
    act(() => bridge.change({ session: priya, signedOutBecause: null }));
    expect(await screen.findByRole('region', { name: 'Request R-2417' })).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Waiting for me');
  });

  it('shows that the engine stopped', async () => {
    const { bridge } = await startSignedIn();
    const profile = { ...bridge.desktop.profile!, status: 'stopped' as const };
    act(() => bridge.change({ session: null, signedOutBecause: 'engine-stopped', profile }));
    expect(await screen.findByText('The engine stopped')).toBeTruthy();
  });

  it('changes the appearance, and writes it where the tokens look', async () => {
    const { user } = await startSignedIn();
    expect(document.documentElement.dataset['theme']).toBe('light');
    await user.click(screen.getByRole('button', { name: /^Your account: Ingrid Solheim/ }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Dark' }));
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
  });
});

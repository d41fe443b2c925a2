import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refused } from './fake-bridge';
import { startApp } from './render-app';
import { aDesktop } from './sample-data';

const localProfile = { ...aDesktop().profile!, kind: 'local' as const, people: [] };

describe('welcome', () => {
  it('offers the sample, says that it prepares, and tells main that it is drawn', async () => {
    let open: () => void = () => undefined;
    const { bridge, user } = startApp({ profile: null }, (fake) =>
      fake.on(
        'desktop.openSample',
        () =>
          new Promise((resolve) => (open = () => resolve({ ...fake.desktop, profile: aDesktop().profile }))),
      ),
    );
    await user.click(await screen.findByRole('button', { name: /^Explore a sample organization/ }));
    expect(await screen.findByText(/^Preparing/)).toBeTruthy();
    open();
    expect(await screen.findByRole('heading', { name: 'Northwind Digital Treasury' })).toBeTruthy();
    await waitFor(() => expect(bridge.callsOf('desktop.ready')).toHaveLength(1));
  });

  it('says when the sample could not be prepared', async () => {
    const { user } = startApp({ profile: null }, (fake) =>
      fake.on('desktop.openSample', () => {
        throw new Refused('unavailable');
      }),
    );
    await user.click(await screen.findByRole('button', { name: /^Explore a sample organization/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('The sample could not be prepared.');
  });
});

describe('sign-in', () => {
  it('sends e-mail, password and a pasted code', async () => {
    const { bridge, user } = startApp({ profile: localProfile });
    await user.type(await screen.findByLabelText('E-mail'), 'ingrid.solheim@northwind.example');
    await user.type(screen.getByLabelText('Password'), 'correct horse battery');
    await user.click(screen.getByLabelText('Code from your authenticator app'));
    await user.paste('123 456');
    await waitFor(() => expect(bridge.callsOf('desktop.signIn')).toHaveLength(1));
    expect(bridge.callsOf('desktop.signIn')[0]?.input).toEqual({
      email: 'ingrid.solheim@northwind.example',
      password: 'correct horse battery',
      totp: '123456',
    });
    expect(await screen.findByRole('navigation', { name: 'Main' })).toBeTruthy();
  });

  it('says in words what is wrong, and asks for a new code', async () => {
    const { user } = startApp({ profile: localProfile });
    await user.type(await screen.findByLabelText('E-mail'), 'x@northwind.example');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.type(screen.getByLabelText('Code from your authenticator app'), '000000');
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toMatch(/E-mail, password or code isn’t right/),
    );
    const code = screen.getByLabelText<HTMLInputElement>('Code from your authenticator app');
    expect(code.value).toBe('');
    expect(document.activeElement).toBe(code);
  });

  it('asks for what is missing before anything is sent', async () => {
    const { bridge, user } = startApp({ profile: localProfile });
    await user.click(await screen.findByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('Enter your e-mail.'));
    expect(bridge.callsOf('desktop.signIn')).toHaveLength(0);
  });

  it('of a server says how many requests wait there, and nothing of other servers', async () => {
    const server = 'governance.example';
    const { bridge } = startApp({
      profile: { kind: 'remote', organizationName: 'Harbor', status: 'ready', people: [], server },
      waitingSignedOut: [
        { server: 'other.example', waiting: 7 },
        { server, waiting: 1 },
      ],
    });
    expect(await screen.findByText('1 request waits for your decision')).toBeTruthy();
    act(() => bridge.change({ waitingSignedOut: [{ server, waiting: 2 }] }));
    expect(screen.getByText('2 requests wait for your decision')).toBeTruthy();
    act(() => bridge.change({ waitingSignedOut: [{ server, waiting: 0 }] }));
    expect(screen.queryByText(/for your decision/)).toBeNull();
  });

  it('says how long to wait when throttled', async () => {
    const { user } = startApp({ profile: localProfile, lastEmail: 'a@b.example' }, (fake) =>
      fake.on('desktop.signIn', () => {
        throw new Refused('rate_limited', '', { retryAfterSeconds: 30 });
      }),
    );
    await user.type(await screen.findByLabelText('Password'), 'x');
    await user.type(screen.getByLabelText('Code from your authenticator app'), '111111');
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toBe('Wait 30 seconds, then try again.'),
    );
  });

  it('shows and hides the password', async () => {
    const { user } = startApp({ profile: localProfile });
    const field = await screen.findByLabelText<HTMLInputElement>('Password');
    expect(field.type).toBe('password');
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(field.type).toBe('text');
  });

  it('lets one of the sample’s people in with one press, once', async () => {
    const { bridge, user } = startApp();
    const ingrid = await screen.findByRole('button', { name: /Ingrid Solheim/ });
    await user.dblClick(ingrid);
    expect(await screen.findByRole('navigation', { name: 'Main' })).toBeTruthy();
    expect(bridge.callsOf('desktop.signInAsSamplePerson')).toHaveLength(1);
  });

  it('goes back to the welcome screen', async () => {
    const { user } = startApp();
    await user.click(await screen.findByRole('button', { name: 'Leave the sample' }));
    expect(await screen.findByRole('heading', { name: 'No money moves on one signature.' })).toBeTruthy();
  });
});

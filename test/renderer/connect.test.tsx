import '@testing-library/jest-dom/vitest';
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { violations } from './axe-violations';
import { aServer, Refused, type FakeBridge } from './fake-bridge';
import { startApp, startSignedIn } from './render-app';
import { aSession } from './sample-data';

const HOST = 'governance.harbor.example';
const ADDRESS = `https://${HOST}`;
const CODE = 'invitation-code-of-27-chars';
const nowhere: Partial<DesktopState> = { profile: null };

const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name });
const foundButton = (name: string | RegExp): Promise<HTMLElement> => screen.findByRole('button', { name });

function offline(bridge: FakeBridge, at = '2026-01-05T14:02:00.000Z'): void {
  act(() => {
    bridge.change({ connection: { status: 'offline', since: at, because: `Nothing answers at ${HOST}.` } });
  });
}
const clock = (at: string): string => new Date(at).toTimeString().slice(0, 5);

describe('the welcome screen', () => {
  test('offers the three ways, the sample first', async () => {
    startApp(nowhere);
    const ways = await screen.findByRole('navigation', { name: 'Start' });
    expect(
      within(ways)
        .getAllByRole('button')
        .map((one) => one.querySelector('b')?.textContent),
    ).toEqual([
      'Explore a sample organization',
      'Create an organization on this computer',
      'Connect to a governance server',
    ]);
    expect(await violations()).toEqual([]);
  });

  test('opens what is kept, says why it can’t, and forgets it when asked twice', async () => {
    const { bridge, user } = startApp({ ...nowhere, servers: [{ address: ADDRESS, name: 'Harbor' }] });
    bridge.on('desktop.connect', () => {
      throw new Refused('unavailable', `Nothing answers at ${HOST}.`);
    });
    await user.click(await foundButton(/^Open Harbor/));
    expect(await screen.findByRole('alert')).toHaveTextContent(`Not connected. Nothing answers at ${HOST}.`);
    await user.click(button('Forget Harbor'));
    expect(await violations()).toEqual([]);
    await user.click(button('Forget'));
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Open Harbor/ })).toBeNull());
    expect(bridge.desktop.servers).toEqual([]);
  });
});

describe('connecting', () => {
  test('an address is looked at, shown by its name, and only then connected to', async () => {
    const { bridge, user } = startApp(nowhere);
    await user.click(await foundButton(/^Connect to a governance server/));
    const field = await screen.findByLabelText('Address of the server');
    expect(field).toHaveFocus();
    await user.click(button('Look for it'));
    expect(await screen.findByText('Enter the address of the server.')).toBeInTheDocument();
    await user.type(field, `${HOST}{Enter}`);
    expect(await screen.findByRole('heading', { name: /^Connect to .*\?$/ })).toHaveFocus();
    expect(screen.getByText('Encrypted, certificate checked')).toBeInTheDocument();
    expect(bridge.callsOf('desktop.connect')).toEqual([]);
    expect(await violations()).toEqual([]);
    await user.click(button(`Connect to ${HOST}`));
    expect(await screen.findByRole('heading', { name: HOST })).toBeInTheDocument();
    expect(screen.getByLabelText('Password')).toBeInTheDocument();
    expect(bridge.callsOf('desktop.connect').map(({ input }) => input)).toEqual([{ address: ADDRESS }]);
  });

  test('faults of the address stand on its field, all else below', async () => {
    const { bridge, user } = startApp(nowhere);
    const message = 'Plain http:// is for servers on this computer only; all others need https.';
    bridge.on('desktop.checkServer', () => {
      throw new Refused('validation_failed', message, { errors: [{ path: 'address', message }] });
    });
    await user.click(await foundButton(/^Connect to a governance server/));
    await user.type(await screen.findByLabelText('Address of the server'), 'http://10.0.0.7{Enter}');
    expect(await screen.findByText(/^Plain http/)).toHaveClass('bad');
    const why = `The certificate of ${HOST} isn’t accepted: it was made for another name (ERR_X).`;
    bridge.on('desktop.checkServer', () => {
      throw new Refused('unavailable', why);
    });
    await user.click(button('Look for it'));
    expect(await screen.findByText(why)).toHaveAttribute('role', 'alert');
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('navigation', { name: 'Start' })).toBeInTheDocument();
  });

  test('a server without an organization asks for its set-up token, and creates it there', async () => {
    const { bridge, user } = startApp(nowhere, (fake) => {
      fake.on('desktop.checkServer', ({ address }) => ({ ...aServer(address), hasOrganization: false }));
    });
    await user.click(await foundButton(/^Connect to a governance server/));
    await user.type(await screen.findByLabelText('Address of the server'), `${HOST}{Enter}`);
    await user.click(await foundButton('Create its organization'));
    expect(await screen.findByText(/^Enter the set-up token/)).toBeInTheDocument();
    await user.type(screen.getByLabelText('Set-up token'), 'the-token-it-printed{Enter}');
    expect(await screen.findByRole('heading', { name: 'Which business is this for?' })).toBeInTheDocument();
    expect(bridge.callsOf('desktop.connect')).toEqual([]);
  });
});

describe('an invitation link', () => {
  const acceptLink = { server: ADDRESS, code: CODE };

  test('connects to nothing before a press on a button with the server’s name', async () => {
    const { bridge, user } = startApp({ ...nowhere, acceptLink });
    expect(await screen.findByRole('heading', { name: `An invitation to ${HOST}` })).toHaveFocus();
    expect(bridge.callsOf('desktop.checkServer')).toEqual([]);
    expect(await violations()).toEqual([]);
    await user.click(button(`Connect to ${HOST}`));
    expect(await screen.findByLabelText('Invitation code')).toHaveValue(CODE);
    expect(screen.getByLabelText('Choose a password')).toHaveFocus();
    expect(bridge.desktop.acceptLink).toBeNull();
    await user.click(button('Sign in instead'));
    await user.click(await foundButton('I have an invitation code'));
    expect(screen.getByLabelText('Invitation code')).toHaveValue('');
  });

  test('can be waved away', async () => {
    const { bridge, user } = startApp({ ...nowhere, acceptLink });
    await user.click(await foundButton('Not now'));
    expect(await screen.findByRole('navigation', { name: 'Start' })).toBeInTheDocument();
    expect(bridge.callsOf('desktop.checkServer')).toEqual([]);
    expect(bridge.desktop.acceptLink).toBeNull();
  });

  test('waits, and says so, while somebody is signed in', async () => {
    const { bridge, user } = await startSignedIn();
    act(() => bridge.change({ acceptLink }));
    expect(await screen.findByText(`An invitation to ${HOST} was opened.`)).toBeInTheDocument();
    expect(bridge.callsOf('desktop.checkServer')).toEqual([]);
    await user.click(button('Not now'));
    await waitFor(() => expect(bridge.desktop.acceptLink).toBeNull());
  });
});

describe('while the server is out of reach', () => {
  const remote: Partial<DesktopState> = {
    profile: { kind: 'remote', organizationName: 'Harbor', status: 'ready', people: [], server: HOST },
    connection: { status: 'online', since: '2026-01-05T09:00:00.000Z', because: null },
  };

  test('the band says since when, decisions are off with their reason, and what is typed stays', async () => {
    const { bridge, user } = await startSignedIn();
    act(() => bridge.change(remote));
    const reason = screen.getByLabelText('Reason');
    await user.type(reason, 'Matches the');
    offline(bridge);
    const time = clock('2026-01-05T14:02:00.000Z');
    expect(await screen.findByText(new RegExp(`^Offline since .*${time}\\.$`))).toBeInTheDocument();
    expect(screen.getByText('Offline: deciding needs the server.')).toBeInTheDocument();
    for (const name of [/^Approve/, /^Reject/]) expect(button(name)).toBeDisabled();
    await user.type(reason, ' memo');
    expect(reason).toHaveValue('Matches the memo');
    expect(await violations()).toEqual([]);

    await user.click(button('Try now'));
    expect(bridge.callsOf('desktop.reconnect')).toHaveLength(1);
    act(() => bridge.change(remote));
    await waitFor(() => expect(screen.queryByText(/^Offline since/)).toBeNull());
    expect(button(/^Approve/)).toBeEnabled();
    expect(screen.getByLabelText('Reason')).toHaveValue('Matches the memo');
  });

  test('everything is read again once it is back', async () => {
    const { bridge } = await startSignedIn();
    await waitFor(() => expect(bridge.callsOf('requests.list').length).toBeGreaterThan(0));
    const before = bridge.callsOf('requests.list').length;
    const read = bridge.callsOf('requests.get').length;
    act(() => bridge.emit('desktop.resync', {}));
    await waitFor(() => expect(bridge.callsOf('requests.list').length).toBeGreaterThan(before));
    expect(bridge.callsOf('requests.get').length).toBeGreaterThan(read);
  });

  test('the sign-in sheet says so', async () => {
    const { bridge } = startApp(remote);
    await screen.findByLabelText('Password');
    offline(bridge);
    expect(await screen.findByText(/^The server can’t be reached since/)).toHaveTextContent(
      `Nothing answers at ${HOST}.`,
    );
  });

  test('a withdrawal can be drafted, not sent', async () => {
    const { bridge, user } = await startSignedIn(null, aSession());
    act(() => bridge.change(remote));
    await user.keyboard('n');
    await screen.findByRole('dialog');
    offline(bridge);
    await waitFor(() =>
      expect(within(screen.getByRole('dialog')).getByText(/What you entered stays/)).toBeInTheDocument(),
    );
  });
});

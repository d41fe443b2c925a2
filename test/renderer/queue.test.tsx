import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refused } from './fake-bridge';
import { startApp, startSignedIn } from './render-app';
import { aRow, aSession, ago, req } from './sample-data';
import { someMembers } from './sample-governance';

const openNumber = () => screen.getByRole('region', { name: /^Request R-/ }).getAttribute('aria-label');
const options = () => screen.getAllByRole('option');

describe('queue', () => {
  it('shows groups and rows, and opens the first', async () => {
    await startSignedIn();
    const list = screen.getByRole('listbox', { name: 'Waiting for me' });
    expect(within(list).getByText('Closing soon')).toBeTruthy();
    expect(options()[0]?.textContent).toContain('Withdraw 12.5 BTC');
    expect(options()[1]?.textContent).toContain('480,000.00 EUR');
    expect(openNumber()).toBe('Request R-2417');
    expect(options()[0]?.getAttribute('aria-selected')).toBe('true');
  });

  it('moves with j and k, opens with Enter, comes back with Escape', async () => {
    const { user } = await startSignedIn();
    await user.keyboard('j');
    await waitFor(() => expect(openNumber()).toBe('Request R-2409'));
    await user.keyboard('k');
    await waitFor(() => expect(openNumber()).toBe('Request R-2417'));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(document.activeElement?.id).toBe('request-pane'));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('option'));
  });

  it('searches from “/” after a pause in typing; letters there are letters', async () => {
    const { bridge, user } = await startSignedIn();
    await user.keyboard('/');
    await user.keyboard('jar');
    const field = screen.getByRole<HTMLInputElement>('searchbox');
    expect(field.value).toBe('jar');
    await waitFor(() =>
      expect(bridge.calls.some((one) => (one.input as { q?: string }).q === 'jar')).toBe(true),
    );
    expect(await screen.findByText('Nothing matches')).toBeTruthy();
    expect(bridge.calls.filter((one) => (one.input as { q?: string }).q === 'j')).toHaveLength(0);
  });

  it('replaces a row that was decided elsewhere in its place, quietly', async () => {
    const { bridge } = await startSignedIn();
    const row = bridge.queue.find((one) => one.number === 2421)!;
    const after = { ...row, status: 'completed' as const, canDecide: false, endedAt: ago(1000) };
    const before = options().map((one) => one.getAttribute('data-key'));
    act(() => bridge.emit('request.changed', { requestId: row.id, what: 'completed', row: after }));
    const quiet = await screen.findByText('Decided');
    expect(quiet.closest('[role=option]')?.className).toContain('closed');
    expect(options().map((one) => one.getAttribute('data-key'))).toEqual(before);
  });

  it('puts a new request on top and counts again', async () => {
    const { bridge } = await startSignedIn();
    const row = aRow(2500, { createdAt: ago(0) });
    bridge.queue = [row, ...bridge.queue];
    const asked = bridge.callsOf('requests.counts').length;
    act(() => bridge.emit('request.changed', { requestId: row.id, what: 'created', row }));
    await waitFor(() => expect(bridge.callsOf('requests.counts').length).toBe(asked + 1));
    expect(screen.getAllByText('Waiting for me').length).toBeGreaterThan(0);
    expect(document.querySelector(`[data-key="${req(2500)}"]`)).toBeTruthy();
  });

  it('teaches when nothing waits, and leads on to what waits for others', async () => {
    const { user } = startApp({ session: aSession() }, (bridge) => {
      bridge.queue = [aRow(2500, { canDecide: false })];
    });
    expect(await screen.findByText('Nothing waits for you')).toBeTruthy();
    // Nothing beside it asks for a row that isn’t there.
    expect(screen.queryByText('Select a request')).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'See all pending' }));
    expect(await screen.findByRole('option', { name: /R-2500|Withdraw/ })).toBeTruthy();
  });

  it('leads from an empty view to no other empty one', async () => {
    const { user } = startApp({ session: aSession() }, (bridge) => {
      bridge.queue = [];
    });
    expect(await screen.findByText('Nothing waits for you')).toBeTruthy();
    // Besides the one in the bar.
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'New withdrawal' })).toHaveLength(2));
    expect(screen.queryByRole('button', { name: 'See all pending' })).toBeNull();
    await user.click(screen.getByRole('button', { name: /^History/ }));
    expect(await screen.findByText('Nothing has ended yet')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'See all pending' })).toBeNull();
  });

  it('leads who is alone in the organization to inviting somebody', async () => {
    const session = aSession({ may: { initiate: [{ workflow: 'access', accountId: null }], decide: true } });
    const { user } = startApp({ session }, (bridge) => {
      bridge.queue = [];
      const [me] = someMembers();
      bridge.on('members.list', () => ({ items: me === undefined ? [] : [me], nextCursor: null }));
    });
    expect(await screen.findByText(/You are the only one here/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Invite somebody' }));
    expect(await screen.findByRole('heading', { name: 'People', level: 1 })).toBeTruthy();
  });

  it('says that the list could not be loaded, and loads it on asking', async () => {
    const { bridge, user } = startApp({ session: aSession() }, (fake) =>
      fake.on('requests.list', () => {
        throw new Refused('unavailable');
      }),
    );
    expect(await screen.findByText('The list could not be loaded.')).toBeTruthy();
    bridge.on('requests.list', () => ({ items: bridge.queue, nextCursor: null }));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('listbox')).toBeTruthy();
  });

  it('offers a new withdrawal only to those who may start one', async () => {
    await startSignedIn(null, aSession({ may: { initiate: [], decide: true } }));
    expect(screen.queryByRole('button', { name: 'New withdrawal' })).toBeNull();
  });

  it('shows what changes for requests about access and policies', async () => {
    const { user } = await startSignedIn();
    await user.keyboard('jj');
    await waitFor(() => expect(openNumber()).toBe('Request R-2421'));
    expect(screen.getByText('+ Approve')).toBeTruthy();
    await user.keyboard('jjj');
    await waitFor(() => expect(openNumber()).toBe('Request R-2418'));
    expect(screen.getByText('48 h').tagName).toBe('B');
  });

  it('lists every key, and runs commands by name or number', async () => {
    const { user } = await startSignedIn();
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy();
    await user.keyboard('{Escape}');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByPlaceholderText('Command or request number'), '2408');
    await user.click(await screen.findByRole('menuitem', { name: 'Open R-2408' }));
    await waitFor(() => expect(openNumber()).toBe('Request R-2408'));
  });
});

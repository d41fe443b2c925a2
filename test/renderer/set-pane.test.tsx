import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { digestOf, setDigestOf } from '../../shared/domain/requests/view';
import type { RequestId } from '../../shared/contract/primitives';
import type { RequestRow } from '../../shared/contract/requests';
import { violations } from './axe-violations';
import { startApp } from './render-app';
import { adr, ago, aRow, aSession, at, req } from './sample-data';

const payout = (number: number, amount: string): RequestRow =>
  aRow(number, {
    params: {
      asset: 'ETH',
      amount,
      destination: {
        id: adr('desk'),
        label: 'Prime desk',
        address: '0x52908400098527886E0F7030069857D2E4169EE7',
        network: 'ethereum',
      },
    },
    account: 'Client settlement',
    createdAt: ago(10 * 60_000 + number * 1000),
  });
const payouts = () => [payout(31, '10.5'), payout(32, '12'), payout(33, '11.204'), payout(34, '95')];
const fresh = () => aSession({ stepUpUntil: at(220_000) });

async function startWithSet(queue: RequestRow[] = [...payouts(), aRow(7)]) {
  const started = startApp({ session: fresh() }, (bridge) => {
    bridge.queue = queue;
    bridge.on('decisions.create', ({ items, decision }) => ({
      results: items.map(({ requestId }) => ({
        requestId: requestId as RequestId,
        ok: true,
        status: decision === 'approve' ? 'pending' : 'rejected',
      })),
    }));
  });
  await screen.findByRole('region', { name: '4 withdrawals of one kind' }, { timeout: 15_000 });
  return started;
}
const decision = () => screen.getByRole('group', { name: 'Your decision' });

describe('a set of like requests', () => {
  it('is one row with the sum, and opens with what stands out pulled out', async () => {
    await startWithSet();
    const row = screen.getByRole('option', { name: /^4 withdrawals of one kind/ });
    expect(row.textContent).toContain('128.704 ETH in all, to Prime desk');
    expect(screen.getAllByRole('option')).toHaveLength(2);
    expect(
      screen.getByRole('heading', {
        name: 'Withdraw 33.704 ETH in all from Client settlement to Prime desk',
      }),
    ).toBeTruthy();
    expect(screen.getByText('Pulled out').closest('section')?.textContent).toContain('8.4 times');
    expect(screen.getByText('3 of 3 ticked')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('approves exactly what is ticked, with one confirmation over the digests of what was shown', async () => {
    const { bridge, user } = await startWithSet();
    await user.click(screen.getByRole('checkbox', { name: 'Decide R-32 with the others' }));
    await user.dblClick(within(decision()).getByRole('button', { name: 'Approve 2' }));
    expect(await screen.findByText('You approved 2 requests')).toBeTruthy();
    const calls = bridge.callsOf('decisions.create');
    expect(calls).toHaveLength(1);
    expect(calls[0]?.input).toMatchObject({
      decision: 'approve',
      items: [{ requestId: req(31) }, { requestId: req(33) }],
    });
    expect(calls[0]?.input).not.toHaveProperty('stepUp');
    const sent = calls[0]?.input as { setDigest: string; items: { digest: string }[] };
    const shown = bridge.queue.filter(({ number }) => number === 31 || number === 33);
    expect(sent.items).toEqual(shown.map((row) => ({ requestId: row.id, digest: digestOf(row.view) })));
    expect(sent.setDigest).toBe(setDigestOf(sent.items.map((one) => one.digest)));
  });

  it('needs a reason to reject them, and sends it once for all', async () => {
    const { bridge, user } = await startWithSet();
    await user.click(within(decision()).getByRole('button', { name: 'Reject 3' }));
    expect(bridge.callsOf('decisions.create')).toHaveLength(0);
    await user.type(screen.getByLabelText('Reason'), 'Wrong desk');
    await user.click(within(decision()).getByRole('button', { name: 'Reject 3' }));
    await screen.findByText('You rejected 3 requests');
    expect(bridge.callsOf('decisions.create')[0]?.input).toMatchObject({ reason: 'Wrong desk' });
  });

  it('says which were refused, and why', async () => {
    const { bridge, user } = await startWithSet();
    bridge.on('decisions.create', ({ items }) => ({
      results: items.map(({ requestId }, index) =>
        index === 0
          ? {
              requestId: requestId as RequestId,
              ok: false,
              code: 'not_pending' as const,
              detail: 'This request isn’t pending any more.',
            }
          : { requestId: requestId as RequestId, ok: true, status: 'pending' as const },
      ),
    }));
    await user.click(within(decision()).getByRole('button', { name: 'Approve 3' }));
    expect(await screen.findByText('1 was not decided.')).toBeTruthy();
    expect(screen.getByText(/R-31: This request isn’t pending any more/)).toBeTruthy();
    expect(screen.getByText('You approved 2 requests')).toBeTruthy();
  });

  it('doesn’t decide what came while it was looked at', async () => {
    const { bridge } = await startWithSet();
    const late = payout(35, '11');
    bridge.queue = [...bridge.queue, late];
    act(() => bridge.emit('request.changed', { requestId: late.id, what: 'created', row: late }));
    await screen.findByText('3 of 4 ticked');
    expect(
      screen.getByRole<HTMLInputElement>('checkbox', { name: 'Decide R-35 with the others' }).checked,
    ).toBe(false);
    expect(screen.getByText('new')).toBeTruthy();
    expect(within(decision()).getByRole('button', { name: 'Approve 3' })).toBeTruthy();
  });

  it('is walked by keyboard: to the next row, back, and to the decision', async () => {
    const { user } = await startWithSet();
    await user.keyboard('j');
    await screen.findByRole('region', { name: 'Request R-7' });
    await user.keyboard('k');
    await screen.findByRole('region', { name: '4 withdrawals of one kind' });
    await user.keyboard('a');
    expect(document.activeElement?.textContent).toMatch(/^Approve 3/);
  });

  it('opens one of them by itself, and stands at its row', async () => {
    const { user } = await startWithSet();
    await user.click(screen.getByRole('button', { name: 'Open R-34' }));
    await screen.findByRole('region', { name: 'Request R-34' });
    await user.keyboard('j');
    await screen.findByRole('region', { name: 'Request R-7' });
  });

  it('bars the decision while nothing is ticked', async () => {
    const { user } = await startWithSet();
    for (const number of [31, 32, 33])
      await user.click(screen.getByRole('checkbox', { name: `Decide R-${String(number)} with the others` }));
    await waitFor(() =>
      expect(within(decision()).getByRole<HTMLButtonElement>('button', { name: 'Approve 0' }).disabled).toBe(
        true,
      ),
    );
    expect(screen.getByText('Tick at least one to decide.')).toBeTruthy();
  });
});

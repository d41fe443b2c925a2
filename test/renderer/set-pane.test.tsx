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

async function startWithSet(
  queue: RequestRow[] = [...payouts(), aRow(7)],
  name = '4 withdrawals of one kind',
) {
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
  await screen.findByRole('region', { name }, { timeout: 15_000 });
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

  it('says of those that failed that they did', async () => {
    const { bridge, user } = await startWithSet();
    bridge.on('decisions.create', ({ items }) => ({
      results: items.map(({ requestId }, index) => ({
        requestId: requestId as RequestId,
        ok: true,
        status: index === 0 ? ('failed' as const) : ('completed' as const),
      })),
    }));
    await user.click(within(decision()).getByRole('button', { name: 'Approve 3' }));
    const toast = (await screen.findByText('You approved 3 requests')).closest('.toast');
    expect(toast?.textContent).toContain('1 of them could not be applied and failed');
    expect(toast?.querySelector('.t-bad')).toBeTruthy();
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

  it('shows all of each new address: the number in full, its name, and whose it is', async () => {
    const add = (number: number, iban: string) =>
      aRow(number, {
        operation: 'address.fiat.add',
        params: {
          asset: 'EUR',
          network: 'bank',
          address: iban,
          label: `Payroll ${String(number)}`,
          beneficiary: `Firm ${String(number)}`,
          bic: 'COBADEFFXXX',
        },
      });
    const ibans = ['DE89370400440532013000', 'FR1420041010050500013M02606', 'NL91ABNA0417164300'];
    await startWithSet(
      ibans.map((iban, index) => add(41 + index, iban)),
      '3 new addresses',
    );
    expect(
      screen.getByRole('heading', { name: 'Let Treasury withdraw EUR to 3 new addresses' }),
    ).toBeTruthy();
    ibans.forEach((iban, index) => {
      const number = String(41 + index);
      const row = screen
        .getByRole('checkbox', { name: `Decide R-${number} with the others` })
        .closest('li') as HTMLElement;
      expect(within(row).getByRole('img', { name: iban })).toBeTruthy();
      expect(row.textContent).toContain(`Payroll ${number}`);
      expect(row.textContent).toContain(`Firm ${number}, BIC COBADEFFXXX`);
    });
    expect(await violations()).toEqual([]);
  });

  it('tells one destination from another by its memo too', async () => {
    const memo = (row: RequestRow, text: string): RequestRow => {
      const params = {
        ...row.params,
        destination: { ...(row.params['destination'] as object), memo: text },
      } as RequestRow['params'];
      return { ...row, params, view: { ...row.view, params } };
    };
    await startWithSet([
      memo(payout(31, '10.5'), '7'),
      memo(payout(32, '12'), '7'),
      memo(payout(33, '11'), '7'),
      memo(payout(34, '11'), '8'),
    ]);
    const decided = screen.getByText('Decided together').closest('section') as HTMLElement;
    expect(within(decided).getByText('Memo 7')).toBeTruthy();
    expect(within(decided).getByText('Memo 8')).toBeTruthy();
  });

  it('opens changes of access one by one', async () => {
    const row = (number: number) =>
      aRow(number, {
        operation: 'member.permissions.change',
        account: null,
        params: { member: { id: `mem_${String(number)}`, displayName: `Member ${String(number)}` } },
      });
    startApp({ session: fresh() }, (bridge) => (bridge.queue = [row(51), row(52), row(53), row(54)]));
    await screen.findByRole('region', { name: 'Request R-51' }, { timeout: 15_000 });
    expect(screen.getAllByRole('option')).toHaveLength(4);
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { DryRun } from '../../shared/contract/requests';
import { Refused } from './fake-bridge';
import { startSignedIn } from './render-app';
import { acc, adr, aDetail, aRow, aSession, person } from './sample-data';

const queues: DryRun = {
  outcome: 'queue',
  stepUpRequired: false,
  queuedBecause: 'no_execute',
  requiredApprovals: 2,
  eligibleApprovers: ['priya', 'tomas', 'aiko', 'helena'].map(person),
  warnings: [],
};
const completes: DryRun = {
  outcome: 'complete',
  stepUpRequired: true,
  requiredApprovals: 0,
  eligibleApprovers: [],
  warnings: [],
};

/** In the list that floats, not in the native select that React Aria keeps hidden for forms. */
async function findOption(name: RegExp): Promise<HTMLElement> {
  return waitFor(() => {
    const list = document.querySelector<HTMLElement>('.options');
    if (!list) throw new Error('no list is open');
    return within(list).getByRole('option', { name });
  });
}
async function choose(user: UserEvent, field: RegExp, option: RegExp) {
  await user.click(screen.getByRole('button', { name: field }));
  await user.click(await findOption(option));
}
async function fill(user: UserEvent, amount: string) {
  await user.keyboard('n');
  await screen.findByRole('dialog', { name: 'New withdrawal' });
  await choose(user, /From account/, /^Treasury/);
  await choose(user, /Asset/, /^BTC/);
  await choose(user, /To address/, /^Cold storage A/);
  await user.type(screen.getByLabelText('Amount'), amount);
}

async function startWith(dryRun: DryRun) {
  const made = aDetail(aRow(3000));
  return startSignedIn(null, aSession(), (fake) => {
    fake.queue = [...fake.queue, made];
    fake.on('requests.create', (input) => (input.dryRun === true ? dryRun : made));
  });
}

describe('new withdrawal', () => {
  it('says live what will happen, by the engine’s own dry run', async () => {
    const { bridge, user } = await startWith(queues);
    await fill(user, '12.5');
    expect(await screen.findByText('Waits for 2 of these people:')).toBeTruthy();
    expect(screen.getByText('Priya Raman, Tomás Rivera, Aiko Watanabe, Helena Brandt')).toBeTruthy();
    expect(bridge.callsOf('requests.create').at(-1)?.input).toEqual({
      operation: 'withdrawal.crypto.create',
      accountId: acc('Treasury'),
      params: { asset: 'BTC', amount: '12.5', addressId: adr('cold') },
      dryRun: true,
    });
    expect(bridge.callsOf('requests.create').length).toBeLessThan(4);
  });

  it('sends once for a double click and goes to the request', async () => {
    const { bridge, user } = await startWith(queues);
    await fill(user, '12.5');
    await user.dblClick(await screen.findByRole('button', { name: 'Ask for approval' }));
    expect(await screen.findByRole('region', { name: 'Request R-3000' })).toBeTruthy();
    expect(
      bridge.callsOf('requests.create').filter((one) => !(one.input as { dryRun?: boolean }).dryRun),
    ).toHaveLength(1);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('R-3000 is waiting for approvals')).toBeTruthy();
  });

  it('asks for a second factor only where it completes at once', async () => {
    const { bridge, user } = await startWith(completes);
    await fill(user, '1');
    expect(await screen.findByText('Completes at once')).toBeTruthy();
    const dialog = within(screen.getByRole('dialog'));
    const send = dialog.getByRole('button', { name: 'Withdraw now' });
    expect(send.hasAttribute('disabled')).toBe(true);
    await user.type(dialog.getByLabelText('Authenticator code'), '482911');
    await user.click(send);
    await waitFor(() =>
      expect(bridge.callsOf('requests.create').at(-1)?.input).toMatchObject({ stepUp: { totp: '482911' } }),
    );
  });

  it.each([
    ['1.123456789', 'BTC has at most 8 decimals.'],
    ['43.70411863', 'Treasury has 43.70411862 BTC available.'],
    ['0', 'Enter more than zero.'],
    ['1e3', 'Enter a number such as 12.5.'],
  ])('refuses %s as an amount, in words', async (amount, words) => {
    const { user } = await startWith(queues);
    await fill(user, amount);
    expect(screen.getAllByRole('alert').map((one) => one.textContent)).toContain(words);
    await waitFor(() => {
      const send = screen.getByRole('button', { name: /^(Start withdrawal|Ask for approval)$/ });
      expect(send.hasAttribute('disabled')).toBe(true);
    });
  });

  it('shows an address that can’t be used yet, with when it can', async () => {
    const { user } = await startWith(queues);
    await user.keyboard('n');
    await screen.findByRole('dialog', { name: 'New withdrawal' });
    await choose(user, /From account/, /^Treasury/);
    await choose(user, /Asset/, /^BTC/);
    await user.click(screen.getByRole('button', { name: /To address/ }));
    const desk = await findOption(/Prime desk/);
    expect(desk.getAttribute('aria-disabled')).toBe('true');
    expect(desk.textContent).toContain('usable in 5 h');
  });

  it('shows a refusal by the dry run, and keeps what was typed after one by the engine', async () => {
    const { bridge, user } = await startWith(queues);
    await fill(user, '12.5');
    await screen.findByText('Waits for 2 of these people:');
    bridge.on('requests.create', (input) => {
      if (input.dryRun === true)
        return {
          ...queues,
          outcome: 'refuse',
          code: 'address_not_usable',
          detail: 'Cold storage A was removed.',
        };
      throw new Refused('insufficient_balance', 'Treasury has 1 BTC available.');
    });
    await user.click(screen.getByRole('button', { name: 'Ask for approval' }));
    await waitFor(() =>
      expect(screen.getByRole('dialog').textContent).toContain('Not sent: Treasury has 1 BTC available.'),
    );
    const amount = screen.getByLabelText<HTMLInputElement>('Amount');
    expect(amount.value).toBe('12.5');
    await user.type(amount, '1');
    expect(await screen.findByText('Cold storage A was removed.')).toBeTruthy();
  });
});

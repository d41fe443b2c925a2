import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { DryRun } from '../../shared/contract/requests';
import type { PostingId } from '../../shared/contract/primitives';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { acc, accounts, addresses, adr, aDetail, aRow, aSession, at, person } from './sample-data';

const BTC = 'bc1qaq57setpzg2msqek7qrs5r8cqa0sn886mkwa86';

const owner = () =>
  aSession({
    member: { ...person('helena'), owner: true, email: 'helena@northwind.example' },
    stepUpUntil: at(240_000),
    may: {
      initiate: [
        { workflow: 'withdrawals', accountId: null },
        { workflow: 'addresses', accountId: null },
        { workflow: 'access', accountId: null },
      ],
      decide: true,
    },
  });
const completes: DryRun = {
  outcome: 'complete',
  stepUpRequired: false,
  requiredApprovals: 0,
  eligibleApprovers: [],
  warnings: [],
};
const waits: DryRun = {
  ...completes,
  outcome: 'queue',
  queuedBecause: 'no_execute',
  requiredApprovals: 1,
  eligibleApprovers: [person('helena')],
};

async function open(prepare: (bridge: FakeBridge) => void = () => undefined, session = owner()) {
  const started = await startSignedIn(null, session, prepare);
  await started.user.click(screen.getByRole('button', { name: /^Accounts/ }));
  await screen.findByRole('heading', { name: 'Treasury' });
  return started;
}
async function choose(user: UserEvent, field: RegExp, option: RegExp) {
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: field }));
  await user.click(await screen.findByRole('option', { name: option }));
}
const sentBy = (bridge: FakeBridge) =>
  bridge
    .callsOf('requests.create')
    .map((one) => one.input as { dryRun?: boolean })
    .filter((input) => input.dryRun !== true);

describe('accounts', () => {
  it('says why nothing can be started in an account that is dormant', async () => {
    const treasury = accounts.find(({ name }) => name === 'Treasury');
    if (treasury === undefined) throw new Error('no Treasury');
    await open((bridge) => {
      bridge.on('accounts.list', () => ({
        items: [{ ...treasury, dormantIn: ['withdrawals'] }],
        nextCursor: null,
      }));
    });
    await screen.findByText(/Nothing can be started here in Initiate Withdrawal yet/);
    expect(await violations()).toEqual([]);
  });

  it('shows balances, the whitelist with its hold time running, and the postings', async () => {
    const { user } = await open();
    expect(
      screen.getByRole('row', { name: /BTC Bitcoin 56.20411862 BTC 43.70411862 BTC 12.5 BTC/ }),
    ).toBeTruthy();
    expect(screen.getByRole('row', { name: /EUR Euro 1,250,000.00 EUR/ }).textContent).toContain('–');
    expect(await screen.findByText('usable in 5 h')).toBeTruthy();
    expect(screen.getByText('usable')).toBeTruthy();
    expect(screen.getByRole('img', { name: BTC })).toBeTruthy();
    expect(await screen.findByText('+')).toBeTruthy();
    expect(screen.getByText(/Opening transfer/)).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Its request' }));
    expect(await screen.findByRole('region', { name: 'Request R-2417' })).toBeTruthy();
  });

  it('says so for an account that is known by name only', async () => {
    await open((fake) =>
      fake.on('accounts.list', () => ({
        items: [{ id: acc('Treasury'), name: 'Treasury', createdAt: at(0) }],
        nextCursor: null,
      })),
    );
    expect(screen.getByText(/^You know this account by name only/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add address' })).toBeNull();
  });

  it('starts a withdrawal from the account that is shown', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Withdraw' }));
    const dialog = await screen.findByRole('dialog', { name: 'New withdrawal' });
    expect(within(dialog).getByRole('button', { name: /Treasury.*From account/ })).toBeTruthy();
  });

  it('offers nothing that the person may not start', async () => {
    await open(undefined, aSession({ may: { initiate: [], decide: false } }));
    for (const name of ['Add address', 'Record deposit', 'New account', 'Withdraw'])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });
});

describe('adding an address', () => {
  async function openAdd(dryRun: DryRun) {
    const made = aDetail(aRow(3100, { operation: 'address.crypto.add' }));
    const started = await open((fake) =>
      fake.on('requests.create', (input) => (input.dryRun === true ? dryRun : made)),
    );
    await started.user.click(screen.getByRole('button', { name: 'Add address' }));
    await screen.findByRole('dialog', { name: 'Add an address' });
    return started;
  }

  it('puts a wrong checksum on the field before anything is asked', async () => {
    const { bridge, user } = await openAdd(waits);
    await choose(user, /Asset/, /^BTC ?Bitcoin/);
    await user.type(screen.getByLabelText('Label'), 'Cold storage B');
    await user.type(screen.getByLabelText('Address'), `${BTC.slice(0, -1)}7`);
    expect(await screen.findByText(/checksum doesn’t match/)).toBeTruthy();
    expect(screen.getByLabelText('Address').getAttribute('aria-invalid')).toBe('true');
    expect(bridge.callsOf('requests.create')).toHaveLength(0);
    expect(await violations()).toEqual([]);
  });

  it('says who must approve, and sends once', async () => {
    const { bridge, user } = await openAdd(waits);
    await choose(user, /Asset/, /^BTC ?Bitcoin/);
    await user.type(screen.getByLabelText('Address'), BTC);
    await user.type(screen.getByLabelText('Label'), 'Cold storage B');
    expect(await screen.findByText('Waits for Helena Brandt')).toBeTruthy();
    await user.dblClick(screen.getByRole('button', { name: 'Ask for approval' }));
    expect(await screen.findByText('R-3100 is waiting for approvals')).toBeTruthy();
    expect(sentBy(bridge)).toEqual([
      {
        operation: 'address.crypto.add',
        accountId: acc('Treasury'),
        params: { asset: 'BTC', network: 'bitcoin', address: BTC, label: 'Cold storage B' },
      },
    ]);
  });

  it('says the hold time where it completes at once, and takes a bank account', async () => {
    const { bridge, user } = await openAdd(completes);
    await choose(user, /Asset/, /^EUR ?Euro/);
    await user.type(screen.getByLabelText('Beneficiary'), 'Harbor LLC');
    await user.type(screen.getByLabelText('IBAN'), 'DE89 3704 0044 0532 0130 01');
    expect(await screen.findByText(/check digits don’t match/)).toBeTruthy();
    await user.clear(screen.getByLabelText('IBAN'));
    await user.type(screen.getByLabelText('IBAN'), 'DE89 3704 0044 0532 0130 00');
    await user.type(screen.getByLabelText('Label'), 'Payroll');
    expect(await screen.findByText(/It can be used 24 h later/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add it now' }));
    await waitFor(() => expect(sentBy(bridge)).toHaveLength(1));
    expect(sentBy(bridge)[0]).toMatchObject({
      operation: 'address.fiat.add',
      params: {
        asset: 'EUR',
        iban: 'DE89 3704 0044 0532 0130 00',
        beneficiary: 'Harbor LLC',
        label: 'Payroll',
      },
    });
  });
});

describe('removing an address', () => {
  it('says what it does, and asks', async () => {
    const made = aDetail(aRow(3101, { operation: 'address.remove', params: { ...addresses[0]! } }));
    const { bridge, user } = await open((fake) =>
      fake.on('requests.create', (input) => (input.dryRun === true ? completes : made)),
    );
    await user.click(await screen.findByRole('button', { name: 'Remove Cold storage A' }));
    await screen.findByRole('dialog', { name: 'Remove an address' });
    expect(await screen.findByText('Completes at once')).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Remove it now' }));
    await waitFor(() =>
      expect(sentBy(bridge)).toEqual([
        {
          operation: 'address.remove',
          accountId: acc('Treasury'),
          params: { addressId: adr('cold') },
        },
      ]),
    );
  });
});

describe('recording a deposit', () => {
  it('is the Owner’s, sends once, and lands what is refused on its field', async () => {
    const { bridge, user } = await open((fake) =>
      fake.on('ledger.deposit', ({ reference }) => {
        if (reference === 'used')
          throw new Refused('conflict', 'A deposit with this reference was recorded already.');
        return {
          id: 'pst_9' as PostingId,
          accountId: acc('Treasury'),
          asset: 'BTC',
          kind: 'deposit',
          amount: '10',
          at: at(0),
          reference,
        };
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Record deposit' }));
    await screen.findByRole('dialog', { name: 'Record a deposit' });
    await user.type(screen.getByLabelText('Amount'), '1.123456789');
    expect(screen.getByText('BTC has at most 8 decimals.')).toBeTruthy();
    await user.clear(screen.getByLabelText('Amount'));
    await user.type(screen.getByLabelText('Amount'), '10');
    await user.type(screen.getByLabelText('Reference'), 'used');
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Record it' }));
    expect(
      await screen.findByText('Not recorded: A deposit with this reference was recorded already.'),
    ).toBeTruthy();
    await user.type(screen.getByLabelText('Reference'), ' not');
    await user.dblClick(screen.getByRole('button', { name: 'Record it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bridge.callsOf('ledger.deposit').map((one) => one.input)).toEqual([
      { accountId: acc('Treasury'), asset: 'BTC', amount: '10', reference: 'used' },
      { accountId: acc('Treasury'), asset: 'BTC', amount: '10', reference: 'used not' },
    ]);
  });

  it('asks for the code when the last second factor is too old', async () => {
    const { user } = await open(undefined, { ...owner(), stepUpUntil: at(-1000) });
    await user.click(screen.getByRole('button', { name: 'Record deposit' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText('Amount'), '10');
    await user.type(dialog.getByLabelText('Reference'), 'x');
    expect(dialog.getByRole('button', { name: 'Record it' }).hasAttribute('disabled')).toBe(true);
    await user.type(dialog.getByLabelText('Authenticator code'), '482911');
    expect(dialog.getByRole('button', { name: 'Record it' }).hasAttribute('disabled')).toBe(false);
  });
});

describe('a new account', () => {
  it('is created, shown, and told to the session', async () => {
    const made = aDetail(
      aRow(3102, {
        operation: 'account.create',
        account: null,
        params: { name: 'Payroll' },
        status: 'completed',
      }),
      { result: { accountId: acc('Reserve') } },
    );
    const { bridge, user } = await open((fake) =>
      fake.on('requests.create', (input) => (input.dryRun === true ? completes : made)),
    );
    await user.click(screen.getByRole('button', { name: 'New account' }));
    await screen.findByRole('dialog', { name: 'New account' });
    await user.type(screen.getByLabelText('Name of the account'), 'Payroll');
    expect(await screen.findByText('Completes at once')).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Create it now' }));
    expect(await screen.findByRole('heading', { name: 'Cold reserve' })).toBeTruthy();
    expect(bridge.callsOf('session.get').length).toBeGreaterThan(0);
  });
});

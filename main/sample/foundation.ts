import type { AccountKey } from './keys';
import { DAY, HOUR, type Step } from './story';

/** Accounts beside the first, *Main*, which is renamed to Treasury. */
export const accountNames: Readonly<Record<AccountKey, string>> = {
  treasury: 'Treasury',
  client: 'Client settlement',
  operations: 'Operations EUR',
};

const deposit = (
  minutesAgo: number,
  account: AccountKey,
  asset: string,
  amount: string,
  reference: string,
): Step => ({ minutesAgo, by: 'helena', does: 'deposit', account, asset, amount, reference });

const FIRST = 89 * DAY;

/** Money in: opening balances, and what clients and sales brought in later. */
const deposits: readonly Step[] = [
  deposit(FIRST - 5 * HOUR, 'treasury', 'BTC', '46.63411862', 'Opening balance BTC'),
  deposit(FIRST - 5 * HOUR, 'treasury', 'ETH', '1480.25', 'Opening balance ETH'),
  deposit(FIRST - 5 * HOUR, 'treasury', 'USD', '6250000.00', 'Opening balance USD'),
  deposit(FIRST - 5 * HOUR, 'client', 'ETH', '940.7185', 'Opening balance ETH'),
  deposit(FIRST - 5 * HOUR, 'client', 'USDC', '2400000.00', 'Opening balance USDC'),
  deposit(FIRST - 5 * HOUR, 'operations', 'EUR', '3800000.00', 'Opening balance EUR'),
  deposit(41 * DAY, 'operations', 'EUR', '1650000.00', 'Client fees, October'),
  deposit(41 * DAY, 'client', 'USDC', '600000.00', 'Northgate Capital, collateral'),
  deposit(13 * DAY, 'treasury', 'BTC', '18.5', 'OTC purchase 7731'),
];

/** The whitelist of the first week: at once by who holds Execute, through an approver by who doesn't. */
const whitelist: readonly Step[] = [
  {
    minutesAgo: 88 * DAY,
    by: 'samuel',
    does: 'initiate',
    request: 'add-coldB',
    what: { kind: 'add-destination', destination: 'coldB' },
  },
  {
    minutesAgo: 88 * DAY,
    by: 'samuel',
    does: 'initiate',
    request: 'add-exchange',
    what: { kind: 'add-destination', destination: 'exchange' },
  },
  {
    minutesAgo: 88 * DAY,
    by: 'samuel',
    does: 'initiate',
    request: 'add-oldCold',
    what: { kind: 'add-destination', destination: 'oldCold' },
  },
  {
    minutesAgo: 88 * DAY,
    by: 'samuel',
    does: 'initiate',
    request: 'add-primeDesk',
    what: { kind: 'add-destination', destination: 'primeDesk' },
  },
  {
    minutesAgo: 88 * DAY,
    by: 'samuel',
    does: 'initiate',
    request: 'add-northgate',
    what: { kind: 'add-destination', destination: 'northgate' },
  },
  {
    minutesAgo: 88 * DAY,
    by: 'samuel',
    does: 'initiate',
    request: 'add-hub',
    what: { kind: 'add-destination', destination: 'settlementHub' },
  },
  {
    minutesAgo: 88 * DAY - HOUR,
    by: 'helena',
    does: 'initiate',
    request: 'add-operating',
    what: { kind: 'add-destination', destination: 'operatingAccount' },
  },
  {
    minutesAgo: 88 * DAY - 2 * HOUR,
    by: 'dana',
    does: 'initiate',
    request: 'add-payroll',
    what: { kind: 'add-destination', destination: 'payroll' },
  },
  {
    minutesAgo: 88 * DAY - 2 * HOUR,
    by: 'dana',
    does: 'initiate',
    request: 'add-rent',
    what: { kind: 'add-destination', destination: 'rent' },
  },
  {
    minutesAgo: 87 * DAY,
    by: 'marcus',
    does: 'initiate',
    request: 'add-staking',
    what: { kind: 'add-destination', destination: 'staking' },
    note: 'Validator desk, contract 118',
  },
  {
    minutesAgo: 87 * DAY - HOUR,
    by: 'aiko',
    does: 'approve',
    request: 'add-staking',
    reason: 'Read back to the desk by phone.',
  },
  {
    minutesAgo: 71 * DAY,
    by: 'meilin',
    does: 'initiate',
    request: 'add-auditors',
    what: { kind: 'add-destination', destination: 'auditors' },
  },
  { minutesAgo: 71 * DAY - HOUR, by: 'aiko', does: 'approve', request: 'add-auditors' },
  {
    minutesAgo: 71 * DAY - 2 * HOUR,
    by: 'ingrid',
    does: 'approve',
    request: 'add-auditors',
    reason: 'As on the engagement letter.',
  },
];

/** Governance tightened one workflow at a time, Manage Policies last (§8). */
const rollout: readonly Step[] = [
  {
    minutesAgo: 80 * DAY,
    by: 'helena',
    does: 'initiate',
    request: 'policy-withdrawals-2',
    what: { kind: 'change-policy', workflow: 'withdrawals', terms: { requiredApprovals: 2 } },
  },
  {
    minutesAgo: 80 * DAY,
    by: 'helena',
    does: 'initiate',
    request: 'policy-addresses-2',
    what: { kind: 'change-policy', workflow: 'addresses', terms: { requiredApprovals: 2 } },
  },
  {
    minutesAgo: 68 * DAY,
    by: 'helena',
    does: 'initiate',
    request: 'policy-withdrawals-3',
    what: {
      kind: 'change-policy',
      workflow: 'withdrawals',
      terms: { requiredApprovals: 3, alwaysRequireApproval: true },
    },
  },
  {
    minutesAgo: 68 * DAY,
    by: 'helena',
    does: 'initiate',
    request: 'policy-access',
    what: {
      kind: 'change-policy',
      workflow: 'access',
      terms: { requiredApprovals: 2, alwaysRequireApproval: true },
    },
  },
  {
    minutesAgo: 68 * DAY,
    by: 'helena',
    does: 'initiate',
    request: 'policy-policies',
    what: {
      kind: 'change-policy',
      workflow: 'policies',
      terms: { requiredApprovals: 2, alwaysRequireApproval: true },
    },
  },
];

export const foundation: readonly Step[] = [...deposits, ...whitelist, ...rollout];

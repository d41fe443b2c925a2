import { DAY, HOUR, type Step } from './story';

/** What didn't go the ordinary way: rejected, cancelled, expired, failed, and changes of access that others decided. */
export const episodes: readonly Step[] = [
  // Expired: nobody decided within the 72 hours of the policy.
  {
    minutesAgo: 47 * DAY,
    by: 'dana',
    does: 'initiate',
    request: 'expired-eth',
    what: { kind: 'withdraw', to: 'staking', amount: '32' },
    note: 'Validator top-up',
  },
  {
    minutesAgo: 26 * DAY,
    by: 'meilin',
    does: 'initiate',
    request: 'expired-usd',
    what: { kind: 'withdraw', to: 'operatingAccount', amount: '95000.00' },
  },
  { minutesAgo: 25 * DAY, by: 'priya', does: 'approve', request: 'expired-usd' },

  // Rejected.
  {
    minutesAgo: 36 * DAY,
    by: 'meilin',
    does: 'initiate',
    request: 'rejected-btc',
    what: { kind: 'withdraw', to: 'exchange', amount: '6' },
    note: 'Float for the listing',
  },
  { minutesAgo: 36 * DAY - 2 * HOUR, by: 'tomas', does: 'approve', request: 'rejected-btc' },
  {
    minutesAgo: 36 * DAY - 3 * HOUR,
    by: 'priya',
    does: 'reject',
    request: 'rejected-btc',
    reason: 'Twice the desk limit. Split it, or bring the exception first.',
  },
  {
    minutesAgo: 12 * DAY,
    by: 'meilin',
    does: 'initiate',
    request: 'rejected-address',
    what: { kind: 'add-destination', destination: 'consultant' },
  },
  {
    minutesAgo: 12 * DAY - 4 * HOUR,
    by: 'aiko',
    does: 'reject',
    request: 'rejected-address',
    reason: 'The beneficiary isn’t the company in the contract.',
  },
  {
    minutesAgo: 6 * DAY,
    by: 'tomas',
    does: 'initiate',
    request: 'rejected-policy',
    what: { kind: 'change-policy', workflow: 'withdrawals', terms: { requiredApprovals: 2 } },
    note: 'Holiday cover',
  },
  {
    minutesAgo: 6 * DAY - 5 * HOUR,
    by: 'ingrid',
    does: 'reject',
    request: 'rejected-policy',
    reason: 'Five of us are in. Three signatures stay.',
  },

  // Cancelled by who started it.
  {
    minutesAgo: 28 * DAY,
    by: 'meilin',
    does: 'initiate',
    request: 'cancelled-eur',
    what: { kind: 'withdraw', to: 'rent', amount: '642000.00' },
  },
  {
    minutesAgo: 28 * DAY - 20,
    by: 'meilin',
    does: 'cancel',
    request: 'cancelled-eur',
    reason: 'One zero too many',
  },
  {
    minutesAgo: 10 * DAY,
    by: 'dana',
    does: 'initiate',
    request: 'cancelled-eth',
    what: { kind: 'withdraw', to: 'northgate', amount: '22.5' },
  },
  { minutesAgo: 10 * DAY - 3 * HOUR, by: 'samuel', does: 'approve', request: 'cancelled-eth' },
  {
    minutesAgo: 10 * DAY - 4 * HOUR,
    by: 'dana',
    does: 'cancel',
    request: 'cancelled-eth',
    reason: 'Client moved the settlement date',
  },

  // Failed: the address left the whitelist before the last signature.
  {
    minutesAgo: 20 * DAY,
    by: 'dana',
    does: 'initiate',
    request: 'failed-btc',
    what: { kind: 'withdraw', to: 'oldCold', amount: '1.5' },
    note: 'Monthly sweep',
  },
  { minutesAgo: 20 * DAY - HOUR, by: 'priya', does: 'approve', request: 'failed-btc' },
  { minutesAgo: 20 * DAY - 2 * HOUR, by: 'tomas', does: 'approve', request: 'failed-btc' },
  {
    minutesAgo: 20 * DAY - 3 * HOUR,
    by: 'samuel',
    does: 'initiate',
    request: 'remove-oldCold',
    what: { kind: 'remove-destination', destination: 'oldCold' },
    note: 'Vendor contract ended',
  },
  { minutesAgo: 20 * DAY - 4 * HOUR, by: 'ingrid', does: 'approve', request: 'failed-btc' },
  // Failed: two people changed the same policy from the same version.
  {
    minutesAgo: 60 * DAY,
    by: 'tomas',
    does: 'initiate',
    request: 'policy-hold-36',
    what: { kind: 'change-policy', workflow: 'addresses', terms: { addressHoldHours: 36 } },
  },
  {
    minutesAgo: 60 * DAY - 10,
    by: 'helena',
    does: 'initiate',
    request: 'policy-expiry-96',
    what: { kind: 'change-policy', workflow: 'addresses', terms: { expiresAfterHours: 96 } },
  },
  { minutesAgo: 60 * DAY - HOUR, by: 'priya', does: 'approve', request: 'policy-expiry-96' },
  { minutesAgo: 60 * DAY - HOUR, by: 'priya', does: 'approve', request: 'policy-hold-36' },
  { minutesAgo: 60 * DAY - 2 * HOUR, by: 'aiko', does: 'approve', request: 'policy-expiry-96' },
  { minutesAgo: 60 * DAY - 2 * HOUR, by: 'aiko', does: 'approve', request: 'policy-hold-36' },

  // Marcus comes to Treasury.
  {
    minutesAgo: 4 * DAY + 5 * HOUR,
    by: 'helena',
    does: 'initiate',
    request: 'marcus-treasury',
    what: {
      kind: 'change-grants',
      person: 'marcus',
      grants: [
        { workflow: 'withdrawals', on: 'operations', permissions: ['initiate'] },
        { workflow: 'withdrawals', on: 'treasury', permissions: ['initiate'] },
        { workflow: 'addresses', on: 'treasury', permissions: ['initiate'] },
      ],
    },
    note: 'Takes over the sweeps',
  },
  { minutesAgo: 4 * DAY + 3 * HOUR, by: 'priya', does: 'approve', request: 'marcus-treasury' },
  {
    minutesAgo: 4 * DAY,
    by: 'ingrid',
    does: 'approve',
    request: 'marcus-treasury',
    reason: 'Agreed with Dana.',
  },

  // New destinations: one at once with its hold, one through two approvers.
  {
    minutesAgo: 2 * DAY,
    by: 'samuel',
    does: 'initiate',
    request: 'add-coldA',
    what: { kind: 'add-destination', destination: 'coldA' },
    note: 'New vault, ceremony of this week',
  },
  {
    minutesAgo: 3 * DAY,
    by: 'meilin',
    does: 'initiate',
    request: 'add-week47',
    what: { kind: 'add-destination', destination: 'payrollWeek47' },
    note: 'Payroll provider’s collection account',
  },
  {
    minutesAgo: 3 * DAY - HOUR,
    by: 'aiko',
    does: 'approve',
    request: 'add-week47',
    reason: 'Provider’s letter is in the file.',
  },
  { minutesAgo: 3 * DAY - 3 * HOUR, by: 'ingrid', does: 'approve', request: 'add-week47' },

  // An invitation that others approved, not yet accepted.
  {
    minutesAgo: 2 * DAY + 6 * HOUR,
    by: 'dana',
    does: 'initiate',
    request: 'invite-lena',
    what: {
      kind: 'invite',
      displayName: 'Lena Vogel',
      email: 'lena.vogel@northwind.example',
      grants: [{ workflow: 'withdrawals', on: 'operations', permissions: ['view'] }],
    },
  },
  { minutesAgo: 2 * DAY + 4 * HOUR, by: 'aiko', does: 'approve', request: 'invite-lena' },
  { minutesAgo: 2 * DAY + 2 * HOUR, by: 'priya', does: 'approve', request: 'invite-lena' },
];

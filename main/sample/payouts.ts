import type { DestinationKey } from './destinations';
import type { PersonKey } from './keys';
import { DAY, type Step } from './story';

/** A round of withdrawals: one person starts them in one go, and each signer looks at all of them in one sitting. */
interface Round {
  daysAgo: number;
  by: PersonKey;
  signers: readonly PersonKey[];
  payouts: readonly (readonly [to: DestinationKey, amount: string, note?: string])[];
}

/**
 * Three months of ordinary business: the evidence against which a pending request looks large or not. Approvals needed
 * rise with the policy: one at first, two from day 80, three from day 68 (foundation.ts).
 */
const rounds: readonly Round[] = [
  // Execute with the toggle off: completed at once, no signer.
  {
    daysAgo: 86,
    by: 'dana',
    signers: [],
    payouts: [
      ['payroll', '431250.00', 'Payroll, first half'],
      ['rent', '64200.00'],
    ],
  },
  {
    daysAgo: 85,
    by: 'dana',
    signers: ['priya'],
    payouts: [
      ['coldB', '1.2'],
      ['operatingAccount', '240000.00', 'Working capital'],
    ],
  },
  {
    daysAgo: 83,
    by: 'tomas',
    signers: ['aiko'],
    payouts: [
      ['primeDesk', '12.5'],
      ['settlementHub', '120000.00'],
    ],
  },
  {
    daysAgo: 78,
    by: 'meilin',
    signers: ['priya', 'samuel'],
    payouts: [
      ['exchange', '0.85'],
      ['coldB', '2.4', 'Weekly sweep'],
    ],
  },
  {
    daysAgo: 74,
    by: 'tomas',
    signers: ['ingrid', 'samuel'],
    payouts: [
      ['northgate', '38.2', 'Settlement 4402'],
      ['primeDesk', '24.75'],
    ],
  },
  {
    daysAgo: 70,
    by: 'meilin',
    signers: ['tomas', 'ingrid'],
    payouts: [
      ['payroll', '438100.00', 'Payroll'],
      ['rent', '64200.00'],
    ],
  },
  {
    daysAgo: 66,
    by: 'dana',
    signers: ['priya', 'tomas', 'ingrid'],
    payouts: [
      ['coldB', '3.28', 'Quarter-end sweep'],
      ['staking', '64'],
      ['operatingAccount', '310000.00'],
    ],
  },
  {
    daysAgo: 61,
    by: 'tomas',
    signers: ['aiko', 'priya', 'samuel'],
    payouts: [
      ['settlementHub', '250000.00', 'Settlement 4417'],
      ['northgate', '18.4'],
    ],
  },
  {
    daysAgo: 56,
    by: 'meilin',
    signers: ['ingrid', 'tomas', 'aiko'],
    payouts: [
      ['payroll', '442900.00', 'Payroll'],
      ['auditors', '48500.00', 'Interim audit'],
    ],
  },
  {
    daysAgo: 51,
    by: 'dana',
    signers: ['samuel', 'priya', 'aiko'],
    payouts: [
      ['exchange', '1.75'],
      ['coldB', '0.6'],
      ['staking', '96'],
    ],
  },
  {
    daysAgo: 43,
    by: 'marcus',
    signers: ['tomas', 'priya', 'ingrid'],
    payouts: [
      ['rent', '64200.00'],
      ['payroll', '447350.00', 'Payroll'],
    ],
  },
  {
    daysAgo: 39,
    by: 'tomas',
    signers: ['ingrid', 'aiko', 'priya'],
    payouts: [
      ['primeDesk', '55', 'Settlement 4460'],
      ['settlementHub', '84000.50'],
    ],
  },
  {
    daysAgo: 34,
    by: 'dana',
    signers: ['tomas', 'samuel', 'ingrid'],
    payouts: [
      ['coldB', '2.05', 'Weekly sweep'],
      ['operatingAccount', '185000.00'],
    ],
  },
  {
    daysAgo: 29,
    by: 'meilin',
    signers: ['priya', 'aiko', 'tomas'],
    payouts: [
      ['payroll', '451800.00', 'Payroll'],
      ['exchange', '1.1'],
    ],
  },
  {
    daysAgo: 22,
    by: 'tomas',
    signers: ['samuel', 'ingrid', 'priya'],
    payouts: [
      ['northgate', '61.204', 'Settlement 4493'],
      ['settlementHub', '310000.00'],
    ],
  },
  {
    daysAgo: 18,
    by: 'dana',
    signers: ['ingrid', 'priya', 'tomas'],
    payouts: [
      ['coldB', '2.9', 'Weekly sweep'],
      ['operatingAccount', '420000.00'],
    ],
  },
  {
    daysAgo: 15,
    by: 'meilin',
    signers: ['tomas', 'aiko', 'ingrid'],
    payouts: [
      ['payroll', '462000.00', 'Payroll'],
      ['rent', '64200.00'],
    ],
  },
  {
    daysAgo: 8,
    by: 'dana',
    signers: ['samuel', 'tomas', 'priya'],
    payouts: [
      ['exchange', '0.95'],
      ['coldB', '1.4', 'Weekly sweep'],
    ],
  },
];

const MINUTES_BETWEEN_SIGNERS = 55;

function stepsOf(round: Round, position: number): Step[] {
  const begun = round.daysAgo * DAY;
  const requests = round.payouts.map((_, at) => `round-${String(position)}-${String(at)}`);
  const starts = round.payouts.map(([to, amount, note], at): Step => ({
    minutesAgo: begun,
    by: round.by,
    does: 'initiate',
    request: requests[at] as string,
    what: { kind: 'withdraw', to, amount },
    ...(note === undefined ? {} : { note }),
  }));
  const signatures = round.signers.flatMap((by, turn) =>
    requests.map((request): Step => ({
      minutesAgo: begun - (turn + 1) * MINUTES_BETWEEN_SIGNERS,
      by,
      does: 'approve',
      request,
    })),
  );
  return [...starts, ...signatures];
}

export const payouts: readonly Step[] = rounds.flatMap(stepsOf);

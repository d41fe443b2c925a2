import type { AnyParams, Risk } from '../../contract/requests';
import { assetOf } from '../assets';
import { addressOf } from '../destinations';
import { formatAmount, type MinorUnits } from '../money';
import { initiatorName, type Initiator } from '../initiator';
import { memberOf } from '../members';
import { must } from '../must';
import type { Address, GovernedRequest, State } from '../state';

const DAY = 24 * 3_600_000;
const RECENT = 7 * DAY;
const MANY = 5;

/** What history says, as far as the risks of a new request need it. Gathered by the engine, judged here. */
export interface RiskHistory {
  /** Completed withdrawals of this account and asset in the last 90 days, oldest first. */
  readonly pastAmounts: readonly MinorUnits[];
  /** Requests the same person started in the last 24 hours, this one not counted. */
  readonly startedLately: number;
}

/** How far back `RiskHistory` looks, in milliseconds. */
export const RISK_WINDOWS = { pastAmounts: 90 * DAY, startedLately: DAY } as const;

/**
 * Risks worth a look (desktop.md, Request): hints for the reader, never a rule. At most one of each kind.
 * @param hold what a withdrawal takes on hold; null for everything else
 */
export function assessRisks(
  state: State,
  now: number,
  initiator: Initiator,
  params: AnyParams,
  hold: GovernedRequest['hold'],
  history: RiskHistory,
): Risk[] {
  const risks: Risk[] = [];
  if (hold !== null) {
    const large = unusuallyLarge(hold.amount, hold.asset, history.pastAmounts);
    if (large) risks.push(large);
    if ('addressId' in params) risks.push(...newDestination(state, now, addressOf(state, params.addressId)));
  }
  const by = initiatorName(initiator);
  const grantedAt = grantedSince(initiator);
  if (grantedAt !== null && now - grantedAt < RECENT)
    risks.push({
      code: 'initiator_recently_granted',
      detail: `${by}’s access changed lately`,
      evidence: { ageMs: now - grantedAt, by },
    });
  if (history.startedLately + 1 >= MANY)
    risks.push({
      code: 'many_in_short_time',
      detail: `${history.startedLately + 1} requests by ${by} within a day`,
      evidence: { count: history.startedLately + 1, by },
    });
  return risks;
}

/** Since when the initiator holds what it holds; null for the Owner, who always did. */
function grantedSince(initiator: Initiator): number | null {
  if (initiator.kind === 'service-user') return initiator.key.createdAt;
  return initiator.member.owner ? null : initiator.member.grantsChangedAt;
}

function unusuallyLarge(amount: MinorUnits, assetCode: string, past: readonly MinorUnits[]): Risk | null {
  const { decimals, kind } = must(assetOf(assetCode), 'asset');
  const largest = past.reduce((most, each) => (each > most ? each : most), 0n);
  if (past.length < 3 || amount <= largest * 2n) return null;
  const times = Number((amount * 10n) / largest) / 10;
  return {
    code: 'unusually_large',
    detail: `${times} times the largest withdrawal in 90 days`,
    evidence: { times, pastAmounts: past.map((units) => formatAmount(units, decimals, kind)) },
  };
}

function newDestination(state: State, now: number, address: Address): Risk[] {
  const ageMs = now - address.addedAt;
  const by = memberOf(state, address.addedBy).displayName;
  const evidence = {
    ageMs,
    by,
    requestId: address.addedByRequestId,
    requestNumber: address.addedByRequestNumber,
  };
  if (address.completedWithdrawals === 0)
    return [{ code: 'first_use', detail: `First use of an address added by ${by}`, evidence }];
  return ageMs < RECENT ? [{ code: 'new_address', detail: `A new address, added by ${by}`, evidence }] : [];
}

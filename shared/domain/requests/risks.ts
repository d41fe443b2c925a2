import type { AnyParams, Operation, Risk } from '../../contract/requests';
import { assetOf } from '../assets';
import { formatAmount, type MinorUnits } from '../money';
import { initiatorName, type Initiator } from '../initiator';
import type { Address, State } from '../state';

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

/** Risks worth a look (desktop.md, Request): hints for the reader, never a rule. At most one of each kind. */
export function assessRisks(
  state: State,
  now: number,
  initiator: Initiator,
  operation: Operation,
  params: AnyParams,
  amount: MinorUnits | null,
  history: RiskHistory,
): Risk[] {
  const risks: Risk[] = [];
  const isWithdrawal = operation === 'withdrawal.crypto.create' || operation === 'withdrawal.fiat.create';
  if (isWithdrawal && amount !== null && 'asset' in params) {
    const large = unusuallyLarge(amount, params.asset, history.pastAmounts);
    if (large) risks.push(large);
  }
  const address = 'addressId' in params ? state.addresses.get(params.addressId) : undefined;
  if (isWithdrawal && address) risks.push(...newDestination(state, now, address));
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
  const asset = assetOf(assetCode);
  const largest = past.reduce((most, each) => (each > most ? each : most), 0n);
  if (!asset || past.length < 3 || amount <= largest * 2n) return null;
  const times = Number((amount * 10n) / largest) / 10;
  return {
    code: 'unusually_large',
    detail: `${times} times the largest withdrawal in 90 days`,
    evidence: { times, pastAmounts: past.map((units) => formatAmount(units, asset.decimals, asset.kind)) },
  };
}

function newDestination(state: State, now: number, address: Address): Risk[] {
  const ageMs = now - address.addedAt;
  const by = state.members.get(address.addedBy)?.displayName ?? '';
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

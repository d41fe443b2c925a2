import type { AccountId, MemberId, ServiceUserId } from '../../../shared/contract/primitives';
import type { Operation } from '../../../shared/contract/requests';
import { isAccountScoped, WORKFLOW_OF } from '../../../shared/domain/workflows';
import type { Probe } from '../what-if/use-simulation';

/** What somebody tries out: who starts what, where. */
export interface Trial {
  who: MemberId | ServiceUserId | null;
  what: Operation | null;
  where: AccountId | null;
}

/** All that a Service User may start (§4). */
export const BOT_OPERATIONS = [
  'withdrawal.crypto.create',
  'withdrawal.fiat.create',
] as const satisfies Operation[];

/** The question a trial comes to; null while something is missing. */
export function probeOf({ who, what, where }: Trial): Probe | null {
  if (who === null || what === null) return null;
  if (!isAccountScoped(WORKFLOW_OF[what])) return { initiatorId: who, operation: what };
  return where === null ? null : { initiatorId: who, operation: what, accountId: where };
}

export const isSameProbe = (a: Probe, b: Probe): boolean =>
  !a.forCoverage === !b.forCoverage &&
  a.initiatorId === b.initiatorId &&
  a.operation === b.operation &&
  a.accountId === b.accountId;

import type { AccountId } from '../../shared/contract/primitives';
import type { AnyParams, Operation } from '../../shared/contract/requests';
import { byMember, type Initiator } from '../../shared/domain/initiator';
import { isRefusal } from '../../shared/domain/refusal';
import { decide } from '../../shared/domain/requests/decide';
import { plan } from '../../shared/domain/requests/initiate';
import type { GovernedRequest, State } from '../../shared/domain/state';
import type { Work } from '../../shared/domain/work';
import { NOW, personOf, requestIn } from './drawn-organization';

/** Judges an initiation, and changes nothing. */
export function plannedFor(
  state: State,
  by: string | Initiator,
  operation: Operation,
  params: object,
  accountId: AccountId | null = null,
): ReturnType<typeof plan> {
  const initiator = typeof by === 'string' ? byMember(personOf(state, by)) : by;
  return plan(state, NOW, initiator, { operation, params: params as AnyParams, accountId, note: null });
}

/** What initiating comes to: `completes`, why it waits, or the refusal’s code. */
export function comesTo(...asked: Parameters<typeof plannedFor>): string {
  const planned = plannedFor(...asked);
  return isRefusal(planned) ? planned.code : (planned.queuedBecause ?? 'completes');
}

/** Which parts of the input are at fault. */
export function faultsOf(...asked: Parameters<typeof plannedFor>): string[] | undefined {
  const planned = plannedFor(...asked);
  return isRefusal(planned) ? planned.extras.errors?.map(({ path }) => path) : undefined;
}

/** The request after this person’s approval, who may give it. */
export function approved(work: Work, by: string, { id, digest }: Pick<GovernedRequest, 'id' | 'digest'>) {
  const decision = { decision: 'approve', digest, reason: null } as const;
  const refusal = decide(work, personOf(work.state, by), work.state.requests.get(id), decision);
  if (refusal) throw new Error(refusal.detail);
  return requestIn(work, id);
}

import type { MemberId } from '../contract/primitives';
import { awakenAccounts } from './dormancy';
import { hasRingPower, ringOf } from './ring';
import type { Factor, Member, State } from './state';
import type { Work } from './work';

/** Whoever collected the code could be anyone: with power in the ring, when invited or now, they wait (§7). */
function statusAfterAccepting(state: State, member: Member): 'active' | 'unconfirmed' {
  return member.mustBeConfirmed || hasRingPower(ringOf(state), member.grants) ? 'unconfirmed' : 'active';
}

/** An invited member accepts: active at once, or unconfirmed until somebody independent has confirmed them. */
export function acceptInvitation(work: Work, memberId: MemberId): void {
  const member = work.state.members.get(memberId);
  if (member?.status !== 'invited') return;
  work.record({ type: 'member.accepted', memberId, status: statusAfterAccepting(work.state, member) });
}

/** A member enrols a factor; one more who may approve may be what an account was dormant for (§7, New accounts). */
export function enrolFactor(work: Work, memberId: MemberId, factor: Factor): void {
  work.record({ type: 'member.factor-enrolled', memberId, factor });
  awakenAccounts(work);
}

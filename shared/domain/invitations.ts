import type { MemberId } from '../contract/primitives';
import { hasRingPower, ringOf } from './ring';
import type { Member, State } from './state';
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

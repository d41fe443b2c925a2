import type { FactorId } from '../contract/primitives';
import type { SignInPolicy } from '../contract/organization';
import { acceptedFactors } from './members';
import { refuse, type Refusal } from './refusal';
import type { Factor, Member } from './state';

/** Which kinds of second factor the sign-in policy takes (§9). */
export function acceptedKinds(policy: SignInPolicy): readonly Factor['kind'][] {
  return policy === 'passkey' ? ['passkey'] : ['totp', 'passkey'];
}

/** Whether this factor may go: the last one that satisfies the sign-in policy stays (§9). */
export function barToRemovingFactor(policy: SignInPolicy, member: Member, id: FactorId): Refusal | null {
  const accepted = acceptedFactors(policy, member);
  return accepted.length === 1 && accepted[0]?.id === id
    ? refuse('conflict', 'This is your last second factor for signing in. Add another one first.')
    : null;
}

/** A name nobody has to think of: the kind's own, with a number from the second on. */
export function freeFactorName(member: Member, wanted: string): string {
  const taken = new Set(member.factors.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} ${number}`)) number += 1;
  return `${wanted} ${number}`;
}

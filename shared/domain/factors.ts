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

/** More factors than anybody needs, and few enough that they are told in one answer. */
const MOST_FACTORS = 20;

/** Whether this member may have one more. */
export function barToAddingFactor(member: Member): Refusal | null {
  return member.factors.length < MOST_FACTORS
    ? null
    : refuse('conflict', `You have ${MOST_FACTORS} second factors, which is the most. Remove one first.`);
}

/**
 * What an invitee reads out and others compare (§7, confirmation): short, and tied to the seed of an authenticator app or
 * the public key of a passkey.
 */
export function fingerprintOf(secret: string, sha256: (text: string) => string): string {
  const hex = sha256(`countersign-factor:${secret}`).slice(0, 16).toUpperCase();
  return (hex.match(/.{4}/g) ?? []).join('-');
}

/** A name nobody has to think of: the kind's own, with a number from the second on. */
export function freeFactorName(member: Member, wanted: string): string {
  const taken = new Set(member.factors.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} ${number}`)) number += 1;
  return `${wanted} ${number}`;
}

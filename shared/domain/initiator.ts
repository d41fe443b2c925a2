import type { KeyId, MemberId, ServiceUserId } from '../contract/primitives';
import type { Member, ServiceUser, ServiceUserKey } from './state';

/** Who starts something: a member, or a Service User by one of its keys. */
export type Initiator =
  | { readonly kind: 'member'; readonly member: Member }
  | { readonly kind: 'service-user'; readonly serviceUser: ServiceUser; readonly key: ServiceUserKey };

export function byMember(member: Member): Initiator {
  return { kind: 'member', member };
}

export function initiatorId(initiator: Initiator): MemberId | ServiceUserId {
  return initiator.kind === 'member' ? initiator.member.id : initiator.serviceUser.id;
}

export function initiatorName(initiator: Initiator): string {
  return initiator.kind === 'member' ? initiator.member.displayName : initiator.serviceUser.name;
}

/** The key it was signed with, and whose that is. */
export function keyOf(initiator: Initiator): { id: KeyId; custodianId: MemberId } | null {
  return initiator.kind === 'member'
    ? null
    : { id: initiator.key.id, custodianId: initiator.key.custodianId };
}

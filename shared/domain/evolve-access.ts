import type { MemberId } from '../contract/primitives';
import type { DomainEvent } from './events';
import { must } from './must';
import type { Member, ServiceUser, State } from './state';

type RequestEvent = Extract<DomainEvent, { type: `request.${string}` }>;
type MemberEvent = Exclude<Extract<DomainEvent, { memberId: MemberId }>, RequestEvent>;
type ServiceUserEvent = Extract<DomainEvent, { type: `service-user.${string}` }>;
export type AccessEvent = MemberEvent | ServiceUserEvent;

export function isAccessEvent(event: DomainEvent): event is AccessEvent {
  return event.type.startsWith('member.') || event.type.startsWith('service-user.');
}

/** Members and Service Users after one event. */
export function evolveAccess(state: State, event: AccessEvent, at: number): void {
  if ('memberId' in event) evolveMember(state, event, at);
  else evolveServiceUser(state, event);
}

function evolveMember(state: State, event: MemberEvent, at: number): void {
  const change = (by: (member: Member) => Partial<Member>): void => {
    const member = must(state.members.get(event.memberId), 'member');
    state.members.set(event.memberId, { ...member, ...by(member) });
  };
  switch (event.type) {
    case 'member.accepted':
      return change(() => ({ status: event.status, invitationExpiresAt: null }));
    case 'member.confirmed':
      return change(() => ({ status: 'active', mustBeConfirmed: false, replaces: null }));
    case 'member.suspended':
      return change(() => ({ status: 'suspended' }));
    case 'member.reinstated':
      return change(() => ({ status: 'active', grantsChangedAt: at }));
    case 'member.removed':
      return change(() => ({ status: 'removed', invitationExpiresAt: null }));
    case 'member.factor-enrolled':
      return change(({ factors }) => ({ factors: [...factors, event.factor] }));
    case 'member.factor-removed':
      return change(({ factors }) => ({ factors: factors.filter(({ id }) => id !== event.factorId) }));
    case 'member.factor-renamed':
      return change(({ factors }) => ({
        factors: factors.map((factor) =>
          factor.id === event.factorId ? { ...factor, name: event.name } : factor,
        ),
      }));
    case 'member.recovery-codes-made':
      return change(() => ({ recoveryCodesLeft: event.count }));
    case 'member.recovery-code-used':
      return change(({ recoveryCodesLeft }) => ({ recoveryCodesLeft: recoveryCodesLeft - 1 }));
    case 'member.permissions-changed':
      return change(({ version }) => ({
        grants: event.grants,
        roleId: event.roleId,
        version: version + 1,
        grantsChangedAt: at,
      }));
  }
}

function evolveServiceUser(state: State, event: ServiceUserEvent): void {
  if (event.type === 'service-user.created') {
    state.serviceUsers.set(event.serviceUser.id, event.serviceUser);
    return;
  }
  const before = must(state.serviceUsers.get(event.serviceUserId), 'Service User');
  const change = (by: Partial<ServiceUser>): void => {
    state.serviceUsers.set(before.id, { ...before, ...by });
  };
  switch (event.type) {
    case 'service-user.permissions-changed':
      return change({ scopes: event.scopes, accountIds: event.accountIds, version: before.version + 1 });
    case 'service-user.disabled':
      return change({ enabled: false, version: before.version + 1 });
    case 'service-user.key-created':
      return change({ keys: [...before.keys, event.key] });
    case 'service-user.key-revoked':
      return change({
        keys: before.keys.map((key) => (key.id === event.keyId ? { ...key, revoked: true } : key)),
      });
  }
}

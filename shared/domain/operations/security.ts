import type { ParamsOf } from '../../contract/requests';
import { compliesWith } from '../members';
import { must } from '../must';
import { anyLocked } from '../policies';
import { refuse, type Refusal } from '../refusal';
import type { OrganizationRecord, State } from '../state';
import { nothingChanges } from './access-changes';
import { initiatingMember, type OperationRule } from './rule';

function organizationOf(state: State): OrganizationRecord {
  return must(state.organization, 'organization');
}

function staleSettings(state: State, baseVersion: number): Refusal | null {
  return organizationOf(state).version === baseVersion
    ? null
    : refuse('conflict', 'The security settings changed meanwhile. Look at them again.');
}

export const securitySignInChange: OperationRule<ParamsOf<'security.sign-in.change'>> = {
  resolve(initiation) {
    const { params } = initiation;
    // Passkeys alone are for those who have made and used one (§9); whoever asks for it must not shut themself out.
    if (params.signInPolicy === 'passkey' && !compliesWith('passkey', initiatingMember(initiation)))
      return refuse('conflict', 'Make a passkey and use it first. Then it can become the only way in.');
    return params;
  },
  precondition: (state, _now, _accountId, params) =>
    organizationOf(state).signInPolicy === params.signInPolicy
      ? refuse('conflict', 'This is the sign-in policy already.')
      : staleSettings(state, params.baseVersion),
  alwaysQueued: ({ state, params }) =>
    anyLocked(state) && params.signInPolicy === 'authenticator-or-passkey' ? 'ring_change' : null,
  view: ({ state, params }) => ({
    params: { baseVersion: params.baseVersion },
    before: { signInPolicy: organizationOf(state).signInPolicy },
    after: { signInPolicy: params.signInPolicy },
  }),
  apply(work, request) {
    work.record({ type: 'security.sign-in-changed', signInPolicy: request.params.signInPolicy });
    return { version: organizationOf(work.state).version };
  },
};

type SessionChange = ParamsOf<'security.session.change'>;

function sessionAfter(state: State, params: SessionChange): OrganizationRecord['session'] {
  const before = organizationOf(state).session;
  return {
    idleTimeoutMinutes: params.idleTimeoutMinutes ?? before.idleTimeoutMinutes,
    absoluteTimeoutHours: params.absoluteTimeoutHours ?? before.absoluteTimeoutHours,
  };
}

/** Longer sessions are the looser ones. */
function loosens(state: State, params: SessionChange): boolean {
  const before = organizationOf(state).session;
  const after = sessionAfter(state, params);
  return (
    after.idleTimeoutMinutes > before.idleTimeoutMinutes ||
    after.absoluteTimeoutHours > before.absoluteTimeoutHours
  );
}

export const securitySessionChange: OperationRule<SessionChange> = {
  resolve: ({ params }) =>
    params.idleTimeoutMinutes === undefined && params.absoluteTimeoutHours === undefined
      ? nothingChanges()
      : params,
  precondition: (state, _now, _accountId, params) => staleSettings(state, params.baseVersion),
  alwaysQueued: ({ state, params }) => (anyLocked(state) && loosens(state, params) ? 'ring_change' : null),
  view: ({ state, params }) => ({
    params: { baseVersion: params.baseVersion },
    before: { ...organizationOf(state).session },
    after: { ...sessionAfter(state, params) },
  }),
  apply(work, request) {
    work.record({ type: 'security.session-changed', session: sessionAfter(work.state, request.params) });
    return { version: organizationOf(work.state).version };
  },
};

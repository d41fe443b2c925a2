import type { AccountScope, Workflow } from '../contract/organization';
import { WORKFLOWS } from '../contract/organization';
import type { MemberId, ServiceUserId } from '../contract/primitives';
import type { AnyParams, Inactive, Operation, PowerLine } from '../contract/requests';
import { holds } from './members';
import { restsBecause } from './policies';
import type { Member, ServiceUser, State } from './state';
import { isAccountScoped } from './workflows';

/** Whom an operation is about, for showing what they can do before and after. */
export interface Concerned {
  readonly members: readonly MemberId[];
  /** Whose grants it changes, gives on or ends: of the suspended too it is told what they could do once reinstated. */
  readonly regranted: readonly MemberId[];
  /** Who is confirmed by it: until then no grant of theirs works (§7). */
  readonly arriving: readonly MemberId[];
  readonly serviceUsers: readonly ServiceUserId[];
  /** Of a policy: everybody is concerned who can do anything there. */
  readonly workflows: readonly Workflow[];
}

/** Whoever is suspended isn’t any less by these: what they would have again is what changes. */
const CHANGES_GRANTS: ReadonlySet<Operation> = new Set([
  'member.permissions.change',
  'member.remove',
  'member.replace',
]);

/** Whom the effect of an operation concerns. Who doesn't exist before, such as an invitee, is added from the state after. */
export function concernedBy(state: State, operation: Operation, params: AnyParams): Concerned {
  const named = 'memberId' in params ? [params.memberId] : [];
  const arriving = operation === 'member.confirm' ? named : [];
  // Whoever is replaced leaves in the moment their successor is confirmed.
  const leaving = arriving.flatMap((id) => state.members.get(id)?.replaces ?? []);
  return {
    members: [...named, ...leaving],
    regranted: CHANGES_GRANTS.has(operation) ? named : [],
    arriving,
    serviceUsers: 'serviceUserId' in params ? [params.serviceUserId] : [],
    workflows:
      operation.startsWith('policy.') && 'workflow' in params ? governedBy(operation, params.workflow) : [],
  };
}

/** A lock closes the ring, and so binds Manage Access and Manage Policies too (§7). */
function governedBy(operation: Operation, workflow: Workflow): readonly Workflow[] {
  if (operation === 'policy.change') return [workflow];
  return WORKFLOWS.filter((one) => one === workflow || one === 'access' || one === 'policies');
}

/**
 * Effective power as sentences can be made of it: what each of those concerned can do where, in this state. `joining`
 * are members who are there only afterwards, such as an invitee, and concerned as well.
 */
export function powersOf(state: State, concerned: Concerned, joining: readonly Member[]): PowerLine[] {
  const members = new Map<MemberId, Member>(joining.map((member) => [member.id, member]));
  for (const id of concerned.members) {
    const member = state.members.get(id);
    const holdsNothingYet = member?.status === 'unconfirmed' && concerned.arriving.includes(id);
    if (member && !holdsNothingYet) members.set(id, member);
  }
  if (concerned.workflows.length > 0)
    for (const member of state.members.values()) if (!isGone(member)) members.set(member.id, member);
  const lines = [...members.values()]
    .filter((member) => !isGone(member) || isHeldBack(member, concerned))
    .flatMap((member) => memberLines(state, member, concerned.workflows));
  for (const id of concerned.serviceUsers) {
    const serviceUser = state.serviceUsers.get(id);
    if (serviceUser) lines.push(...serviceUserLines(state, serviceUser));
  }
  return lines;
}

function isGone({ status }: Member): boolean {
  return status === 'suspended' || status === 'removed';
}

/** Who is suspended and stays so: what they hold works again once they are reinstated. */
function isHeldBack({ id, status }: Member, { regranted }: Concerned): boolean {
  return status === 'suspended' && regranted.includes(id);
}

/**
 * Those it is about whose grants don’t work, for saying so beside what they could do. Left out where that is what it
 * mends: somebody is reinstated, or confirmed.
 */
export function inactiveAmong(
  state: State,
  after: State,
  concerned: Concerned,
  joining: readonly Member[],
): Inactive[] {
  const named = concerned.members.flatMap((id) => state.members.get(id) ?? []);
  // That an invitation isn’t accepted before it is made needs no words; that more is to follow does.
  const toBeConfirmed = joining.filter(({ mustBeConfirmed }) => mustBeConfirmed);
  return [...named, ...toBeConfirmed]
    .filter(({ id }) => after.members.get(id)?.status !== 'active')
    .flatMap(({ id, displayName, status, mustBeConfirmed }) =>
      status === 'active' || status === 'removed' ? [] : [{ id, displayName, status, mustBeConfirmed }],
    );
}

function memberLines(state: State, member: Member, only: readonly Workflow[]): PowerLine[] {
  return WORKFLOWS.filter((workflow) => only.length === 0 || only.includes(workflow)).flatMap((workflow) =>
    scopesOf(state, member, workflow).flatMap((scope) => linesAt(state, member, workflow, scope)),
  );
}

/** Where a member's grants in a workflow lie: all accounts, some of them, or the organization. */
function scopesOf(state: State, member: Member, workflow: Workflow): (AccountScope | null)[] {
  if (!isAccountScoped(workflow)) return [null];
  if (member.owner) return ['*'];
  const named = member.grants.workflows.filter((grant) => grant.workflow === workflow);
  return named
    .map(({ accountId }) => accountId ?? '*')
    .filter((each) => each === '*' || state.accounts.get(each));
}

function linesAt(state: State, member: Member, workflow: Workflow, scope: AccountScope | null): PowerLine[] {
  const has = (permission: 'view' | 'initiate' | 'approve' | 'execute'): boolean =>
    // `*` is a scope of its own here: holding it is holding every account, present and future.
    holds(member, permission, workflow, scope);
  const can: PowerLine['can'][] = [];
  if (has('initiate'))
    can.push(
      has('execute') && restsBecause(state.policies.values(), workflow) === null ? 'complete-alone' : 'start',
    );
  if (has('approve')) can.push('approve');
  if (can.length === 0 && has('view')) can.push('see');
  return can.map((each) => ({
    kind: 'member' as const,
    id: member.id,
    displayName: member.displayName,
    workflow,
    account: shownScope(state, scope),
    can: each,
  }));
}

function serviceUserLines(state: State, serviceUser: ServiceUser): PowerLine[] {
  if (!serviceUser.enabled || !serviceUser.scopes.includes('withdraw')) return [];
  return serviceUser.accountIds.map((account) => ({
    kind: 'service-user' as const,
    id: serviceUser.id,
    displayName: serviceUser.name,
    workflow: 'withdrawals' as const,
    account: shownScope(state, account),
    can: 'start' as const,
  }));
}

function shownScope(state: State, scope: AccountScope | null): PowerLine['account'] {
  if (scope === null) return null;
  if (scope === '*') return '*';
  return { id: scope, name: state.accounts.get(scope)?.name ?? '' };
}

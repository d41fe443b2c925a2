// Organizations of three members, made by the events that would have made them, locked by the domain's own command.
import type { Grants, Workflow, WorkflowPermission } from '../../../shared/contract/organization';
import type { AccountId, AddressId, FactorId, MemberId } from '../../../shared/contract/primitives';
import type { AnyParams, Operation } from '../../../shared/contract/requests';
import { byMember, type Initiator } from '../../../shared/domain/initiator';
import { defaultPolicies, policyOf } from '../../../shared/domain/policies';
import { isRefusal, type Refusal } from '../../../shared/domain/refusal';
import { initiate, plan, type Plan } from '../../../shared/domain/requests/initiate';
import { emptyState, type Member, type State } from '../../../shared/domain/state';
import { Work } from '../../../shared/domain/work';

export const T0 = Date.UTC(2026, 0, 5, 9, 0, 0);
export const OWNER = 'mem_owner' as MemberId;
export const ANNA = 'mem_anna' as MemberId;
export const BEN = 'mem_ben' as MemberId;
export const MAIN = 'acc_main' as AccountId;
export const VAULT = 'adr_vault' as AddressId;

/** Which of its two workflows is locked. */
export type Locked = 'withdrawals' | 'policies';

/**
 * The two workflows that an organization is about. Under locked withdrawals: those, and Manage Policies and Manage Access
 * set alike, since the ring holds both. Under locked policies: Manage Access and Manage Policies.
 */
const WORKFLOWS_OF: Record<Locked, readonly [readonly Workflow[], readonly Workflow[]]> = {
  withdrawals: [['withdrawals'], ['access', 'policies']],
  policies: [['access'], ['policies']],
};

export const LEVELS: readonly (readonly WorkflowPermission[])[] = [
  [],
  ['initiate'],
  ['approve'],
  ['initiate', 'approve'],
  ['execute'],
  ['execute', 'approve'],
];
const HIGHEST = LEVELS.length - 1;

/** A level on each of the two workflows. */
export type Level = readonly [number, number];

export interface Shape {
  anna: Level;
  ben: Level;
  toggled: readonly [boolean, boolean];
  required: readonly [number, number];
  locks: Locked;
}

export function grantsOf(locks: Locked, level: Level): Grants {
  return {
    workflows: WORKFLOWS_OF[locks].flatMap((workflows, side) => {
      const permissions = [...(LEVELS[level[side] ?? 0] ?? [])];
      if (permissions.length === 0) return [];
      return workflows.map((workflow) =>
        workflow === 'withdrawals'
          ? { workflow, accountId: '*' as const, permissions }
          : { workflow, permissions },
      );
    }),
    accounts: [],
  };
}

/** Everything there is to hold in it. */
export function everythingIn(locks: Locked): Grants {
  return grantsOf(locks, [HIGHEST, HIGHEST]);
}

/** The workflows that an organization locked like that is about. */
export function workflowsOf(locks: Locked): readonly Workflow[] {
  return WORKFLOWS_OF[locks].flat();
}

function member(id: MemberId, grants: Grants): Member {
  return {
    id,
    displayName: id,
    email: `${id}@example.com`,
    owner: id === OWNER,
    status: 'active',
    invitedBy: id === OWNER ? null : OWNER,
    invitationExpiresAt: null,
    mustBeConfirmed: false,
    replaces: null,
    factors: [{ id: `fac_${id}` as FactorId, kind: 'totp', name: 'app', fingerprint: id, enrolledAt: T0 }],
    recoveryCodesLeft: 10,
    grants,
    roleId: null,
    version: 1,
    grantsChangedAt: T0,
  };
}

/** Nobody reads what they approve here, and hashing it takes longer than deciding. */
export const unread = (): string => '0'.repeat(64);

/** Work on a state whose ids count up with the requests: the same commands give the same ids. */
export function workOn(state: State): Work {
  let count = 0;
  const turn = state.lastRequestNumber;
  return new Work(state, T0, { next: (prefix) => `${prefix}_${turn}x${(count += 1)}` });
}

/** The state of such an organization, locked where its shape says so; null where the lock is refused. */
export function organizationOf(shape: Shape): State | null {
  const state = emptyState();
  state.organization = {
    id: 'org_1' as never,
    name: 'Small',
    kyb: {},
    signInPolicy: 'authenticator-or-passkey',
    session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
    ownerId: OWNER,
    createdAt: T0,
    version: 1,
  };
  for (const m of [
    member(OWNER, { workflows: [], accounts: [] }),
    member(ANNA, grantsOf(shape.locks, shape.anna)),
    member(BEN, grantsOf(shape.locks, shape.ben)),
  ])
    state.members.set(m.id, m);
  state.accounts.set(MAIN, { id: MAIN, name: 'Main', createdAt: T0, dormantIn: [] });
  state.balances.set(`${MAIN}|BTC`, { available: 1_000_000_000n, held: 0n });
  for (const policy of defaultPolicies(T0, OWNER)) {
    const side = WORKFLOWS_OF[shape.locks].findIndex((workflows) => workflows.includes(policy.workflow));
    state.policies.set(policy.workflow, {
      ...policy,
      alwaysRequireApproval: shape.toggled[side] ?? policy.alwaysRequireApproval,
      requiredApprovals: shape.required[side] ?? policy.requiredApprovals,
    });
  }
  state.addresses.set(VAULT, {
    id: VAULT,
    accountId: MAIN,
    asset: 'BTC',
    network: 'bitcoin',
    address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
    label: 'Vault',
    memo: null,
    bic: null,
    beneficiary: null,
    addedBy: OWNER,
    addedAt: T0,
    addedByRequestId: 'req_0' as never,
    addedByRequestNumber: 0,
    usableFrom: T0,
    removed: false,
    completedWithdrawals: 0,
  });
  return locked(state, shape.locks);
}

/** By the Owner alone where that completes at once; else the lock is put by hand, where its conditions hold. */
function locked(state: State, workflow: Locked): State | null {
  const owner = state.members.get(OWNER);
  if (owner === undefined) return null;
  const policy = policyOf(state, workflow);
  const params = { workflow, baseVersion: policy.version };
  const planned = asked(state, byMember(owner), 'policy.lock', params, null);
  if (isRefusal(planned)) return null;
  const work = workOn(state);
  if (planned.queuedBecause === null) initiate(work, planned, [], unread);
  else
    work.record({
      type: 'policy.changed',
      policy: { ...policy, locked: true, version: policy.version + 1 },
    });
  return flat(work.state);
}

export function asked(
  state: State,
  initiator: Initiator,
  operation: Operation,
  params: object,
  accountId: AccountId | null,
): Plan | Refusal {
  return plan(state, T0, initiator, { operation, params: params as AnyParams, accountId, note: null });
}

/** The same state in one piece, less the requests that have ended: forks of forks get slow. */
export function flat(state: State): State {
  const whole = emptyState();
  whole.organization = state.organization;
  whole.lastEventAt = state.lastEventAt;
  whole.lastRequestNumber = state.lastRequestNumber;
  for (const [id, record] of state.members.entries()) whole.members.set(id, record);
  for (const [id, record] of state.serviceUsers.entries()) whole.serviceUsers.set(id, record);
  for (const [id, record] of state.accounts.entries()) whole.accounts.set(id, record);
  for (const [id, record] of state.policies.entries()) whole.policies.set(id, record);
  for (const [id, record] of state.addresses.entries()) whole.addresses.set(id, record);
  for (const [id, record] of state.balances.entries()) whole.balances.set(id, record);
  for (const [id, record] of state.requests.entries())
    if (record.status === 'pending') whole.requests.set(id, record);
  return whole;
}

/** Every shape there is, Anna and Ben being exchangeable. */
export function* everyShape(locks: Locked): Generator<Shape> {
  const levels = LEVELS.flatMap((_first, first) => LEVELS.map((_second, second): Level => [first, second]));
  const either = [false, true] as const;
  const numbers = [1, 2] as const;
  for (const [index, anna] of levels.entries())
    for (const ben of levels.slice(index))
      for (const firstToggled of either)
        for (const secondToggled of either)
          for (const firstRequired of numbers)
            for (const secondRequired of numbers)
              yield {
                anna,
                ben,
                toggled: [firstToggled, secondToggled],
                required: [firstRequired, secondRequired],
                locks,
              };
}

import fc from 'fast-check';
import './same-runs';
import { expect, it } from 'vitest';
import { WORKFLOWS, type Workflow, type WorkflowPermission } from '../../shared/contract/organization';
import type { AccountId } from '../../shared/contract/primitives';
import {
  coverageOf,
  lacksSpareApprover,
  ringShortfalls,
  shownShortfalls,
  uncoveredWorkflows,
} from '../../shared/domain/coverage';
import { ringOf } from '../../shared/domain/ring';
import type { Member, State } from '../../shared/domain/state';
import { grantsGive } from '../engine/naive-rules';
import {
  aKey,
  aMember,
  aServiceUser,
  drawnOrganization,
  MAIN,
  memberId,
  passkey,
  SECOND,
  totp,
} from './drawn-organization';

const NAMES = ['ann', 'bob', 'cy'] as const;
const PLACES = { withdrawals: [MAIN, SECOND], addresses: [MAIN, SECOND], access: [null], policies: [null] };

const permissions = fc.constantFrom('', 'view', 'initiate', 'approve', 'execute', 'execute approve');
const anyGrants = fc
  .record({
    withdrawals: permissions,
    'withdrawals@main': permissions,
    'addresses@second': permissions,
    access: permissions,
    policies: permissions,
  })
  .map((drawn) =>
    Object.entries(drawn).flatMap(([scope, held]) => (held === '' ? [] : [`${scope} ${held}`])),
  );
const status = fc.constantFrom(
  'active',
  'active',
  'active',
  'invited',
  'unconfirmed',
  'suspended',
  'removed',
);
const anyPeople = fc.tuple(
  ...NAMES.map((name) =>
    fc
      .record({ grants: anyGrants, status, factors: fc.constantFrom([totp], [passkey], [totp, passkey]) })
      .map(({ grants, ...more }) => aMember(name, grants, more)),
  ),
);
const anyPolicy = fc.record({
  requiredApprovals: fc.constantFrom(1, 1, 2),
  alwaysRequireApproval: fc.boolean(),
  locked: fc.boolean(),
});
const anyKeys = fc.array(fc.record({ custodian: fc.constantFrom(...NAMES), revoked: fc.boolean() }), {
  maxLength: 2,
});
const anyServiceUser = fc
  .record({
    enabled: fc.constantFrom(true, true, false),
    scopes: fc.constantFrom(['withdraw'] as const, ['query'] as const),
    accountIds: fc.constantFrom([MAIN], [SECOND], [MAIN, SECOND]),
    keys: anyKeys,
  })
  .map(({ keys, ...more }) =>
    aServiceUser('bot', {
      ...more,
      keys: keys.map(({ custodian, revoked }, index) => aKey(`k${index}`, custodian, { revoked })),
    }),
  );

const anyOrganization = fc
  .record({
    people: anyPeople,
    policies: fc.record({
      withdrawals: anyPolicy,
      addresses: anyPolicy,
      access: anyPolicy,
      policies: anyPolicy,
    }),
    serviceUsers: fc.array(anyServiceUser, { maxLength: 1 }),
    dormant: fc.record({ second: fc.constantFrom([], ['withdrawals'] as const) }),
    signInPolicy: fc.constantFrom('passkey' as const, 'authenticator-or-passkey' as const),
  })
  .map((drawn) => drawnOrganization(drawn));

/** §7, Coverage, word by word. */
const holds = (m: Member, p: WorkflowPermission, w: Workflow, a: AccountId | null): boolean =>
  m.owner || grantsGive(m.grants, p, w, a);

function approver(state: State, m: Member, w: Workflow, a: AccountId | null): boolean {
  const satisfies =
    state.organization?.signInPolicy === 'passkey'
      ? m.factors.some(({ kind }) => kind === 'passkey')
      : m.factors.length > 0;
  return m.status === 'active' && satisfies && holds(m, 'approve', w, a);
}

const anyIsLocked = (state: State): boolean => [...state.policies.values()].some(({ locked }) => locked);

function naiveRing(state: State): Workflow[] {
  const isGoverning = (workflow: Workflow): boolean => workflow === 'policies' || workflow === 'access';
  return anyIsLocked(state)
    ? WORKFLOWS.filter((workflow) => isGoverning(workflow) || state.policies.get(workflow)?.locked === true)
    : [];
}

interface Pair {
  place: AccountId | null;
  initiator: string;
  eligible: number;
}

function waitingPairs(state: State, w: Workflow): Pair[] {
  const policy = state.policies.get(w);
  const members = [...state.members.values()];
  return PLACES[w].flatMap((a) => {
    if (a !== null && state.accounts.get(a)?.dormantIn.includes(w) === true) return [];
    const approvers = members.filter((m) => approver(state, m, w, a)).map(({ id }) => id as string);
    const pair = (initiator: string, x: string | null): Pair => ({
      place: a,
      initiator,
      eligible: approvers.filter((id) => id !== x).length,
    });
    const ofMembers = members
      .filter((m) => m.status !== 'suspended' && m.status !== 'removed' && holds(m, 'initiate', w, a))
      .filter(
        (m) =>
          policy?.alwaysRequireApproval === true ||
          !holds(m, 'execute', w, a) ||
          ((w === 'policies' || w === 'access') && anyIsLocked(state)),
      )
      .map((m) => pair(m.id, m.id));
    if (w !== 'withdrawals' || a === null) return ofMembers;
    const ofServiceUsers = [...state.serviceUsers.values()]
      .filter((s) => s.enabled && s.scopes.includes('withdraw') && s.accountIds.includes(a))
      .flatMap((s) => {
        const keys = s.keys.filter(({ revoked }) => !revoked);
        return keys.length === 0 ? [pair(s.id, null)] : keys.map((k) => pair(s.id, k.custodianId));
      });
    return [...ofMembers, ...ofServiceUsers];
  });
}

const naiveShortfalls = (state: State, workflow: Workflow): object[] => {
  const required = state.policies.get(workflow)?.requiredApprovals ?? 1;
  return waitingPairs(state, workflow)
    .filter(({ eligible }) => eligible < required)
    .map(({ place, initiator, eligible }) => ({
      workflow,
      accountId: place,
      initiatorId: initiator,
      required,
      eligible,
    }));
};

function naiveSpare(state: State, workflow: Workflow): number | null {
  const required = state.policies.get(workflow)?.requiredApprovals ?? 1;
  const spares = waitingPairs(state, workflow).map(({ eligible }) => eligible - required);
  return spares.length === 0 ? null : Math.min(...spares);
}

it('is what §7 says, of any organization', () => {
  fc.assert(
    fc.property(anyOrganization, (state) => {
      const naive = WORKFLOWS.map((workflow) => ({
        shortfalls: naiveShortfalls(state, workflow),
        spare: naiveSpare(state, workflow),
      }));
      expect(WORKFLOWS.map((workflow) => coverageOf(state, workflow))).toEqual(naive);
      const ring = naiveRing(state);
      expect([...ringOf(state)]).toEqual(ring);
      expect(ringShortfalls(state)).toEqual(ring.flatMap((workflow) => naiveShortfalls(state, workflow)));
      expect(lacksSpareApprover(state)).toBe(ring.some((workflow) => naiveSpare(state, workflow) === 0));
      expect(uncoveredWorkflows(state)).toEqual(
        WORKFLOWS.filter((workflow) => naiveShortfalls(state, workflow).length > 0),
      );
    }),
    { numRuns: 400 },
  );
});

it('names an account only where there is one', () => {
  const state = drawnOrganization({ people: [aMember('ann', [])] });
  const shortfall = { initiatorId: memberId('ann'), required: 1, eligible: 0 };
  const initiatorName = state.members.get(memberId('ann'))?.displayName;
  const accountName = state.accounts.get(MAIN)?.name;
  expect(
    shownShortfalls(state, [
      { ...shortfall, workflow: 'withdrawals', accountId: MAIN },
      { ...shortfall, workflow: 'access', accountId: null },
    ]),
  ).toEqual([
    { ...shortfall, workflow: 'withdrawals', initiatorName, accountId: MAIN, accountName },
    { ...shortfall, workflow: 'access', initiatorName },
  ]);
});

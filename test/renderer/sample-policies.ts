import type { CallInput, CallOutput } from '../../shared/contract/bridge';
import type { MemberView, Organization, Workflow } from '../../shared/contract/organization';
import type { PolicyView } from '../../shared/contract/policies';
import type { ServiceUserId } from '../../shared/contract/primitives';
import type { DryRun } from '../../shared/contract/requests';
import type { ServiceUserView } from '../../shared/contract/service-users';
import type { ProbeOutcome } from '../../shared/contract/what-if';
import { WORKFLOW_OF } from '../../shared/domain/workflows';
import type { FakeBridge } from './fake-bridge';
import { acc, ago, aSession, mem, person } from './sample-data';

const DAY = 86_400_000;

/** Helena, the Owner, who may start everything. */
export const owner = () =>
  aSession({
    member: { ...person('helena'), owner: true, email: 'helena@northwind.example' },
    may: {
      initiate: (['withdrawals', 'addresses', 'access', 'policies'] as const).map((workflow) => ({
        workflow,
        accountId: null,
      })),
      decide: true,
    },
  });

export function aPolicy(workflow: Workflow, change: Partial<PolicyView> = {}): PolicyView {
  return {
    workflow,
    version: 3,
    requiredApprovals: 2,
    alwaysRequireApproval: true,
    locked: false,
    expiresAfterHours: 72,
    ...(workflow === 'addresses' ? { addressHoldHours: 24 } : {}),
    coverage: { ok: true, spare: 1, shortfalls: [] },
    stage: 'enforce',
    othersApprove: true,
    ...change,
  };
}

/** One workflow at each step of the way. */
export const somePolicies = (): PolicyView[] => [
  aPolicy('withdrawals', { locked: true, stage: 'locked', requiredApprovals: 3 }),
  aPolicy('addresses', {
    alwaysRequireApproval: false,
    stage: 'configure',
    coverage: { ok: true, spare: 0, shortfalls: [] },
  }),
  aPolicy('access'),
  aPolicy('policies', {
    stage: 'bootstrap',
    othersApprove: false,
    alwaysRequireApproval: false,
    requiredApprovals: 1,
  }),
];

export const anOrganization = (): Organization => ({
  id: aSession().organization.id,
  name: 'Northwind Digital Treasury',
  signInPolicy: 'authenticator-or-passkey',
  session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
  ownerId: mem('helena'),
  createdAt: ago(90 * DAY),
  version: 2,
});

function aGoverningMember(id: string, change: Partial<MemberView>): MemberView {
  return {
    ...person(id),
    owner: false,
    status: 'active',
    signInCompliant: true,
    grants: { workflows: [], accounts: [] },
    version: 4,
    ...change,
  };
}

/** Aiko and Priya approve addresses, Dana starts them, Noor only looks. */
export const governingMembers = (): MemberView[] => [
  aGoverningMember('helena', { owner: true }),
  ...['aiko', 'priya'].map((id) =>
    aGoverningMember(id, {
      grants: {
        workflows: [{ workflow: 'addresses', accountId: '*', permissions: ['approve'] }],
        accounts: [],
      },
    }),
  ),
  aGoverningMember('dana', {
    title: 'Head of Treasury',
    grants: {
      workflows: [{ workflow: 'addresses', accountId: '*', permissions: ['initiate'] }],
      accounts: [],
    },
  }),
  aGoverningMember('ingrid', {
    grants: { workflows: [{ workflow: 'policies', permissions: ['approve'] }], accounts: [] },
  }),
  aGoverningMember('noor', {
    grants: { workflows: [{ workflow: 'access', permissions: ['view'] }], accounts: [] },
  }),
];

export const someServiceUsers = (): ServiceUserView[] => [
  {
    id: 'svc_bot' as ServiceUserId,
    name: 'payout-bot-eu',
    status: 'enabled',
    scopes: ['withdraw'],
    accountIds: [acc('Treasury')],
    keys: [],
    version: 1,
  },
];

const waits = (required: number, approvers: readonly string[]): ProbeOutcome => ({
  outcome: 'queue',
  queuedBecause: 'approval_always_required',
  requiredApprovals: required,
  eligibleApprovers: approvers.map(person),
});
export const completes: ProbeOutcome = { outcome: 'complete', requiredApprovals: 0, eligibleApprovers: [] };

/**
 * What the fake engine says of a probe: addresses started by anybody wait for Aiko and Priya where the toggle is on,
 * and complete at once for the Owner where it is off.
 */
function outcomeOf(
  { initiatorId, operation }: NonNullable<CallInput<'simulate'>['probe']>[number],
  required: number,
  isToggled: boolean,
): ProbeOutcome {
  if (WORKFLOW_OF[operation] !== 'addresses') return waits(1, ['ingrid', 'aiko', 'priya']);
  if (!isToggled && initiatorId === mem('helena')) return completes;
  return waits(required, ['aiko', 'priya']);
}

/** Answers `simulate` as the engine would for drafts of Manage Addresses. */
export function simulated(
  policies: readonly PolicyView[],
  input: CallInput<'simulate'>,
): CallOutput<'simulate'> {
  const standing = policies.find(({ workflow }) => workflow === 'addresses') ?? aPolicy('addresses');
  const drafted = input.changes.find(({ params }) => params.workflow === 'addresses')?.params ?? {};
  const required = Number(drafted.requiredApprovals ?? standing.requiredApprovals);
  const isToggled = Boolean(drafted.alwaysRequireApproval ?? standing.alwaysRequireApproval);
  const spare = 2 - required;
  const before = policies.map(({ workflow, coverage }) => ({ workflow, ...coverage }));
  return {
    coverageBefore: before,
    coverage: before.map((one) =>
      one.workflow === 'addresses'
        ? {
            ...one,
            ok: spare >= 0,
            spare,
            shortfalls:
              spare >= 0
                ? []
                : [
                    {
                      workflow: 'addresses' as const,
                      accountId: acc('Treasury'),
                      initiatorId: mem('dana'),
                      required,
                      eligible: 2,
                    },
                  ],
          }
        : one,
    ),
    warnings: [],
    outcomes: (input.probe ?? []).map((probe) => ({
      before: outcomeOf(probe, standing.requiredApprovals, standing.alwaysRequireApproval),
      after: outcomeOf(probe, required, isToggled),
    })),
    affectedPending: [],
  };
}

export const lockReady: DryRun = {
  outcome: 'complete',
  stepUpRequired: true,
  requiredApprovals: 0,
  eligibleApprovers: [],
  warnings: [],
  holders: [
    {
      kind: 'member',
      ...person('helena'),
      owner: true,
      status: 'active',
      powers: [{ workflow: 'addresses', accountId: '*', permissions: ['initiate', 'approve', 'execute'] }],
    },
    {
      kind: 'member',
      ...person('noor'),
      owner: false,
      status: 'suspended',
      powers: [{ workflow: 'addresses', accountId: '*', permissions: ['approve'] }],
    },
    {
      kind: 'member',
      ...person('ingrid'),
      owner: false,
      status: 'active',
      powers: [{ workflow: 'policies', permissions: ['approve'] }],
    },
  ],
};

/** Makes the fake engine govern: policies, their versions, everyone's grants, and what would be. */
export function governed(bridge: FakeBridge, policies: () => PolicyView[] = somePolicies): void {
  bridge
    .on('policies.list', () => ({ items: policies(), nextCursor: null }))
    .on('policies.versions', ({ workflow }) => {
      const { coverage: _coverage, stage: _stage, othersApprove: _others, ...settings } = aPolicy(workflow);
      const changedBy = mem('helena');
      return {
        items: [
          {
            ...settings,
            version: 3,
            changedAt: ago(3 * DAY),
            changedBy,
            request: { id: 'req_9' as never, number: 9, approvedBy: ['aiko', 'priya'].map(person) },
          },
          { ...settings, version: 2, requiredApprovals: 1, changedAt: ago(5 * DAY), changedBy },
        ],
        nextCursor: null,
      };
    })
    .on('organization.get', anOrganization)
    .on('members.list', () => ({ items: governingMembers(), nextCursor: null }))
    .on('serviceUsers.list', () => ({ items: someServiceUsers(), nextCursor: null }))
    .on('simulate', (input) => simulated(policies(), input))
    .on('requests.create', ({ operation }) =>
      operation === 'policy.lock' ? lockReady : { ...lockReady, holders: [] },
    );
}

import type { CoverageView } from '../../../shared/contract/coverage';
import {
  WORKFLOWS,
  type Grants,
  type MemberStatus,
  type MemberView,
  type Workflow,
} from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';
import type { AccountId, MemberId } from '../../../shared/contract/primitives';
import type { ServiceUserView } from '../../../shared/contract/service-users';
import { placesOfWorkflow, powerOfMember } from '../what-if/coverage-pairs';

/** Somebody on the map: a member, a Service User, or several members who hold just the same power. */
export interface MapPerson {
  id: string;
  kind: 'member' | 'service-user' | 'group';
  name: string;
  /** Everyone it stands for. */
  members: readonly { id: string; name: string }[];
  isOwner: boolean;
  /** Of a member, where it isn't active. */
  status: Exclude<MemberStatus, 'active'> | null;
  /** Active and able to sign in: only then does what they hold count. */
  isActive: boolean;
  starts: readonly Workflow[];
  decides: readonly Workflow[];
  /** Where what they start waits for nobody, somewhere at least. */
  completes: readonly Workflow[];
  /** Everything they hold place by place, in one word: who holds just the same has the same. */
  power: string;
  /** Of a Service User: who holds its keys. */
  custodians: readonly string[];
}

export interface MapWorkflow {
  workflow: Workflow;
  required: number;
  isLocked: boolean;
  coverage: CoverageView;
  starters: readonly MapPerson[];
  deciders: readonly MapPerson[];
  /** Who needs nobody for what they start. */
  alone: readonly MapPerson[];
  canStart: number;
  canDecide: number;
}

export interface MapModel {
  people: readonly MapPerson[];
  workflows: readonly MapWorkflow[];
}

export interface MapFacts {
  members: readonly MemberView[];
  serviceUsers: readonly ServiceUserView[];
  policies: readonly PolicyView[];
  accounts: readonly { id: AccountId }[];
  /** Grants of drafts, standing in for the members' own. */
  draftGrants: ReadonlyMap<MemberId, Grants>;
  /** Coverage and settings to show instead of those in force. */
  coverageOf: (policy: PolicyView) => CoverageView;
  requiredOf: (policy: PolicyView) => number;
  /** Whether Execute has no effect in a workflow. */
  restsIn: (workflow: Workflow) => boolean;
  /** Who is drawn by themself whatever happens. */
  alone: ReadonlySet<string>;
}

/** From so many people on, those with the same power are drawn as one. */
const GROUP_FROM = 24;

const PERMISSIONS = ['initiate', 'approve', 'execute'] as const;

function memberOnMap(member: MemberView, { accounts, draftGrants, restsIn }: MapFacts): MapPerson {
  const isActive = member.status === 'active' && member.signInCompliant !== false;
  // Whoever is suspended holds grants and can do nothing with them; the invited count as starters already (§7).
  const holds =
    member.status === 'suspended'
      ? () => false
      : powerOfMember(member, draftGrants.get(member.id) ?? member.grants);
  const where = (permission: (typeof PERMISSIONS)[number]) =>
    WORKFLOWS.filter((workflow) =>
      placesOfWorkflow(workflow, accounts).some((place) => holds(permission, workflow, place)),
    );
  const power = WORKFLOWS.flatMap((workflow) =>
    placesOfWorkflow(workflow, accounts).flatMap((place) =>
      PERMISSIONS.filter((permission) => holds(permission, workflow, place)).map(
        (permission) => `${workflow} ${place ?? ''} ${permission}`,
      ),
    ),
  );
  return {
    id: member.id,
    kind: 'member',
    name: member.displayName,
    members: [{ id: member.id, name: member.displayName }],
    isOwner: member.owner,
    status: member.status === undefined || member.status === 'active' ? null : member.status,
    isActive,
    starts: where('initiate'),
    decides: where('approve'),
    completes: where('execute').filter((workflow) => !restsIn(workflow)),
    power: power.join(),
    custodians: [],
  };
}

function serviceUserOnMap({ id, name, status, scopes, accountIds, keys }: ServiceUserView): MapPerson {
  const withdraws = (scopes?.includes('withdraw') ?? false) && (accountIds?.length ?? 0) > 0;
  const custodians = (keys ?? [])
    .filter(({ revoked }) => !revoked)
    .map(({ custodian }) => custodian.displayName);
  return {
    id,
    kind: 'service-user',
    name,
    members: [{ id, name }],
    isOwner: false,
    status: null,
    isActive: status === 'enabled',
    starts: withdraws ? ['withdrawals'] : [],
    decides: [],
    completes: [],
    power: '',
    custodians: [...new Set(custodians)],
  };
}

function powerKey({ kind, status, isActive, power }: MapPerson): string {
  return [kind, status, isActive, power].join('|');
}

/** People with the same power as one, where there are many; the Owner and whoever is irreplaceable stay by themselves. */
function grouped(people: readonly MapPerson[], alone: ReadonlySet<string>): MapPerson[] {
  if (people.length < GROUP_FROM) return [...people];
  const groups = new Map<string, MapPerson[]>();
  for (const person of people) {
    const key = person.isOwner || alone.has(person.id) ? person.id : powerKey(person);
    groups.set(key, [...(groups.get(key) ?? []), person]);
  }
  return [...groups.entries()].flatMap(([key, members]): MapPerson[] => {
    const [first] = members;
    if (first === undefined || members.length < 2 || first.kind === 'service-user') return members;
    return [
      {
        ...first,
        id: `group ${key}`,
        kind: 'group',
        name: '',
        members: members.map(({ id, name }) => ({ id, name })),
      },
    ];
  });
}

const count = (people: readonly MapPerson[]): number =>
  people.reduce((sum, person) => sum + person.members.length, 0);

/** Who can start and decide what, as far as the reader may see it. */
export function mapModel(facts: MapFacts): MapModel {
  const everyone = [
    ...facts.members.filter(({ status }) => status !== 'removed').map((member) => memberOnMap(member, facts)),
    ...facts.serviceUsers.filter(({ status }) => status === 'enabled').map(serviceUserOnMap),
  ];
  const people = grouped(everyone, facts.alone);
  const workflows = facts.policies.map((policy): MapWorkflow => {
    const { workflow, locked } = policy;
    const starters = people.filter(({ starts }) => starts.includes(workflow));
    const deciders = people.filter(({ decides }) => decides.includes(workflow));
    return {
      workflow,
      required: facts.requiredOf(policy),
      isLocked: locked,
      coverage: facts.coverageOf(policy),
      starters,
      deciders,
      alone: starters.filter(({ completes }) => completes.includes(workflow)),
      canStart: count(starters),
      canDecide: count(deciders.filter(({ isActive }) => isActive)),
    };
  });
  return { people, workflows };
}

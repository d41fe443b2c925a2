import type { GovernanceFile } from '../contract/governance';
import { WORKFLOWS, type Grants, type Workflow } from '../contract/organization';
import type { AnyParams, Operation } from '../contract/requests';
import { normalizeGrants } from './grants';
import { policyOf } from './policies';
import { isRefusal, refuse, type Refusal } from './refusal';
import { canonicalJson } from './requests/view';
import { BUILT_IN_ROLES, roleOf, rolesOf } from './roles';
import type { Member, State } from './state';

/** A request that would bring what is in force nearer to the file; or why there can be none. */
export interface FiledChange {
  readonly about: string;
  readonly operation: Operation;
  readonly params: AnyParams | null;
  readonly refusal: Refusal | null;
}

export interface FiledChanges {
  readonly changes: readonly FiledChange[];
  readonly unchanged: number;
}

/** What is in force, as a file that would change nothing. The Owner holds everything, by no grant (§3). */
export function governanceFileOf(state: State): GovernanceFile {
  return {
    roles: rolesOf(state)
      .filter(({ id }) => !BUILT_IN_ROLES.some((role) => role.id === id))
      .map(({ name, grants }) => ({ name, grants })),
    members: [...state.members.values()]
      .filter((member) => !member.owner && memberBy(state, member.email) === member)
      .sort((one, other) => (one.email < other.email ? -1 : 1))
      .map(({ email, roleId, grants }) => {
        const role = roleOf(state, roleId);
        return { email, ...(role ? { role: role.name } : {}), grants };
      }),
    policies: WORKFLOWS.map((workflow) => ({ workflow, ...settingsOf(state, workflow) })),
  };
}

/**
 * The requests that a file comes to: roles first, then grants, then policies, so that people can approve before
 * approval is asked for.
 * @returns `validation_failed` where it names something twice
 */
export function changesIn(state: State, file: GovernanceFile): FiledChanges | Refusal {
  const { roles = [], members = [], policies = [] } = file;
  const twice = [
    ...repeated('roles', roles, ({ name }) => name),
    ...repeated('members', members, ({ email }) => email),
    ...repeated('policies', policies, ({ workflow }) => workflow),
  ];
  const [first] = twice;
  if (first) return refuse('validation_failed', first.message, { errors: twice });
  const judged = [
    ...roles.map((role) => roleChange(state, role)),
    ...members.map((member) => memberChange(state, member)),
    ...policies.map((policy) => policyChange(state, policy)),
  ];
  const changes = judged.filter((one) => one !== null);
  return { changes, unchanged: judged.length - changes.length };
}

function repeated<T>(
  list: string,
  items: readonly T[],
  keyOf: (item: T) => string,
): { path: string; message: string }[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path: `file.${list}.${String(index)}`, message: `“${key}” stands in the file twice.` }];
  });
}

function roleChange(
  state: State,
  { name, grants }: NonNullable<GovernanceFile['roles']>[number],
): FiledChange | null {
  const known = rolesOf(state).find((role) => role.name === name);
  if (known && areSame(known.grants, grants)) return null;
  const params = known ? { roleId: known.id, name, grants, baseVersion: known.version } : { name, grants };
  return { about: name, operation: 'role.save', params, refusal: null };
}

function memberChange(
  state: State,
  { email, role: roleName, grants }: NonNullable<GovernanceFile['members']>[number],
): FiledChange | null {
  const member = memberBy(state, email);
  const about = { about: email, operation: 'member.permissions.change' } as const;
  const refused = (detail: string): FiledChange => ({
    ...about,
    params: null,
    refusal: refuse('not_found', detail),
  });
  if (!member) return refused('Nobody here has this e-mail: invite them first.');
  const role = rolesOf(state).find((one) => one.name === roleName);
  if (roleName !== undefined && !role)
    return refused(`There is no role called “${roleName}” yet: apply the file again once it is saved.`);
  if (areSame(member.grants, grants) && (role?.id ?? member.roleId) === member.roleId) return null;
  return {
    ...about,
    params: {
      memberId: member.id,
      grants,
      baseVersion: member.version,
      ...(role ? { roleId: role.id } : {}),
    },
    refusal: null,
  };
}

/** Who an e-mail stands for. A successor may have that of whom they replace: until confirmed, it still means the latter. */
function memberBy(state: State, email: string): Member | undefined {
  const meant = [...state.members.values()].filter((one) => one.email === email && one.status !== 'removed');
  return meant.find(({ replaces }) => replaces === null) ?? meant[0];
}

type Settings = Omit<NonNullable<GovernanceFile['policies']>[number], 'workflow'>;

function policyChange(
  state: State,
  { workflow, ...wanted }: NonNullable<GovernanceFile['policies']>[number],
): FiledChange | null {
  const now: Settings = settingsOf(state, workflow);
  const differing = Object.entries(wanted).filter(
    ([name, value]) => value !== undefined && value !== now[name as keyof Settings],
  );
  if (differing.length === 0) return null;
  const params = {
    workflow,
    baseVersion: policyOf(state, workflow).version,
    ...Object.fromEntries(differing),
  };
  return { about: workflow, operation: 'policy.change', params, refusal: null };
}

function settingsOf(state: State, workflow: Workflow): Settings {
  const { requiredApprovals, alwaysRequireApproval, expiresAfterHours, addressHoldHours } = policyOf(
    state,
    workflow,
  );
  return {
    requiredApprovals,
    alwaysRequireApproval,
    expiresAfterHours,
    ...(addressHoldHours === null ? {} : { addressHoldHours }),
  };
}

/** The same power, however it is written down. What can't be normalized differs, and is refused with its reason. */
function areSame(held: Grants, wanted: Grants): boolean {
  const normal = normalizeGrants(wanted);
  return !isRefusal(normal) && canonicalJson(normal) === canonicalJson(held);
}

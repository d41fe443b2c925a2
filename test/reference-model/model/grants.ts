// §4: permissions are additive, per workflow and account; execute implies initiate, each of the three implies view.
import type { AccountPermission, Workflow, WorkflowPermission } from '../../../shared/contract/organization';
import type { Grants, Member, Organization } from './state';

export const NO_GRANTS: Grants = { workflows: [], accounts: [] };
export const ALL_WORKFLOWS: Workflow[] = ['withdrawals', 'addresses', 'access', 'policies'];
export const ORGANIZATION = 'organization';
export const EVERY_ACCOUNT = '*';

const WORKFLOW_PERMISSIONS: WorkflowPermission[] = ['view', 'initiate', 'approve', 'execute'];
const ACCOUNT_PERMISSIONS: AccountPermission[] = ['trade', 'earn.allocate', 'earn.deallocate'];

export function isAccountScoped(workflow: Workflow): boolean {
  return workflow === 'withdrawals' || workflow === 'addresses';
}

function implies(held: WorkflowPermission, asked: WorkflowPermission): boolean {
  return held === asked || asked === 'view' || (held === 'execute' && asked === 'initiate');
}

/** Whether these grants give it; `place` is an account, every account, or the organization. */
export function gives(
  grants: Grants,
  permission: WorkflowPermission,
  workflow: Workflow,
  place: string,
): boolean {
  return grants.workflows.some(
    (g) =>
      g.workflow === workflow &&
      (!isAccountScoped(workflow) || g.accountId === EVERY_ACCOUNT || g.accountId === place) &&
      g.permissions.some((held) => implies(held, permission)),
  );
}

export function givesOnAccount(grants: Grants, permission: AccountPermission, place: string): boolean {
  return grants.accounts.some(
    (g) => (g.accountId === EVERY_ACCOUNT || g.accountId === place) && g.permissions.includes(permission),
  );
}

/** holds(m, p, w, a) of §7, whatever the member's status. */
export function holds(m: Member, permission: WorkflowPermission, workflow: Workflow, place: string): boolean {
  return m.owner || gives(m.grants, permission, workflow, place);
}

/** What a member may do now: an unconfirmed, suspended or removed one nothing (§7, Confirmation). */
export function may(m: Member, permission: WorkflowPermission, workflow: Workflow, place: string): boolean {
  return m.status === 'active' && holds(m, permission, workflow, place);
}

/** One thing that can be given or taken: a permission on one place, *every account* being a place of its own (future ones). */
export interface Power {
  on: Workflow | 'account';
  permission: string;
  place: string;
}

export function powersOf(o: Organization, grants: Grants): Power[] {
  const accounts = [EVERY_ACCOUNT, ...o.accounts.map((a) => a.id)];
  const onWorkflows = ALL_WORKFLOWS.flatMap((on) =>
    (isAccountScoped(on) ? accounts : [ORGANIZATION]).flatMap((place) =>
      WORKFLOW_PERMISSIONS.filter((p) => gives(grants, p, on, place)).map((permission) => ({
        on,
        permission,
        place,
      })),
    ),
  );
  const onAccounts = accounts.flatMap((place) =>
    ACCOUNT_PERMISSIONS.filter((p) => givesOnAccount(grants, p, place)).map((permission) => ({
      on: 'account' as const,
      permission,
      place,
    })),
  );
  return [...onWorkflows, ...onAccounts];
}

export function without(powers: Power[], others: Power[]): Power[] {
  return powers.filter(
    (p) => !others.some((q) => q.on === p.on && q.permission === p.permission && q.place === p.place),
  );
}

/** What those accounts are called now. */
export function namesNow(o: Organization, ids: readonly string[]): string[] {
  return ids.map((id) => o.accounts.find((a) => a.id === id)?.name ?? id);
}

/** Every account that grants name, to be found or not. */
export function accountsNamed(grants: Grants): string[] {
  return [...grants.workflows.map((g) => g.accountId), ...grants.accounts.map((g) => g.accountId)].filter(
    (id): id is string => id !== undefined && id !== EVERY_ACCOUNT,
  );
}

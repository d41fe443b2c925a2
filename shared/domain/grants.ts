import type { AccountId } from '../contract/primitives';
import {
  ACCOUNT_PERMISSIONS,
  WORKFLOW_PERMISSIONS,
  WORKFLOWS,
  type AccountPermission,
  type AccountScope,
  type Grants,
  type Workflow,
  type WorkflowPermission,
} from '../contract/organization';
import { isAccountScoped } from './workflows';
import { fault, type Refusal } from './refusal';

/** A workflow on an account (`workflow|account`), on all accounts (`workflow|*`), or for the organization (`workflow|`). */
export type Scope = string;

export function scopeOf(workflow: Workflow, account: AccountScope | null): Scope {
  return `${workflow}|${account ?? ''}`;
}

const BIT: Readonly<Record<WorkflowPermission, number>> = { view: 1, initiate: 2, approve: 4, execute: 8 };
/** Each permission with everything it implies (§4): initiate, approve, execute → view; execute → initiate. */
const WITH_IMPLIED: Readonly<Record<WorkflowPermission, number>> = {
  view: 1,
  initiate: 3,
  approve: 5,
  execute: 11,
};

/** Grants prepared for lookup: what is held per scope, implications included. Rebuilt whenever the grants change. */
export interface Power {
  readonly workflows: ReadonlyMap<Scope, number>;
  readonly accounts: ReadonlyMap<AccountScope, ReadonlySet<AccountPermission>>;
}

export function powerOf(grants: Grants): Power {
  const workflows = new Map<Scope, number>();
  for (const grant of grants.workflows) {
    const scope = scopeOf(grant.workflow, grant.accountId ?? null);
    const bits = grant.permissions.reduce((sum, permission) => sum | WITH_IMPLIED[permission], 0);
    workflows.set(scope, (workflows.get(scope) ?? 0) | bits);
  }
  const accounts = new Map<AccountScope, Set<AccountPermission>>();
  for (const grant of grants.accounts) {
    const held = accounts.get(grant.accountId) ?? new Set();
    for (const permission of grant.permissions) held.add(permission);
    accounts.set(grant.accountId, held);
  }
  return { workflows, accounts };
}

/**
 * Whether `power` holds `permission` on `workflow` at `account` (null for organization-scoped workflows), by itself or
 * by what implies it, there or at all accounts (§7, `holds`, without the Owner's exception).
 */
export function powerHolds(
  power: Power,
  permission: WorkflowPermission,
  workflow: Workflow,
  account: AccountScope | null,
): boolean {
  const bit = BIT[permission];
  if (((power.workflows.get(scopeOf(workflow, account)) ?? 0) & bit) !== 0) return true;
  return account !== null && ((power.workflows.get(scopeOf(workflow, '*')) ?? 0) & bit) !== 0;
}

/** Whether `power` holds an account permission on this account, or on all of them. */
export function powerHoldsOnAccount(
  power: Power,
  permission: AccountPermission,
  account: AccountScope,
): boolean {
  return (
    (power.accounts.get(account)?.has(permission) ?? false) ||
    (power.accounts.get('*')?.has(permission) ?? false)
  );
}

/** Whether anything at all is granted on this account. */
export function powerTouches(power: Power, account: AccountId): boolean {
  for (const workflow of WORKFLOWS)
    if (isAccountScoped(workflow) && powerHolds(power, 'view', workflow, account)) return true;
  return (power.accounts.get(account)?.size ?? 0) > 0 || (power.accounts.get('*')?.size ?? 0) > 0;
}

/**
 * Merges repeated entries, sorts, and drops empty ones, so that equal grants are equal values. Refuses an account on an
 * organization-scoped workflow, and a missing one on an account-scoped workflow.
 */
export function normalizeGrants(grants: Grants): Grants | Refusal {
  const byScope = new Map<
    Scope,
    { workflow: Workflow; account: AccountScope | null; held: Set<WorkflowPermission> }
  >();
  for (const [index, grant] of grants.workflows.entries()) {
    if (isAccountScoped(grant.workflow) !== (grant.accountId !== undefined))
      return fault(
        `params.grants.workflows.${index}.accountId`,
        isAccountScoped(grant.workflow) ? 'name an account, or * for all' : 'this workflow has no accounts',
      );
    const scope = scopeOf(grant.workflow, grant.accountId ?? null);
    const entry = byScope.get(scope) ?? {
      workflow: grant.workflow,
      account: grant.accountId ?? null,
      held: new Set(),
    };
    for (const permission of grant.permissions) entry.held.add(permission);
    byScope.set(scope, entry);
  }
  const byAccount = new Map<AccountScope, Set<AccountPermission>>();
  for (const grant of grants.accounts) {
    const held = byAccount.get(grant.accountId) ?? new Set();
    for (const permission of grant.permissions) held.add(permission);
    byAccount.set(grant.accountId, held);
  }
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return {
    workflows: [...byScope]
      .filter(([, entry]) => entry.held.size > 0)
      .sort(([a], [b]) => compare(a, b))
      .map(([, { workflow, account, held }]) => ({
        workflow,
        ...(account === null ? {} : { accountId: account }),
        permissions: WORKFLOW_PERMISSIONS.filter((permission) => held.has(permission)),
      })),
    accounts: [...byAccount]
      .filter(([, held]) => held.size > 0)
      .sort(([a], [b]) => compare(a, b))
      .map(([account, held]) => ({
        accountId: account,
        permissions: ACCOUNT_PERMISSIONS.filter((permission) => held.has(permission)),
      })),
  };
}

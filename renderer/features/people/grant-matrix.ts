import {
  ACCOUNT_PERMISSIONS,
  WORKFLOW_PERMISSIONS,
  type AccountPermission,
  type AccountScope,
  type Grants,
  type Workflow,
  type WorkflowPermission,
} from '../../../shared/contract/organization';
import type { AccountId } from '../../../shared/contract/primitives';
import { powerHolds, powerHoldsOnAccount, powerOf } from '../../../shared/domain/grants';
import { isAccountScoped } from '../../../shared/domain/workflows';

/** A row of the matrix: a workflow at a place, or an account’s own permissions (`workflow` null). */
export interface Place {
  workflow: Workflow | null;
  /** Null for the organization. */
  accountId: AccountScope | null;
}
export type Permission = WorkflowPermission | AccountPermission;

export const noGrants: Grants = { workflows: [], accounts: [] };

/**
 * How a cell is drawn: held, implied by another grant, not held; given or taken in the draft, or falling away with what
 * implied it.
 */
export type CellState = 'on' | 'implied' | 'off' | 'given' | 'taken' | 'lost';

export function permissionsOf(workflow: Workflow | null): readonly Permission[] {
  return workflow === null ? ACCOUNT_PERMISSIONS : WORKFLOW_PERMISSIONS;
}

/** The rows of one part of the matrix, all accounts first. */
export function placesOf(workflow: Workflow | null, accounts: readonly { id: AccountId }[]): Place[] {
  if (workflow !== null && !isAccountScoped(workflow)) return [{ workflow, accountId: null }];
  return [{ workflow, accountId: '*' }, ...accounts.map(({ id }) => ({ workflow, accountId: id }))];
}

function grantedAt(grants: Grants, place: Place): readonly Permission[] {
  return place.workflow === null
    ? grants.accounts.filter((one) => one.accountId === place.accountId).flatMap((one) => one.permissions)
    : grants.workflows
        .filter(
          (one) => one.workflow === place.workflow && (one.accountId ?? null) === (place.accountId ?? null),
        )
        .flatMap((one) => one.permissions);
}

/** Whether it is held there, by a grant of its own or by one that gives it too (§4). */
export function holdsAt(grants: Grants, place: Place, permission: Permission): boolean {
  const power = powerOf(grants);
  if (place.workflow !== null)
    return powerHolds(power, permission as WorkflowPermission, place.workflow, place.accountId);
  return (
    place.accountId !== null && powerHoldsOnAccount(power, permission as AccountPermission, place.accountId)
  );
}

export function cellState(before: Grants, after: Grants, place: Place, permission: Permission): CellState {
  const had = grantedAt(before, place).includes(permission);
  const has = grantedAt(after, place).includes(permission);
  if (has) return had ? 'on' : 'given';
  if (had) return 'taken';
  if (holdsAt(after, place, permission)) return 'implied';
  return holdsAt(before, place, permission) ? 'lost' : 'off';
}

/** The grants with one cell flipped; what implies it elsewhere stays as it is. */
export function flipped(grants: Grants, place: Place, permission: Permission): Grants {
  const held = grantedAt(grants, place);
  const next = held.includes(permission) ? held.filter((one) => one !== permission) : [...held, permission];
  const { workflow, accountId } = place;
  if (workflow === null) {
    const others = grants.accounts.filter((one) => one.accountId !== accountId);
    const permissions = ACCOUNT_PERMISSIONS.filter((one) => next.includes(one));
    return accountId === null || permissions.length === 0
      ? { ...grants, accounts: others }
      : { ...grants, accounts: [...others, { accountId, permissions }] };
  }
  const others = grants.workflows.filter(
    (one) => one.workflow !== workflow || (one.accountId ?? null) !== accountId,
  );
  const permissions = WORKFLOW_PERMISSIONS.filter((one) => next.includes(one));
  const grant = { workflow, ...(accountId === null ? {} : { accountId }), permissions };
  return { ...grants, workflows: permissions.length === 0 ? others : [...others, grant] };
}

export function isTouched(before: Grants, after: Grants, place: Place): boolean {
  return permissionsOf(place.workflow).some((permission) =>
    ['given', 'taken', 'lost'].includes(cellState(before, after, place, permission)),
  );
}

/** Every cell that is granted by itself, as one word each. */
function cellsOf(grants: Grants): Map<string, { place: Place; permission: Permission }> {
  const cells = new Map<string, { place: Place; permission: Permission }>();
  const add = (place: Place, permissions: readonly Permission[]) => {
    for (const permission of permissions)
      cells.set(`${place.workflow ?? ''}|${place.accountId ?? ''}|${permission}`, { place, permission });
  };
  for (const { workflow, accountId = null, permissions } of grants.workflows)
    add({ workflow, accountId }, permissions);
  for (const { accountId, permissions } of grants.accounts) add({ workflow: null, accountId }, permissions);
  return cells;
}

/**
 * What was drawn on `base`, put on what stands now: each cell that was given or taken by itself. What came true meanwhile
 * falls away, so nothing can be in conflict.
 */
export function rebasedGrants(base: Grants, drawn: Grants, now: Grants): Grants {
  const had = cellsOf(base);
  const has = cellsOf(drawn);
  const stands = cellsOf(now);
  const given = [...has].filter(([key]) => !had.has(key) && !stands.has(key));
  const taken = [...had].filter(([key]) => !has.has(key) && stands.has(key));
  return [...given, ...taken].reduce(
    (grants, [, { place, permission }]) => flipped(grants, place, permission),
    now,
  );
}

/** How many cells differ, each counted by itself. */
export function cellsThatDiffer(one: Grants, other: Grants): number {
  const [left, right] = [cellsOf(one), cellsOf(other)];
  return (
    [...left.keys()].filter((key) => !right.has(key)).length +
    [...right.keys()].filter((key) => !left.has(key)).length
  );
}

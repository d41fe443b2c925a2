import type { AccountPermission, Workflow, WorkflowPermission } from '../../../shared/contract/organization';
import { isRecord } from './shown-params';

export type Permission = WorkflowPermission | AccountPermission;

/** What changes at one place: a workflow on an account, or an account's own permissions. */
export interface GrantChange {
  workflow: Workflow | null;
  /** Name of the account, `*` for all of them, or null for the organization. */
  account: string | null;
  before: Permission[];
  gained: Permission[];
  lost: Permission[];
}

interface Grant {
  workflow: Workflow | null;
  account: string | null;
  permissions: Permission[];
}

function grantsIn(value: unknown): Grant[] {
  if (!isRecord(value)) return [];
  const listOf = (key: string): unknown[] => (Array.isArray(value[key]) ? (value[key] as unknown[]) : []);
  return [...listOf('workflows'), ...listOf('accounts')].filter(isRecord).flatMap((grant) => {
    const { workflow, account, permissions } = grant;
    // The reach of a Service User names accounts too, and grants nothing by it.
    if (!Array.isArray(permissions)) return [];
    return [
      {
        workflow: typeof workflow === 'string' ? (workflow as Workflow) : null,
        account: typeof account === 'string' ? account : null,
        permissions: permissions as Permission[],
      },
    ];
  });
}

/** Compares the grants of a view, place by place; places that change come first. */
export function grantChangesOf(before: unknown, after: unknown): GrantChange[] {
  const places = new Map<string, GrantChange>();
  const keyOf = (grant: Grant) => `${grant.workflow ?? ''}|${grant.account ?? ''}`;
  for (const grant of grantsIn(before)) {
    const { workflow, account, permissions } = grant;
    places.set(keyOf(grant), { workflow, account, before: permissions, gained: [], lost: [...permissions] });
  }
  for (const grant of grantsIn(after)) {
    const had = places.get(keyOf(grant));
    const held = had?.before ?? [];
    places.set(keyOf(grant), {
      workflow: grant.workflow,
      account: grant.account,
      before: held,
      gained: grant.permissions.filter((one) => !held.includes(one)),
      lost: held.filter((one) => !grant.permissions.includes(one)),
    });
  }
  const isChange = (one: GrantChange) => one.gained.length > 0 || one.lost.length > 0;
  const all = [...places.values()];
  return [...all.filter(isChange), ...all.filter((one) => !isChange(one))];
}

export interface SettingChange {
  setting: string;
  before: unknown;
  after: unknown;
}

/**
 * Compares the settings of a policy's, an account's or a Service User's view; only what differs is given. Null stands for
 * what isn't there yet, or any more.
 */
export function settingChangesOf(before: unknown, after: unknown): SettingChange[] {
  const was = before === null ? {} : before;
  const is = after === null ? {} : after;
  if (!isRecord(was) || !isRecord(is)) return [];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter(
      (setting) => setting !== 'version' && JSON.stringify(was[setting]) !== JSON.stringify(is[setting]),
    )
    .map((setting) => ({ setting, before: was[setting], after: is[setting] }));
}

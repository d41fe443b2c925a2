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

/** From the least to the most that somebody can do with it. */
const BY_POWER: readonly Permission[] = [
  'view',
  'earn.deallocate',
  'earn.allocate',
  'trade',
  'initiate',
  'approve',
  'execute',
];
/** Who governs can give themself the rest, so that weighs more than money. */
const WORKFLOWS_BY_POWER: readonly (Workflow | null)[] = [
  null,
  'addresses',
  'withdrawals',
  'policies',
  'access',
];

/** The same changes, those that give the most first, and what only takes last. */
export function changesByPower(changes: readonly GrantChange[]): GrantChange[] {
  const most = (list: readonly Permission[]) => Math.max(-1, ...list.map((one) => BY_POWER.indexOf(one)));
  const weight = ({ gained, lost, workflow, account }: GrantChange): number[] => [
    most(gained),
    gained.length === 0 ? most(lost) : 0,
    WORKFLOWS_BY_POWER.indexOf(workflow),
    gained.length,
    account === '*' ? 1 : 0,
  ];
  return changes
    .map((change) => ({ change, weight: weight(change) }))
    .sort((a, b) => b.weight.map((part, at) => part - (a.weight[at] ?? 0)).find((part) => part !== 0) ?? 0)
    .map(({ change }) => change);
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

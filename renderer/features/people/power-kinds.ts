import {
  ACCOUNT_PERMISSIONS,
  WORKFLOW_PERMISSIONS,
  WORKFLOWS,
  type AccountPermission,
  type AccountScope,
  type Grants,
  type Workflow,
} from '../../../shared/contract/organization';
import type { AccountId } from '../../../shared/contract/primitives';
import type { Rest } from '../../../shared/domain/policies';
import { isAccountScoped } from '../../../shared/domain/workflows';
import { holdsAt } from './grant-matrix';

/** What the grants of one person on one workflow come to at one place; `may` is an account permission. */
export type PowerKind =
  | 'nothing'
  | 'sees'
  | 'starts'
  | 'decides'
  | 'startsAndDecides'
  | 'completes'
  | 'completesAndDecides'
  | 'may';

export type RestOf = (workflow: Workflow) => Rest | null;

export interface PowerLine {
  subject: Workflow | AccountPermission;
  /** `all` and `others` hold on accounts to come as well; `named` are those there are. */
  reach: 'organization' | 'all' | 'others' | 'named';
  /** Names of the accounts it is about; empty for the organization. */
  accounts: string[];
  /** Whether those are all that there are, though each by a grant of its own. */
  isEvery: boolean;
  before: PowerKind;
  after: PowerKind;
  /** Why Execute, which is held, completes nothing. */
  rests: Rest | null;
}

/** What the Owner holds without any grant (§2). */
export const OWNER_GRANTS: Grants = {
  workflows: WORKFLOWS.map((workflow) => ({
    workflow,
    ...(isAccountScoped(workflow) ? { accountId: '*' as const } : {}),
    permissions: [...WORKFLOW_PERMISSIONS],
  })),
  accounts: [{ accountId: '*', permissions: [...ACCOUNT_PERMISSIONS] }],
};

type Subject = PowerLine['subject'];
const isWorkflow = (subject: Subject): subject is Workflow =>
  (WORKFLOWS as readonly Subject[]).includes(subject);

function kindAt(grants: Grants, subject: Subject, accountId: AccountScope | null, rests: boolean): PowerKind {
  if (!isWorkflow(subject))
    return holdsAt(grants, { workflow: null, accountId }, subject) ? 'may' : 'nothing';
  const has = (permission: 'view' | 'initiate' | 'approve' | 'execute') =>
    holdsAt(grants, { workflow: subject, accountId }, permission);
  const decides = has('approve');
  // Where Execute rests it starts, like Initiate.
  if (has('execute') && !rests) return decides ? 'completesAndDecides' : 'completes';
  if (has('initiate')) return decides ? 'startsAndDecides' : 'starts';
  if (decides) return 'decides';
  return has('view') ? 'sees' : 'nothing';
}

/** What somebody could do before and after, places of the same kind in one line; what changes comes first. */
export function powerLines(
  before: Grants,
  after: Grants,
  accounts: readonly { id: AccountId; name: string }[],
  restOf: RestOf,
): PowerLine[] {
  const all = [...WORKFLOWS, ...ACCOUNT_PERMISSIONS].flatMap((subject) =>
    linesOf(before, after, accounts, subject, isWorkflow(subject) ? restOf(subject) : null),
  );
  return [...all.filter((one) => one.before !== one.after), ...all.filter((one) => one.before === one.after)];
}

function linesOf(
  before: Grants,
  after: Grants,
  accounts: readonly { id: AccountId; name: string }[],
  subject: Subject,
  rest: Rest | null,
): PowerLine[] {
  const lines = new Map<string, PowerLine>();
  const at = (scope: AccountScope | null, reach: PowerLine['reach']): PowerLine | null => {
    const was = kindAt(before, subject, scope, rest !== null);
    const is = kindAt(after, subject, scope, rest !== null);
    if (was === 'nothing' && is === 'nothing') return null;
    const holdsExecute =
      isWorkflow(subject) && holdsAt(after, { workflow: subject, accountId: scope }, 'execute');
    const rests = holdsExecute ? rest : null;
    const key = `${was}|${is}|${rests ?? ''}`;
    const line = lines.get(key) ?? {
      subject,
      reach,
      accounts: [],
      isEvery: false,
      before: was,
      after: is,
      rests,
    };
    lines.set(key, line);
    return line;
  };
  if (isWorkflow(subject) && !isAccountScoped(subject)) at(null, 'organization');
  else {
    // All accounts, those to come among them, come first: what holds there already needs no names.
    at('*', 'all');
    for (const { id, name } of accounts) at(id, 'named')?.accounts.push(name);
  }
  const found = [...lines.values()];
  const isMixed = found.some(({ reach }) => reach === 'named');
  return found.map((line) => ({
    ...line,
    reach: line.reach === 'all' && isMixed ? 'others' : line.reach,
    isEvery: line.accounts.length === accounts.length && accounts.length > 1,
  }));
}

import { WORKFLOWS, type Grants, type Workflow } from '../../../shared/contract/organization';
import type { AccountId } from '../../../shared/contract/primitives';
import { isAccountScoped } from '../../../shared/domain/workflows';
import { holdsAt } from './grant-matrix';

/** What the grants of one person on one workflow come to at one place. */
export type PowerKind =
  'nothing' | 'sees' | 'starts' | 'decides' | 'startsAndDecides' | 'completes' | 'completesAndDecides';

export interface PowerLine {
  workflow: Workflow;
  /** Names of the accounts it is about; empty for the organization. */
  accounts: string[];
  /** Whether it is about every account there is. */
  isEverywhere: boolean;
  before: PowerKind;
  after: PowerKind;
}

function kindAt(grants: Grants, workflow: Workflow, accountId: AccountId | null, isToggled: boolean) {
  const has = (permission: 'view' | 'initiate' | 'approve' | 'execute') =>
    holdsAt(grants, { workflow, accountId }, permission);
  const decides = has('approve');
  // Under the toggle Execute rests (§5): it starts, like Initiate.
  if (has('execute') && !isToggled) return decides ? 'completesAndDecides' : 'completes';
  if (has('initiate')) return decides ? 'startsAndDecides' : 'starts';
  if (decides) return 'decides';
  return has('view') ? 'sees' : 'nothing';
}

/** What somebody could do before and after, places of the same kind in one line; what changes comes first. */
export function powerLines(
  before: Grants,
  after: Grants,
  accounts: readonly { id: AccountId; name: string }[],
  isToggled: (workflow: Workflow) => boolean,
): PowerLine[] {
  const lines = new Map<string, PowerLine>();
  for (const workflow of WORKFLOWS) {
    const places = isAccountScoped(workflow) ? accounts : [null];
    for (const place of places) {
      const was = kindAt(before, workflow, place?.id ?? null, isToggled(workflow));
      const is = kindAt(after, workflow, place?.id ?? null, isToggled(workflow));
      if (was === 'nothing' && is === 'nothing') continue;
      const key = `${workflow}|${was}|${is}`;
      const line = lines.get(key) ?? {
        workflow,
        accounts: [],
        isEverywhere: false,
        before: was,
        after: is,
      };
      if (place) line.accounts.push(place.name);
      line.isEverywhere = place !== null && line.accounts.length === accounts.length && accounts.length > 1;
      lines.set(key, line);
    }
  }
  const all = [...lines.values()];
  return [...all.filter((one) => one.before !== one.after), ...all.filter((one) => one.before === one.after)];
}

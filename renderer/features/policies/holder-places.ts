import type { PowerHolder } from '../../../shared/contract/coverage';
import type { Workflow, WorkflowPermission } from '../../../shared/contract/organization';
import type { AccountId } from '../../../shared/contract/primitives';
import { isAccountScoped } from '../../../shared/domain/workflows';

/** The accounts on which the same people hold something; null where it is the same everywhere. */
export interface HolderPlace {
  accounts: readonly AccountId[] | null;
  holders: readonly PowerHolder[];
}

function holdsOn(
  holder: PowerHolder,
  workflow: Workflow,
  wanted: readonly WorkflowPermission[],
  account: AccountId | null,
): boolean {
  return holder.powers.some(
    ({ workflow: on, accountId, permissions }) =>
      on === workflow &&
      (account === null || accountId === '*' || accountId === account) &&
      permissions.some((one) => wanted.includes(one)),
  );
}

/** Who holds one of these permissions in a workflow, told apart by account only where it isn't the same on all of them. */
export function holdersByPlace(
  holders: readonly PowerHolder[],
  workflow: Workflow,
  wanted: readonly WorkflowPermission[],
  accounts: readonly AccountId[],
): HolderPlace[] {
  const at = (account: AccountId | null) =>
    holders.filter((holder) => holdsOn(holder, workflow, wanted, account));
  if (!isAccountScoped(workflow) || accounts.length === 0) return [{ accounts: null, holders: at(null) }];
  const places = new Map<string, { accounts: AccountId[]; holders: readonly PowerHolder[] }>();
  for (const account of accounts) {
    const here = at(account);
    const key = here.map(({ id }) => id).join();
    const place = places.get(key);
    if (place) place.accounts.push(account);
    else places.set(key, { accounts: [account], holders: here });
  }
  const [only, ...others] = places.values();
  return only && others.length === 0 ? [{ accounts: null, holders: only.holders }] : [...places.values()];
}

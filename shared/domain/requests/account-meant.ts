import type { AccountId } from '../../contract/primitives';
import type { AnyParams, Operation } from '../../contract/requests';
import { ruleOf } from '../operations';
import { fault, refuse, type Refusal } from '../refusal';
import type { State } from '../state';
import { isAccountScoped, WORKFLOW_OF } from '../workflows';

/** An operation, and the account that was named with it, if one was. */
export interface Placed {
  readonly operation: Operation;
  readonly params: AnyParams;
  readonly accountId: AccountId | null;
}

/** The account that an operation means, named or by what its parameters point at; null where it takes none (§3). */
export function accountMeant(
  state: State,
  { operation, params, accountId }: Placed,
): AccountId | null | Refusal {
  const rule = ruleOf(operation);
  if (!isAccountScoped(WORKFLOW_OF[operation]))
    return accountId === null ? null : fault('accountId', 'This operation takes no account.');
  const meant = accountId ?? rule.accountOf?.(state, params) ?? null;
  if (meant !== null) return state.accounts.get(meant) ? meant : noSuch(accountId);
  return rule.accountOf ? noSuch(null) : fault('accountId', 'Name the account.');
}

/** The same words for what isn't there and for what one may not know: nobody learns from them that it is. */
export function noSuch(named: AccountId | null): Refusal {
  return refuse('not_found', `There is no such ${named === null ? 'address' : 'account'}.`);
}

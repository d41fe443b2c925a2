import type { ParamsOf } from '../../contract/requests';
import { WORKFLOWS } from '../../contract/organization';
import type { AccountId } from '../../contract/primitives';
import { policyOf } from '../policies';
import { refuse, type Refusal } from '../refusal';
import type { State } from '../state';
import { isAccountScoped } from '../workflows';
import { shownAccount } from './access-changes';
import type { OperationRule } from './rule';

function nameTaken(state: State, name: string, except: AccountId | null): Refusal | null {
  for (const account of state.accounts.values())
    if (account.name === name && account.id !== except)
      return refuse('conflict', `There is an account called “${name}” already.`);
  return null;
}

export const accountCreate: OperationRule<ParamsOf<'account.create'>> = {
  resolve: ({ params }) => params,
  precondition: (state, _now, _accountId, params) => nameTaken(state, params.name, null),
  view: ({ params }) => ({ params: { name: params.name } }),
  apply(work, request) {
    const id = work.ids.next('acc') as AccountId;
    // Dormant where money is guarded by a lock, until coverage first holds there (§7, New accounts).
    const dormantIn = WORKFLOWS.filter(
      (workflow) => isAccountScoped(workflow) && policyOf(work.state, workflow).locked,
    );
    work.record({
      type: 'account.created',
      account: { id, name: request.params.name, createdAt: work.now, dormantIn },
    });
    return { accountId: id };
  },
};

export const accountRename: OperationRule<ParamsOf<'account.rename'>> = {
  resolve: ({ state, params }) =>
    state.accounts.get(params.accountId) ? params : refuse('not_found', 'There is no such account.'),
  precondition: (state, _now, _accountId, params) => nameTaken(state, params.name, params.accountId),
  view: ({ state, params }) => ({
    params: { account: shownAccount(state, params.accountId), name: params.name },
  }),
  apply(work, request) {
    work.record({ type: 'account.renamed', accountId: request.params.accountId, name: request.params.name });
    return { accountId: request.params.accountId };
  },
};

import {
  ACCOUNT_PERMISSIONS,
  WORKFLOW_PERMISSIONS,
  WORKFLOWS,
  type AccountPermission,
  type Workflow,
  type WorkflowPermission,
} from '../contract/organization';
import type { AccountId } from '../contract/primitives';
import { OPERATIONS, type Operation } from '../contract/requests';
import type { AuthorizeAnswer } from '../contract/what-if';
import { powerHoldsOnAccount, powerOf } from './grants';
import { compliesWith, holds } from './members';
import { memberPower, type Member, type ServiceUser, type State } from './state';
import { isAccountScoped, WORKFLOW_OF } from './workflows';

/** What an action asks for: an account permission, a workflow's permission, or nothing that could be granted. */
type Asked =
  | { kind: 'account'; permission: AccountPermission }
  | { kind: 'workflow'; workflow: Workflow; permission: WorkflowPermission }
  | { kind: 'owner-only' };

function isOneOf<T extends string>(list: readonly T[], value: string | undefined): value is T {
  return value !== undefined && (list as readonly string[]).includes(value);
}

/** Everything that has no permission of its own (futures, OTC, convert, custody settlement) is Owner-only (§4). */
function asked(action: string): Asked {
  if (isOneOf(ACCOUNT_PERMISSIONS, action)) return { kind: 'account', permission: action };
  if (isOneOf(OPERATIONS as readonly Operation[], action))
    return { kind: 'workflow', workflow: WORKFLOW_OF[action], permission: 'initiate' };
  const [workflow, permission, ...more] = action.split('.');
  return more.length === 0 && isOneOf(WORKFLOWS, workflow) && isOneOf(WORKFLOW_PERMISSIONS, permission)
    ? { kind: 'workflow', workflow, permission }
    : { kind: 'owner-only' };
}

const answer = (allowed: boolean, because: AuthorizeAnswer['because'], detail: string): AuthorizeAnswer => ({
  allowed,
  because,
  detail,
});

/** May this member do that there, and why (§4)? `account` is null for what concerns the organization. */
export function authorizeMember(
  state: State,
  member: Member,
  action: string,
  account: AccountId | null,
): AuthorizeAnswer {
  const who = member.displayName;
  if (member.status !== 'active') return answer(false, 'not_active', `${who} isn’t an active member.`);
  if (state.organization && !compliesWith(state.organization.signInPolicy, member))
    return answer(false, 'factor_missing', `${who} has no factor that the sign-in policy accepts.`);
  if (member.owner) return answer(true, 'owner', `${who} is the Owner, who holds every permission.`);
  const what = asked(action);
  if (what.kind === 'owner-only')
    return answer(false, 'owner_only', `“${action}” has no permission of its own: only the Owner may.`);
  const granted =
    what.kind === 'account'
      ? account !== null && powerHoldsOnAccount(memberPower(member, powerOf), what.permission, account)
      : holds(member, what.permission, what.workflow, isAccountScoped(what.workflow) ? account : null);
  return granted
    ? answer(true, 'granted', `${who} was granted ${action}.`)
    : answer(false, 'not_granted', `${who} wasn’t granted ${action} there.`);
}

/** May this Service User do that there: by its scopes, on its accounts, and nothing else (§4). */
export function authorizeServiceUser(
  serviceUser: ServiceUser,
  action: string,
  account: AccountId | null,
): AuthorizeAnswer {
  const who = serviceUser.name;
  if (!serviceUser.enabled) return answer(false, 'not_active', `${who} is disabled.`);
  const scope = scopeFor(action);
  if (scope === null) return answer(false, 'service_users_never', `Service Users can never do “${action}”.`);
  const granted =
    account !== null && serviceUser.accountIds.includes(account) && serviceUser.scopes.includes(scope);
  return granted
    ? answer(true, 'scope', `${who} has the scope ${scope} on this account.`)
    : answer(false, 'not_granted', `${who} hasn’t the scope ${scope} on this account.`);
}

function scopeFor(action: string): ServiceUser['scopes'][number] | null {
  if (action === 'trade' || action === 'query') return action;
  if (action === 'earn.allocate' || action === 'earn.deallocate') return 'earn';
  if (action === 'withdrawals.view') return 'query';
  const withdraws = [
    'withdrawals.initiate',
    'withdrawal.crypto.create',
    'withdrawal.fiat.create',
    'withdraw',
  ];
  return withdraws.includes(action) ? 'withdraw' : null;
}

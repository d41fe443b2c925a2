import type { AccountId } from '../contract/primitives';
import type { DomainEvent } from './events';
import { evolveAccess, isAccessEvent } from './evolve-access';
import { evolveRequest, isRequestEvent } from './evolve-request';
import { post, NO_BALANCE } from './money';
import { must } from './must';
import { balanceKey, type Account, type OrganizationRecord, type State } from './state';

function changeAccount(state: State, id: AccountId, change: (account: Account) => Partial<Account>): void {
  const account = must(state.accounts.get(id), 'account');
  state.accounts.set(id, { ...account, ...change(account) });
}

/** Security settings are versioned with the organization (api.md, Conventions). */
function changeOrganization(state: State, change: Partial<OrganizationRecord>): void {
  const organization = must(state.organization, 'organization');
  state.organization = { ...organization, ...change, version: organization.version + 1 };
}

/**
 * Applies one event that happened `at` (epoch milliseconds) to `state`, which callers have forked. No decision is made
 * here: an event that stands in the ledger is a fact.
 */
export function evolve(state: State, event: DomainEvent, at: number): void {
  state.lastEventAt = at;
  switch (event.type) {
    case 'organization.created':
      state.organization = event.organization;
      state.members.set(event.owner.id, event.owner);
      state.accounts.set(event.account.id, event.account);
      for (const policy of event.policies) state.policies.set(policy.workflow, policy);
      return;
    case 'member.invited':
      state.members.set(event.member.id, event.member);
      return;
    case 'account.created':
      state.accounts.set(event.account.id, event.account);
      return;
    case 'account.renamed':
      changeAccount(state, event.accountId, () => ({ name: event.name }));
      return;
    case 'account.awakened':
      changeAccount(state, event.accountId, ({ dormantIn }) => ({
        dormantIn: dormantIn.filter((workflow) => workflow !== event.workflow),
      }));
      return;
    case 'role.saved':
      state.roles.set(event.role.id, event.role);
      return;
    case 'role.deleted':
      state.roles.delete(event.roleId);
      return;
    case 'security.sign-in-changed':
      changeOrganization(state, { signInPolicy: event.signInPolicy });
      return;
    case 'security.session-changed':
      changeOrganization(state, { session: event.session });
      return;
    case 'policy.changed': {
      state.policies.set(event.policy.workflow, event.policy);
      // An account is dormant only while the workflow is locked (§6, fine print).
      if (!event.policy.locked)
        for (const account of [...state.accounts.values()])
          if (account.dormantIn.includes(event.policy.workflow))
            changeAccount(state, account.id, ({ dormantIn }) => ({
              dormantIn: dormantIn.filter((workflow) => workflow !== event.policy.workflow),
            }));
      return;
    }
    case 'address.added':
      state.addresses.set(event.address.id, event.address);
      return;
    case 'address.removed':
      state.addresses.set(event.addressId, {
        ...must(state.addresses.get(event.addressId), 'address'),
        removed: true,
      });
      return;
    case 'ledger.posted': {
      const { accountId, asset, kind, amount } = event.posting;
      const key = balanceKey(accountId, asset);
      state.balances.set(key, post(state.balances.get(key) ?? NO_BALANCE, kind, amount));
      return;
    }
    case 'request.created':
      state.lastRequestNumber = event.request.number;
      state.requests.set(event.request.id, event.request);
      return;
    default:
      if (isRequestEvent(event)) evolveRequest(state, event, at);
      else if (isAccessEvent(event)) evolveAccess(state, event, at);
  }
}

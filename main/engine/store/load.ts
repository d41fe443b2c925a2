import {
  emptyState,
  isOpen,
  type Account,
  type Address,
  type GovernedRequest,
  type Member,
  type OrganizationRecord,
  type Policy,
  type Role,
  type ServiceUser,
  type State,
} from '../../../shared/domain/state';
import { balanceKey } from '../../../shared/domain/state';
import type { AccountId } from '../../../shared/contract/primitives';
import { decode } from '../codec';
import { compiled, sql } from './statement';
import type { SqliteStore } from './sqlite-store';

interface Document {
  document: string;
}
const read = <T>(row: Document): T => decode(row.document) as T;

/** Reads the state that decisions need: everything but requests that have ended. */
export function loadState(store: SqliteStore): State {
  const state = emptyState();
  const organization = store.first<Document>(compiled(sql.selectFrom('organization').select('document')));
  if (!organization) return state;
  state.organization = read<OrganizationRecord>(organization);
  for (const row of store.all<Document>(compiled(sql.selectFrom('members').select('document')))) {
    const member = read<Member>(row);
    state.members.set(member.id, member);
  }
  for (const row of store.all<Document>(compiled(sql.selectFrom('service_users').select('document')))) {
    const serviceUser = read<ServiceUser>(row);
    state.serviceUsers.set(serviceUser.id, serviceUser);
  }
  for (const row of store.all<Document>(compiled(sql.selectFrom('roles').select('document')))) {
    const role = read<Role>(row);
    state.roles.set(role.id, role);
  }
  for (const row of store.all<Document>(compiled(sql.selectFrom('accounts').select('document')))) {
    const account = read<Account>(row);
    state.accounts.set(account.id, account);
  }
  for (const row of store.all<Document>(
    compiled(sql.selectFrom('policies').select('document').orderBy('workflow').orderBy('version')),
  )) {
    const policy = read<Policy>(row);
    state.policies.set(policy.workflow, policy);
  }
  for (const row of store.all<Document>(compiled(sql.selectFrom('addresses').select('document')))) {
    const address = read<Address>(row);
    state.addresses.set(address.id, address);
  }
  for (const row of store.all<{ account_id: AccountId; asset: string; available: string; held: string }>(
    compiled(sql.selectFrom('balances').selectAll()),
  ))
    state.balances.set(balanceKey(row.account_id, row.asset), {
      available: BigInt(row.available),
      held: BigInt(row.held),
    });
  for (const row of store.all<Document>(
    compiled(sql.selectFrom('requests').select('document').where('open', '=', 1)),
  )) {
    const request = read<GovernedRequest>(row);
    if (isOpen(request)) state.requests.set(request.id, request);
  }
  const newest = store.first<{ number: number }>(
    compiled(sql.selectFrom('requests').select('number').orderBy('number', 'desc').limit(1)),
  );
  state.lastRequestNumber = newest?.number ?? 0;
  const last = store.first<{ at: number }>(
    compiled(sql.selectFrom('ledger').select('at').orderBy('seq', 'desc').limit(1)),
  );
  state.lastEventAt = last?.at ?? 0;
  return state;
}

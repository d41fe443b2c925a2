import { WORKFLOWS, type Person } from '../../../shared/contract/organization';
import { CONTRACT_VERSION } from '../../../shared/contract/operations';
import { ASSETS } from '../../../shared/domain/assets';
import { rolesOf } from '../../../shared/domain/roles';
import { knowsAccount, seesAccount } from '../../../shared/domain/members';
import { policyOf } from '../../../shared/domain/policies';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import { seesRequest } from '../../../shared/domain/requests/approvers';
import type { Account, GovernedRequest, Member, Policy } from '../../../shared/domain/state';
import type { EngineParts, Handler, PublicHandler } from '../parts';
import {
  policySettings,
  presentAccount,
  presentAddress,
  presentMember,
  presentOrganization,
  presentPolicy,
  presentPosting,
} from '../present/records';
import { presentRole, presentServiceUser } from '../present/service-users';
import { iso } from '../present/times';
import { policyRequestsEnded, policyVersions, postingsOf } from '../store/queries';
import { compiled, sql } from '../store/statement';
import type { KeyId, RequestId } from '../../../shared/contract/primitives';
import { PRODUCT_VERSION } from '../../../shared/contract/version';
import { DEFAULT_LIMIT, packMoment, pageOf, unpackMoment } from './paging';

export const getHealth: PublicHandler<'health.get'> = (engine) => ({
  status: 'ok',
  version: PRODUCT_VERSION,
  contract: CONTRACT_VERSION,
  organization: engine.journal.state.organization !== null,
  store: 'sqlite',
});

export const getOrganization: Handler<'organization.get'> = (engine) => {
  const { organization } = engine.journal.state;
  return organization
    ? presentOrganization(organization)
    : refuse('not_found', 'There is no organization yet.');
};

const byName = (a: { displayName: string }, b: { displayName: string }): number =>
  a.displayName < b.displayName ? -1 : a.displayName > b.displayName ? 1 : 0;

export const listMembers: Handler<'members.list'> = (engine, input, { member: reader }) => {
  const { state } = engine.journal;
  const shown = [...state.members.values()]
    .sort(byName)
    .map((member) => presentMember(state, reader, member));
  return pageOf(shown, input);
};

export const getMember: Handler<'members.get'> = (engine, { id }, { member: reader }) => {
  const member = engine.journal.state.members.get(id);
  return member
    ? presentMember(engine.journal.state, reader, member)
    : refuse('not_found', 'There is no such member.');
};

export const listServiceUsers: Handler<'serviceUsers.list'> = (engine, input, { member: reader }) => {
  const { state } = engine.journal;
  const lastUsedAt = keyUses(engine);
  const shown = [...state.serviceUsers.values()]
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.createdAt - b.createdAt))
    .map((serviceUser) => presentServiceUser(state, reader, serviceUser, lastUsedAt));
  return pageOf(shown, input);
};

export const getServiceUser: Handler<'serviceUsers.get'> = (engine, { id }, { member: reader }) => {
  const serviceUser = engine.journal.state.serviceUsers.get(id);
  return serviceUser
    ? presentServiceUser(engine.journal.state, reader, serviceUser, keyUses(engine))
    : refuse('not_found', 'There is no such Service User.');
};

/** When each key was used last. */
function keyUses(engine: EngineParts): (key: KeyId) => number | null {
  const rows = engine.store.all<{ key_id: string; last_used_at: number | null }>(
    compiled(sql.selectFrom('api_keys').select(['key_id', 'last_used_at'])),
  );
  const uses = new Map(rows.map((row) => [row.key_id, row.last_used_at]));
  return (key) => uses.get(key) ?? null;
}

export const listRoles: Handler<'roles.list'> = (engine, input, { member: reader }) => {
  const { state } = engine.journal;
  return pageOf(
    rolesOf(state).map((role) => presentRole(state, reader, role)),
    input,
  );
};

export const listAccounts: Handler<'accounts.list'> = (engine, input, { member: reader }) => {
  const { state } = engine.journal;
  const shown = [...state.accounts.values()]
    .filter((account) => knowsAccount(reader, account.id))
    .sort((a, b) => a.createdAt - b.createdAt || (a.name < b.name ? -1 : 1))
    .map((account) => presentAccount(state, reader, account));
  return pageOf(shown, input);
};

/** The account, if the reader may look into it; known by name only is `permission_denied`, unknown `not_found` (§6). */
function openAccount(engine: EngineParts, reader: Member, id: Account['id']): Account | Refusal {
  const account = engine.journal.state.accounts.get(id);
  if (!account || !knowsAccount(reader, id)) return refuse('not_found', 'There is no such account.');
  return seesAccount(reader, id)
    ? account
    : refuse('permission_denied', `You have no access to ${account.name}.`);
}

export const listAddresses: Handler<'accounts.addresses'> = (engine, { id, ...page }, { member: reader }) => {
  const account = openAccount(engine, reader, id);
  if ('refused' in account) return account;
  const now = engine.journal.now();
  const shown = [...engine.journal.state.addresses.values()]
    .filter((address) => address.accountId === id && !address.removed)
    .sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.addedAt - b.addedAt))
    .map((address) => presentAddress(address, now));
  return pageOf(shown, page);
};

export const listPostings: Handler<'accounts.postings'> = (engine, input, { member: reader }) => {
  const account = openAccount(engine, reader, input.id);
  if ('refused' in account) return account;
  const after = input.cursor === undefined ? null : unpackMoment(input.cursor);
  if (isRefusal(after)) return after;
  const limit = input.limit ?? DEFAULT_LIMIT;
  const postings = postingsOf(engine.store, input.id, after, limit);
  const last = postings.at(-1);
  return {
    items: postings.map(presentPosting),
    nextCursor: postings.length === limit && last ? packMoment(last) : null,
  };
};

export const listAssets: Handler<'assets.list'> = (_engine, input) =>
  pageOf(
    ASSETS.map((asset) => ({ ...asset, networks: [...asset.networks] })),
    input,
  );

export const listPolicies: Handler<'policies.list'> = (engine, input, { member: reader }) => {
  const { state } = engine.journal;
  return pageOf(
    WORKFLOWS.map((workflow) => presentPolicy(state, reader, policyOf(state, workflow))),
    input,
  );
};

export const listPolicyVersions: Handler<'policies.versions'> = (
  engine,
  { workflow, ...page },
  { member: reader },
) => {
  const found = pageOf(policyVersions(engine.store, workflow), page);
  if ('refused' in found) return found;
  const moments = found.items.map(({ changedAt }) => changedAt);
  const made = policyRequestsEnded(engine.store, moments).filter((one) => seesRequest(reader, one));
  return {
    ...found,
    items: found.items.map((policy) => ({
      ...policySettings(policy),
      changedAt: iso(policy.changedAt),
      changedBy: policy.changedBy,
      ...madeBy(engine, policy, made),
    })),
  };
};

function madeBy(
  { journal }: EngineParts,
  policy: Policy,
  requests: readonly GovernedRequest[],
): { request?: { id: RequestId; number: number; approvedBy: Person[] } } {
  const request = requests.find(
    ({ params, result }) =>
      result?.version === policy.version && 'workflow' in params && params.workflow === policy.workflow,
  );
  if (!request) return {};
  const approvedBy = request.approvals
    .filter(({ voidedBecause }) => voidedBecause === null)
    .map(({ memberId: id }) => ({ id, displayName: journal.state.members.get(id)?.displayName ?? '' }));
  return { request: { id: request.id, number: request.number, approvedBy } };
}

import type { KeyId, MemberId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { fault, refuse } from '../refusal';
import { holderOf, keyHolder, serviceUserOf } from '../service-users';
import { shownAccount } from './access-changes';
import type { OperationRule } from './rule';
import { disabled, givingWaits, known, shownReach, shownServiceUser } from './service-user-reach';

/** When the key's time is over; it may have none. */
function endOf({ expiresAt }: ParamsOf<'service-user.key.create'>): number | null {
  return expiresAt === undefined ? null : Date.parse(expiresAt);
}

export const serviceUserKeyCreate: OperationRule<ParamsOf<'service-user.key.create'>> = {
  resolve({ state, now, params }) {
    const unknown = known(state, params.serviceUserId);
    if (unknown) return unknown;
    if (params.accountId !== undefined && !state.accounts.get(params.accountId))
      return refuse('not_found', 'There is no such account.');
    const end = endOf(params);
    if (end !== null && end <= now) return fault('params.expiresAt', 'in the future');
    const several = serviceUserOf(state, params.serviceUserId).accountIds.length > 1;
    return several && params.accountId === undefined
      ? fault('params.accountId', 'This Service User has several accounts: name the one the key is for.')
      : params;
  },
  precondition(state, _now, _accountId, params) {
    const { name, accountIds } = serviceUserOf(state, params.serviceUserId);
    const its = params.accountId === undefined || accountIds.includes(params.accountId);
    return (
      disabled(state, params.serviceUserId) ??
      (its ? null : refuse('conflict', `${name} doesn’t have this account.`))
    );
  },
  alwaysQueued(initiation) {
    const { params, state } = initiation;
    const accounts =
      params.accountId === undefined
        ? serviceUserOf(state, params.serviceUserId).accountIds
        : [params.accountId];
    return givingWaits(initiation, accounts);
  },
  view({ state, params }) {
    const serviceUser = serviceUserOf(state, params.serviceUserId);
    return {
      params: {
        serviceUser: shownServiceUser(state, params.serviceUserId),
        label: params.label,
        version: serviceUser.version,
        account: params.accountId === undefined ? null : shownAccount(state, params.accountId),
        expiresAt: params.expiresAt ?? null,
        ipAllowList: params.ipAllowList ?? [],
      },
      before: null,
      after: shownReach(state, serviceUser),
    };
  },
  apply(work, request) {
    const id = work.ids.next('key') as KeyId;
    const { serviceUserId, label, accountId = null, ipAllowList = [] } = request.params;
    work.record({
      type: 'service-user.key-created',
      serviceUserId,
      key: {
        id,
        label,
        accountId,
        createdAt: work.now,
        expiresAt: endOf(request.params),
        ipAllowList,
        custodianId: request.initiatorId as MemberId,
        revoked: false,
      },
    });
    return { keyId: id };
  },
};

export const serviceUserKeyRevoke: OperationRule<ParamsOf<'service-user.key.revoke'>> = {
  resolve: ({ state, params }) =>
    keyHolder(state, params.keyId) ? params : refuse('not_found', 'There is no such key.'),
  precondition: (state, _now, _accountId, params) =>
    holderOf(state, params.keyId).key.revoked ? refuse('conflict', 'This key was revoked already.') : null,
  view({ state, params }) {
    const { key, serviceUser } = holderOf(state, params.keyId);
    return {
      params: {
        key: { id: key.id, label: key.label },
        serviceUser: { id: serviceUser.id, name: serviceUser.name },
      },
    };
  },
  apply(work, request) {
    const { keyId } = request.params;
    const { serviceUser } = holderOf(work.state, keyId);
    work.record({ type: 'service-user.key-revoked', serviceUserId: serviceUser.id, keyId });
    return { keyId };
  },
};

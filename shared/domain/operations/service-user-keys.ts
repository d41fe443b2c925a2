import type { KeyId, MemberId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { fault, refuse } from '../refusal';
import { keyHolder } from '../service-users';
import type { OperationRule } from './rule';
import { givingWaits, inUse, known, NOTHING, shownReach, shownServiceUser } from './service-user-reach';

export const serviceUserKeyCreate: OperationRule<ParamsOf<'service-user.key.create'>> = {
  resolve({ state, now, params }) {
    const unknown = known(state, params.serviceUserId);
    if (unknown) return unknown;
    if (params.accountId !== undefined && !state.accounts.get(params.accountId))
      return refuse('not_found', 'There is no such account.');
    if (params.expiresAt !== undefined && Date.parse(params.expiresAt) <= now)
      return fault('params.expiresAt', 'in the future');
    const several = (state.serviceUsers.get(params.serviceUserId)?.accountIds.length ?? 0) > 1;
    return several && params.accountId === undefined
      ? fault('params.accountId', 'This Service User has several accounts: name the one the key is for.')
      : params;
  },
  precondition(state, _now, _accountId, params) {
    const serviceUser = inUse(state, params.serviceUserId);
    if ('refused' in serviceUser) return serviceUser;
    return params.accountId === undefined || serviceUser.accountIds.includes(params.accountId)
      ? null
      : refuse('conflict', `${serviceUser.name} doesn’t have this account.`);
  },
  alwaysQueued(initiation) {
    const { params, state } = initiation;
    const accounts =
      params.accountId === undefined
        ? (state.serviceUsers.get(params.serviceUserId)?.accountIds ?? [])
        : [params.accountId];
    return givingWaits(initiation, accounts);
  },
  view({ state, params }) {
    const account = params.accountId === undefined ? undefined : state.accounts.get(params.accountId);
    return {
      params: {
        serviceUser: shownServiceUser(state, params.serviceUserId),
        label: params.label,
        version: state.serviceUsers.get(params.serviceUserId)?.version ?? 0,
        account: account ? { id: account.id, name: account.name } : null,
        expiresAt: params.expiresAt ?? null,
        ipAllowList: params.ipAllowList ?? [],
      },
      before: null,
      after: shownReach(state, state.serviceUsers.get(params.serviceUserId) ?? NOTHING),
    };
  },
  apply(work, request) {
    const id = work.ids.next('key') as KeyId;
    const { serviceUserId, label, accountId = null, expiresAt, ipAllowList = [] } = request.params;
    work.record({
      type: 'service-user.key-created',
      serviceUserId,
      key: {
        id,
        label,
        accountId,
        createdAt: work.now,
        expiresAt: expiresAt === undefined ? null : Date.parse(expiresAt),
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
  precondition(state, _now, _accountId, params) {
    const held = keyHolder(state, params.keyId);
    return held && !held.key.revoked ? null : refuse('conflict', 'This key was revoked already.');
  },
  view({ state, params }) {
    const held = keyHolder(state, params.keyId);
    return {
      params: {
        key: { id: params.keyId, label: held?.key.label ?? '' },
        serviceUser: held ? { id: held.serviceUser.id, name: held.serviceUser.name } : null,
      },
    };
  },
  apply(work, request) {
    const { keyId } = request.params;
    const held = keyHolder(work.state, keyId);
    if (!held) throw new Error('a key vanished between its precondition and its revocation');
    work.record({ type: 'service-user.key-revoked', serviceUserId: held.serviceUser.id, keyId });
    return { keyId };
  },
};

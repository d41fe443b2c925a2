import type { MemberId, ServiceUserId } from '../../contract/primitives';
import type { ParamsOf } from '../../contract/requests';
import { refuse, type Refusal } from '../refusal';
import { reconcilePending } from '../requests/reconcile';
import { serviceUserOf } from '../service-users';
import type { State } from '../state';
import type { OperationRule } from './rule';
import {
  disabled,
  givingWaits,
  inOneForm,
  known,
  NOTHING,
  shownReach,
  shownServiceUser,
  unknownAccount,
  withdrawsFrom,
} from './service-user-reach';

export const serviceUserCreate: OperationRule<ParamsOf<'service-user.create'>> = {
  resolve: ({ state, params }) =>
    unknownAccount(state, params.accountIds) ?? { ...params, ...inOneForm(params) },
  precondition: () => null,
  alwaysQueued: (initiation) => givingWaits(initiation, withdrawsFrom(initiation.params)),
  view: ({ state, params }) => ({
    params: { name: params.name },
    before: shownReach(state, NOTHING),
    after: shownReach(state, params),
  }),
  apply(work, request) {
    const id = work.ids.next('svc') as ServiceUserId;
    const { name, scopes, accountIds } = request.params;
    work.record({
      type: 'service-user.created',
      serviceUser: {
        id,
        name,
        enabled: true,
        scopes,
        accountIds,
        keys: [],
        version: 1,
        createdAt: work.now,
        createdBy: request.initiatorId as MemberId,
      },
    });
    return { serviceUserId: id };
  },
};

type PermissionsChange = ParamsOf<'service-user.permissions.change'>;

function stalePermissions(state: State, { serviceUserId, baseVersion }: PermissionsChange): Refusal | null {
  const { name, version } = serviceUserOf(state, serviceUserId);
  return version === baseVersion ? null : refuse('conflict', `${name} changed meanwhile. Look at it again.`);
}

export const serviceUserPermissionsChange: OperationRule<PermissionsChange> = {
  resolve: ({ state, params }) =>
    known(state, params.serviceUserId) ??
    unknownAccount(state, params.accountIds) ?? { ...params, ...inOneForm(params) },
  precondition: (state, _now, _accountId, params) =>
    disabled(state, params.serviceUserId) ?? stalePermissions(state, params),
  alwaysQueued(initiation) {
    const { params, state } = initiation;
    const before = serviceUserOf(state, params.serviceUserId);
    const widens =
      params.scopes.some((scope) => !before.scopes.includes(scope)) ||
      params.accountIds.some((account) => !before.accountIds.includes(account));
    const had = withdrawsFrom(before);
    return widens
      ? givingWaits(
          initiation,
          withdrawsFrom(params).filter((account) => !had.includes(account)),
        )
      : null;
  },
  view: ({ state, params }) => ({
    params: {
      serviceUser: shownServiceUser(state, params.serviceUserId),
      baseVersion: params.baseVersion,
    },
    before: shownReach(state, serviceUserOf(state, params.serviceUserId)),
    after: shownReach(state, params),
  }),
  apply(work, request) {
    const { serviceUserId, scopes, accountIds } = request.params;
    work.record({ type: 'service-user.permissions-changed', serviceUserId, scopes, accountIds });
    reconcilePending(work, request.id);
    return { serviceUserId };
  },
};

export const serviceUserDisable: OperationRule<ParamsOf<'service-user.disable'>> = {
  resolve: ({ state, params }) => known(state, params.serviceUserId) ?? params,
  precondition: (state, _now, _accountId, params) => disabled(state, params.serviceUserId),
  view: ({ state, params }) => ({
    params: { serviceUser: shownServiceUser(state, params.serviceUserId) },
    before: shownReach(state, serviceUserOf(state, params.serviceUserId)),
    after: shownReach(state, NOTHING),
  }),
  apply(work, request) {
    const { serviceUserId } = request.params;
    work.record({ type: 'service-user.disabled', serviceUserId });
    reconcilePending(work, request.id);
    return { serviceUserId };
  },
};

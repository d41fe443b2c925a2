import type { KeyWithdrawal } from '../../../shared/contract/key-calls';
import type { State, GovernedRequest } from '../../../shared/domain/state';
import { isRefusal } from '../../../shared/domain/refusal';
import { cancelWithKey, startedWith } from '../../../shared/domain/requests/decide';
import { packCursor, unpackCursor } from '../handlers/paging';
import { iso } from '../present/times';
import { startedByServiceUser } from '../store/key-requests';
import { actorOf, useOf, type KeyHandler } from './parts';

const MOST = 500;

/** What this key started, newest first. Another key's, of the same Service User too, isn't there for it (api.md). */
export const listWithdrawals: KeyHandler<'withdrawals.list'> = (engine, input, { serviceUser, key }) => {
  const cursor = input.cursor === undefined ? null : unpackCursor(input.cursor, 2);
  if (isRefusal(cursor)) return cursor;
  const [createdAt = 0, number = 0] = cursor ?? [];
  let after = cursor === null ? null : { createdAt, number };
  const limit = input.limit ?? MOST;
  const atOnce = limit + 1;
  const found: GovernedRequest[] = [];
  for (let more = true; more && found.length <= limit;) {
    const page = startedByServiceUser(engine.store, {
      serviceUserId: serviceUser.id,
      custodianId: key.custodianId,
      // Nothing was started with a key before there was one: what older keys started isn't gone through.
      from: Math.max(input.from ?? 0, key.createdAt),
      to: input.to ?? null,
      after,
      limit: atOnce,
    });
    for (const request of page)
      if (
        startedWith(request, key.id) &&
        (input.asset === undefined || assetOfParams(request) === input.asset)
      )
        found.push(request);
    const last = page.at(-1);
    after = last ? { createdAt: last.createdAt, number: last.number } : after;
    more = page.length === atOnce;
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((request) => present(engine.journal.state, request)),
    nextCursor: found.length > limit && last ? packCursor([last.createdAt, last.number]) : null,
  };
};

/** Cancels what the same key started, while it is pending: `not_found`, `not_pending`. */
export const cancelWithdrawal: KeyHandler<'withdrawal.cancel'> = async (engine, { id, asset }, from) => {
  const found = engine.findRequest(id);
  const isMeant = found === undefined || asset === undefined || assetOfParams(found) === asset;
  const work = engine.journal.begin();
  const refusal = cancelWithKey(work, from, isMeant ? found : undefined);
  if (refusal) return refusal;
  await engine.journal.commit(work, actorOf(from), [], [useOf(from)]);
  return { id };
};

const assetOfParams = ({ params }: GovernedRequest): string => ('asset' in params ? params.asset : '');

function present(state: State, request: GovernedRequest): KeyWithdrawal {
  const { id, params, status, createdAt } = request;
  const address = 'addressId' in params ? state.addresses.get(params.addressId) : undefined;
  if (!address || !('amount' in params)) throw new Error('a key started what is no withdrawal');
  const { label, network } = address;
  return {
    id,
    asset: params.asset,
    amount: params.amount,
    destination: { label, address: address.address, network },
    status,
    createdAt: iso(createdAt),
  };
}

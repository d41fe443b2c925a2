import type { MemberId, ServiceUserId } from '../../../shared/contract/primitives';
import type { GovernedRequest } from '../../../shared/domain/state';
import { decode } from '../codec';
import type { SqliteStore } from './sqlite-store';
import { compiled, sql } from './statement';

export interface StartedByServiceUser {
  readonly serviceUserId: ServiceUserId;
  /** Of the key that signed. */
  readonly custodianId: MemberId;
  /** Epoch milliseconds of the creation, both included; `to` null for no end. */
  readonly from: number;
  readonly to: number | null;
  /** The last one of the page before. */
  readonly after: { readonly createdAt: number; readonly number: number } | null;
  readonly limit: number;
}

/** Requests that a Service User started, newest first, along the index of initiators. */
export function startedByServiceUser(
  store: SqliteStore,
  { serviceUserId, custodianId, from, to, after, limit }: StartedByServiceUser,
): GovernedRequest[] {
  let query = sql
    .selectFrom('requests')
    .select('document')
    .where('initiator_id', '=', serviceUserId)
    .where('custodian_id', '=', custodianId)
    .where('created_at', '>=', from);
  if (to !== null) query = query.where('created_at', '<=', to);
  if (after !== null)
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '<', after.createdAt),
        eb.and([eb('created_at', '=', after.createdAt), eb('number', '<', after.number)]),
      ]),
    );
  return store
    .all<{ document: string }>(
      compiled(query.orderBy('created_at', 'desc').orderBy('number', 'desc').limit(limit)),
    )
    .map(({ document }) => decode(document) as GovernedRequest);
}

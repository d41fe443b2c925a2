import type { AccountId, MemberId, RequestId, ServiceUserId } from '../../../shared/contract/primitives';
import type { Workflow } from '../../../shared/contract/organization';
import type { GovernedRequest, Policy, Posting } from '../../../shared/domain/state';
import type { Scope } from '../../../shared/domain/grants';
import type { ExpressionBuilder } from 'kysely';
import { decode } from '../codec';
import type { SqliteStore } from './sqlite-store';
import { compiled, sql } from './statement';
import type { Tables } from './tables';
import { wordsOf } from './search-words';

export function findRequest(store: SqliteStore, id: RequestId): GovernedRequest | undefined {
  const row = store.first<{ document: string }>(
    compiled(sql.selectFrom('requests').select('document').where('id', '=', id)),
  );
  return row ? (decode(row.document) as GovernedRequest) : undefined;
}

export interface RequestFilter {
  /** Scopes the reader may see; null for all. Their own requests are always among them. */
  readonly visibleScopes: readonly Scope[] | null;
  readonly reader: MemberId;
  readonly view: 'mine-to-decide' | 'initiated-by-me' | 'all';
  readonly status: string | undefined;
  readonly workflow: Workflow | undefined;
  readonly accountId: AccountId | undefined;
  readonly q: string | undefined;
  readonly sort: 'newest' | 'oldest' | 'expiry';
  readonly after: Position | null;
  readonly limit: number;
}

/** Where a page ended: the value it is sorted by, and the request's number to tell equals apart. */
export interface Position {
  readonly key: number | null;
  readonly number: number;
}

export interface RequestPage {
  readonly requests: GovernedRequest[];
  readonly next: Position | null;
}

/** Holds for the requests in these scopes, and for the reader's own (§12). */
export function seenBy(scopes: readonly Scope[], reader: MemberId) {
  return (eb: ExpressionBuilder<{ r: Tables['requests'] }, 'r'>) =>
    eb.or([
      ...(scopes.length > 0 ? [eb('r.scope', 'in', [...scopes])] : []),
      eb('r.initiator_id', '=', reader),
      eb('r.custodian_id', '=', reader),
    ]);
}

/** Narrows a list to a part that one index holds in the order asked for. */
type Walk = 'open' | 'ended' | 'started' | 'signed' | 'all';

/**
 * The parts that a page is merged from, so that none of them reads or sorts more than the page: open requests and ended
 * ones stand apart in the indexes, and so do the reader’s own and those of their keys.
 */
function walksOf({ view, status, sort }: RequestFilter): Walk[] {
  if (view === 'initiated-by-me' && status !== 'ended' && sort !== 'expiry') return ['started', 'signed'];
  return status === undefined && view !== 'mine-to-decide' ? ['open', 'ended'] : ['all'];
}

interface Row extends Position {
  readonly document: string;
}

/** One page of requests by keyset, so that a page deep down costs no more than the first. */
export function listRequests(store: SqliteStore, filter: RequestFilter): RequestPage {
  const sign = filter.sort === 'newest' ? -1 : 1;
  // What has no key, such as a time to expire at, stands before every number, as SQLite sorts it.
  const compare = (a: Row, b: Row): number =>
    sign *
    ((a.key ?? -Infinity) === (b.key ?? -Infinity)
      ? a.number - b.number
      : (a.key ?? -Infinity) - (b.key ?? -Infinity));
  const rows = walksOf(filter)
    .flatMap((walk) => walkRequests(store, filter, walk))
    .sort(compare);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    requests: shown.map((row) => decode(row.document) as GovernedRequest),
    next: rows.length > filter.limit && last ? { key: last.key, number: last.number } : null,
  };
}

/** The first of one walk after the place that the page begins at, one more than fit on it. */
function walkRequests(store: SqliteStore, filter: RequestFilter, walk: Walk): Row[] {
  const ended = filter.status === 'ended';
  const by = filter.sort === 'expiry' ? 'expires_at' : ended ? 'ended_at' : 'created_at';
  const direction = filter.sort === 'newest' ? 'desc' : 'asc';
  let query = sql.selectFrom('requests as r').select(['r.document', 'r.number', `r.${by} as key`]);
  query = query
    .orderBy(`r.${by}`, direction)
    .orderBy('r.number', direction)
    .limit(filter.limit + 1);

  if (walk === 'open' || walk === 'ended') query = query.where('r.open', '=', walk === 'open' ? 1 : 0);
  if (walk === 'started') query = query.where('r.initiator_id', '=', filter.reader);
  if (walk === 'signed') query = query.where('r.custodian_id', '=', filter.reader);
  if (filter.view === 'mine-to-decide') {
    query = query
      .where('r.open', '=', 1)
      .where('r.status', '=', 'pending')
      .where('r.initiator_id', '!=', filter.reader)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('decisions as d')
              .select('d.member_id')
              .whereRef('d.request_id', '=', 'r.id')
              .where('d.member_id', '=', filter.reader),
          ),
        ),
      );
  }
  if (filter.view === 'initiated-by-me' && walk !== 'started' && walk !== 'signed')
    query = query.where((eb) =>
      eb.or([eb('r.initiator_id', '=', filter.reader), eb('r.custodian_id', '=', filter.reader)]),
    );
  else if (filter.view !== 'initiated-by-me' && filter.visibleScopes !== null)
    query = query.where(seenBy(filter.visibleScopes, filter.reader));
  if (ended) query = query.where('r.open', '=', 0);
  else if (filter.status !== undefined)
    query = query
      .where('r.open', '=', filter.status === 'pending' || filter.status === 'approved' ? 1 : 0)
      .where('r.status', '=', filter.status);
  if (filter.workflow !== undefined) query = query.where('r.workflow', '=', filter.workflow);
  if (filter.accountId !== undefined) query = query.where('r.account_id', '=', filter.accountId);
  for (const word of wordsOf(filter.q ?? '').slice(0, 8)) {
    // Few hold a rare word: start from those. Nearly every row holds a common one: ask each row as it comes.
    query = isRare(store, word)
      ? query.where('r.id', 'in', (eb) =>
          eb
            .selectFrom('request_words as w')
            .select('w.request_id')
            .where('w.word', '>=', word)
            .where('w.word', '<', beyondPrefix(word)),
        )
      : query.where((eb) =>
          eb.exists(
            eb
              .selectFrom('request_words as w')
              .select('w.word')
              .whereRef('w.request_id', '=', 'r.id')
              .where('w.word', '>=', word)
              .where('w.word', '<', beyondPrefix(word)),
          ),
        );
  }
  const { after } = filter;
  if (after !== null) {
    const beyond = direction === 'desc' ? '<' : '>';
    // What completes at once never expires: its key is NULL, which SQLite sorts below every number.
    query = query.where((eb) =>
      after.key === null
        ? eb.or([
            ...(direction === 'asc' ? [eb(`r.${by}`, 'is not', null)] : []),
            eb.and([eb(`r.${by}`, 'is', null), eb('r.number', beyond, after.number)]),
          ])
        : eb.or([
            eb(`r.${by}`, beyond, after.key),
            eb.and([eb(`r.${by}`, '=', after.key), eb('r.number', beyond, after.number)]),
          ]),
    );
  }
  return store.all<Row>(compiled(query));
}

const RARE = 2_000;

function isRare(store: SqliteStore, word: string): boolean {
  const found = store.all(
    compiled(
      sql
        .selectFrom('request_words')
        .select('request_id')
        .where('word', '>=', word)
        .where('word', '<', beyondPrefix(word))
        .limit(RARE + 1),
    ),
  );
  return found.length <= RARE;
}

/** The first text after everything that starts with `prefix`. */
function beyondPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

export function policyVersions(store: SqliteStore, workflow: Workflow): Policy[] {
  return store
    .all<{ document: string }>(
      compiled(
        sql
          .selectFrom('policies')
          .select('document')
          .where('workflow', '=', workflow)
          .orderBy('version', 'desc'),
      ),
    )
    .map((row) => decode(row.document) as Policy);
}

/** The requests of Manage Policies that completed at these moments: what made the versions of then. */
export function policyRequestsEnded(store: SqliteStore, moments: readonly number[]): GovernedRequest[] {
  if (moments.length === 0) return [];
  return store
    .all<{ document: string }>(
      compiled(
        sql
          .selectFrom('requests')
          .select('document')
          .where('open', '=', 0)
          .where('ended_at', 'in', [...moments])
          .where('workflow', '=', 'policies')
          .where('status', '=', 'completed'),
      ),
    )
    .map((row) => decode(row.document) as GovernedRequest);
}

/** Where a page of postings ended; the id tells those of one moment apart. */
export interface PostingPosition {
  readonly at: number;
  readonly id: string;
}

/** Postings of an account, newest first, `limit` of those after `after`. */
export function postingsOf(
  store: SqliteStore,
  account: AccountId,
  after: PostingPosition | null,
  limit: number,
): Posting[] {
  let query = sql.selectFrom('postings').selectAll().where('account_id', '=', account);
  if (after !== null)
    query = query.where((eb) =>
      eb.or([eb('at', '<', after.at), eb.and([eb('at', '=', after.at), eb('id', '<', after.id)])]),
    );
  return store
    .all<Tables['postings']>(compiled(query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit)))
    .map(asPosting);
}

export function referenceUsed(
  store: SqliteStore,
  account: AccountId,
  asset: string,
  reference: string,
): boolean {
  return (
    store.first(
      compiled(
        sql
          .selectFrom('postings')
          .select('id')
          .where('account_id', '=', account)
          .where('asset', '=', asset)
          .where('reference', '=', reference),
      ),
    ) !== undefined
  );
}

/** Amounts withdrawn from an account in one asset since `since`, oldest first, at most 60 of the latest. */
export function withdrawnSince(
  store: SqliteStore,
  account: AccountId,
  asset: string,
  since: number,
): bigint[] {
  return store
    .all<{ amount: string }>(
      compiled(
        sql
          .selectFrom('postings')
          .select('amount')
          .where('account_id', '=', account)
          .where('asset', '=', asset)
          .where('kind', '=', 'withdrawal')
          .where('at', '>=', since)
          .orderBy('at', 'desc')
          .limit(60),
      ),
    )
    .map((row) => BigInt(row.amount))
    .reverse();
}

/** How many requests a member started since `since`, counted up to 20. */
export function startedSince(store: SqliteStore, initiator: MemberId | ServiceUserId, since: number): number {
  return store.all(
    compiled(
      sql
        .selectFrom('requests')
        .select('number')
        .where('initiator_id', '=', initiator)
        .where('created_at', '>=', since)
        .limit(20),
    ),
  ).length;
}

function asPosting(row: Tables['postings']): Posting {
  return {
    id: row.id as Posting['id'],
    accountId: row.account_id as AccountId,
    asset: row.asset,
    kind: row.kind as Posting['kind'],
    amount: BigInt(row.amount),
    at: row.at,
    reference: row.reference,
    requestId: row.request_id as Posting['requestId'],
  };
}

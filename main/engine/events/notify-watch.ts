import { MOST_WAITING_NAMED, type Waiting } from '../../../shared/contract/event-stream';
import type { MemberId, RequestId } from '../../../shared/contract/primitives';
import type { DomainEvent } from '../../../shared/domain/events';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { barToDeciding } from '../../../shared/domain/requests/approvers';
import type { GovernedRequest, State } from '../../../shared/domain/state';
import { hashToken } from '../auth/tokens';
import { compiled, sql } from '../store/statement';
import type { SqliteStore } from '../store/sqlite-store';
import { happeningOf } from './happening';

export type NotifyListener = (waiting: (Waiting & { id: string }) | null) => void;

interface Watch {
  readonly tokenHash: string;
  readonly memberId: MemberId;
  readonly listener: NotifyListener;
  /** Pending requests that wait for the member, with their numbers. */
  waiting: Map<RequestId, number>;
}

export interface NotifyParts {
  store: SqliteStore;
  state(): State;
  now(): number;
  head(): number;
}

/** Tells devices how much waits for their member, who needs not be signed in for it (api.md, devices). */
export class NotifyWatch {
  readonly #parts: NotifyParts;
  readonly #watches = new Set<Watch>();

  constructor(parts: NotifyParts) {
    this.#parts = parts;
  }

  async begin(notifyToken: string, listener: NotifyListener): Promise<(() => void) | Refusal> {
    const parts = this.#parts;
    const tokenHash = hashToken(notifyToken);
    const memberId = this.#memberOf(tokenHash);
    if (memberId === null) return refuse('unauthenticated', 'This device isn’t known here any more.');
    const used = sql
      .updateTable('devices')
      .set({ last_used_at: parts.now() })
      .where('token_hash', '=', tokenHash);
    await parts.store.commit([compiled(used)]);
    const watch: Watch = { tokenHash, memberId, listener, waiting: allWaiting(parts.state(), memberId) };
    this.#watches.add(watch);
    this.#tell(watch);
    return () => this.#watches.delete(watch);
  }

  /** Something was written: `events` may change what waits for whom. */
  happened(events: readonly DomainEvent[]): void {
    if (this.#watches.size === 0 || events.length === 0) return;
    const touched = new Set<RequestId>();
    let everything = false;
    for (const event of events) {
      const happening = happeningOf(event);
      if (happening?.of === 'request') touched.add(happening.requestId);
      else if (happening?.of === 'access' || happening?.of === 'policy') everything = true;
    }
    const state = this.#parts.state();
    for (const watch of [...this.#watches]) {
      const before = watch.waiting;
      watch.waiting = everything
        ? allWaiting(state, watch.memberId)
        : withThese(before, state, watch.memberId, touched);
      if (!sameKeys(before, watch.waiting)) this.#tell(watch);
      else if (everything) this.#endIfOver(watch);
    }
  }

  /** Notices devices that were revoked without anything to tell them. */
  pulse(): void {
    for (const watch of [...this.#watches]) this.#endIfOver(watch);
  }

  close(): void {
    this.#watches.clear();
  }

  #tell(watch: Watch): void {
    if (this.#endIfOver(watch)) return;
    const newest = [...watch.waiting].sort(([, one], [, other]) => other - one).slice(0, MOST_WAITING_NAMED);
    this.#say(watch, {
      id: String(this.#parts.head()),
      waiting: watch.waiting.size,
      requestIds: newest.map(([id]) => id),
    });
  }

  #endIfOver(watch: Watch): boolean {
    if (this.#memberOf(watch.tokenHash) === watch.memberId) return false;
    this.#watches.delete(watch);
    this.#say(watch, null);
    return true;
  }

  #say(watch: Watch, waiting: (Waiting & { id: string }) | null): void {
    try {
      watch.listener(waiting);
    } catch {
      // Whoever fails to listen leaves, and takes nobody's command with it.
      this.#watches.delete(watch);
    }
  }

  /** The member of a device that may still ask; suspended and removed ones have none. */
  #memberOf(tokenHash: string): MemberId | null {
    const device = this.#parts.store.first<{ member_id: string }>(
      compiled(
        sql
          .selectFrom('devices')
          .select('member_id')
          .where('token_hash', '=', tokenHash)
          .where('revoked_at', 'is', null),
      ),
    );
    const member = device && this.#parts.state().members.get(device.member_id as MemberId);
    return member?.status === 'active' ? member.id : null;
  }
}

function allWaiting(state: State, memberId: MemberId): Map<RequestId, number> {
  const waiting = new Map<RequestId, number>();
  for (const request of state.requests.values())
    if (waitsFor(state, memberId, request)) waiting.set(request.id, request.number);
  return waiting;
}

function withThese(
  before: Map<RequestId, number>,
  state: State,
  memberId: MemberId,
  touched: ReadonlySet<RequestId>,
): Map<RequestId, number> {
  let waiting = before;
  for (const id of touched) {
    const request = state.requests.get(id);
    const waits = request !== undefined && waitsFor(state, memberId, request);
    if (waits === waiting.has(id)) continue;
    if (waiting === before) waiting = new Map(before);
    if (waits) waiting.set(id, request.number);
    else waiting.delete(id);
  }
  return waiting;
}

function waitsFor(state: State, memberId: MemberId, request: GovernedRequest): boolean {
  const member = state.members.get(memberId);
  return member !== undefined && barToDeciding(state, request, member) === null;
}

function sameKeys<K>(one: ReadonlyMap<K, unknown>, other: ReadonlyMap<K, unknown>): boolean {
  if (one === other) return true;
  return one.size === other.size && [...one.keys()].every((key) => other.has(key));
}

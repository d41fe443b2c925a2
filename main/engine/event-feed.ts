import type { AnyEvent } from '../../shared/contract/events';
import { problem, type Result } from '../../shared/contract/problem';
import { isRefusal, type Refusal } from '../../shared/domain/refusal';
import type { CursorRead, EventCursor } from '../backend/governance-api';
import { hashToken } from './auth/tokens';
import { LedgerTail } from './events/ledger-tail';
import { NotifyWatch, type NotifyListener } from './events/notify-watch';
import { Telling, type TellingParts } from './events/telling';
import type { Committed } from './journal';
import type { SignedIn } from './parts';
import type { SqliteStore } from './store/sqlite-store';

export interface FeedParts extends TellingParts {
  store: SqliteStore;
  now(): number;
  /** Who holds the session with this hash of its token, if it is live now. */
  authenticate(tokenHash: string): SignedIn | Refusal;
}

/** Who reads on from further back than this many entries is better off reading everything anew. */
const FURTHEST_BACK = 10_000;
const AT_ONCE = 200;

/**
 * Tells what happened, each reader only what the grants they hold at that moment let them see (§12). Readers go along
 * the ledger by themselves: nothing is queued for anybody, so nothing is lost, repeated or kept for the slow.
 */
export class EventFeed {
  readonly #parts: FeedParts;
  readonly #tail: LedgerTail;
  readonly #telling: Telling;
  readonly #notify: NotifyWatch;
  readonly #wakes = new Set<() => void>();

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#tail = new LedgerTail(parts.store);
    this.#telling = new Telling(parts);
    this.#notify = new NotifyWatch({ ...parts, head: () => this.#tail.head() });
  }

  /** Calls `listener` with everything that happens from now on. Ends silently with the session. */
  subscribe(token: string, listener: (event: AnyEvent) => void): () => void {
    const wake = (): void => {
      for (let more = true; more;) {
        const read = cursor.read(AT_ONCE);
        if (read.over !== null) return;
        for (const { event } of read.told) listener(event);
        more = read.more;
      }
    };
    const opened = this.open(token, null, wake);
    if (!opened.ok) return () => undefined;
    const cursor = opened.value;
    return () => cursor.close();
  }

  /** A cursor after `lastEventId`; `wake` is called when something was written. */
  open(token: string, lastEventId: string | null, wake: () => void): Result<EventCursor> {
    const tokenHash = hashToken(token);
    const signedIn = this.#parts.authenticate(tokenHash);
    if (isRefusal(signedIn)) return { ok: false, problem: problem(signedIn.code, signedIn.detail) };
    const head = this.#tail.head();
    const asked = lastEventId === null ? head : numberIn(lastEventId);
    const known = asked !== null && asked <= head && asked >= head - FURTHEST_BACK;
    let at = known ? asked : head;
    const own = (): void => wake();
    const close = (): void => void this.#wakes.delete(own);
    const read = (limit: number): CursorRead => {
      const reader = this.#parts.authenticate(tokenHash);
      if (isRefusal(reader)) {
        close();
        return { over: reader.code };
      }
      const page = this.#tail.after(at, limit);
      const told = page.entries.flatMap((entry) => this.#telling.tell(reader.member, entry) ?? []);
      at = page.to;
      return { over: null, told, more: page.more };
    };
    this.#wakes.add(own);
    const cursor: EventCursor = {
      get at() {
        return String(at);
      },
      resync: !known,
      read,
      close,
    };
    return { ok: true, value: cursor };
  }

  /** Tells a device what waits for its member. */
  async subscribeNotify(notifyToken: string, listener: NotifyListener): Promise<Result<() => void>> {
    const begun = await this.#notify.begin(notifyToken, listener);
    return isRefusal(begun)
      ? { ok: false, problem: problem(begun.code, begun.detail) }
      : { ok: true, value: begun };
  }

  /** A command's entries are on the disk. */
  publish({ firstSeq, lastSeq, events }: Committed): void {
    this.#tail.append(firstSeq, events, lastSeq);
    this.#notify.happened(events);
    for (const wake of [...this.#wakes]) {
      try {
        wake();
      } catch {
        // What is told has happened already: a listener that fails leaves, and takes nobody's command with it.
        this.#wakes.delete(wake);
      }
    }
  }

  pulse(): void {
    this.#notify.pulse();
  }

  close(): void {
    this.#wakes.clear();
    this.#notify.close();
  }
}

/** The entry's number in an event's id. Some ids go on with the number of what is no entry, as in `12.1`. */
function numberIn(id: string): number | null {
  const match = /^([0-9]{1,15})(?:\.[0-9]{1,3})?$/.exec(id);
  return match === null ? null : Number(match[1]);
}

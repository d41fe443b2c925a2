import type { AnyEvent } from '../../shared/contract/events';
import type { Waiting } from '../../shared/contract/event-stream';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract/operations';
import type { ProblemCode, Result } from '../../shared/contract/problem';

/** Who calls: the session token as it came through the door (or null), and from where, for throttling and audit. */
export interface Caller {
  token: string | null;
  /** Name of the device, as it stands in the audit ledger. */
  device: string;
  /** Network address, or `local`. */
  address: string;
  /** Idempotency key of a write, if the caller sent one. */
  idempotencyKey?: string | undefined;
}

/**
 * The one interface between every door and a backend (desktop.md, Backends). `call` takes input that nobody has
 * validated yet: session, schema and everything after are judged in the fixed refusal order of §6, and the answer is
 * always a Result, never a throw.
 */
export interface GovernanceApi {
  call<N extends OperationName>(name: N, input: unknown, caller: Caller): Promise<Result<OutputOf<N>>>;
  /** Events the holder of this session may see, judged when each is sent. Ends silently with the session. */
  subscribe(token: string, listener: (event: AnyEvent) => void): () => void;
  close(): Promise<void>;
}

/** An event and its place in the ledger. The same object for all readers to whom it looks the same. */
export interface Told {
  readonly id: string;
  readonly event: AnyEvent;
}

/** What reading on gave: events and whether there may be more, or why nothing is told any more. */
export type CursorRead =
  | { readonly over: null; readonly told: readonly Told[]; readonly more: boolean }
  | { readonly over: ProblemCode };

/** A session's place in what happens. It holds nothing back: who reads late reads from the ledger. */
export interface EventCursor {
  /** Reading on from this id misses nothing and repeats nothing. */
  readonly at: string;
  /** The place that was asked for isn't one of this ledger, or too far back. */
  readonly resync: boolean;
  /** At most `limit` ledger entries further, each judged by the grants held now (§12). */
  read(limit: number): CursorRead;
  close(): void;
}

/** What a server offers beyond calls: streams that can be taken up again, and what a signed-out desktop may know. */
export interface EventStreams {
  /**
   * A cursor after `lastEventId`, or at the newest where that is null; `wake` is called when there may be something to
   * read. Refuses a token that is no live session's. Reading is never activity (§9).
   */
  openEvents(token: string, lastEventId: string | null, wake: () => void): Result<EventCursor>;
  /**
   * Tells the holder of a device's token how much waits for its member, at once and whenever it changes; then null,
   * when the token is good no more. Refuses a token that is no device's.
   */
  subscribeNotify(
    notifyToken: string,
    listener: (waiting: (Waiting & { id: string }) | null) => void,
  ): Promise<Result<() => void>>;
  /** To be called every few seconds while somebody listens: what is due expires, and what has ended is noticed. */
  pulse(): Promise<void>;
}

/** A backend that can be served to others. */
export type ServableApi = GovernanceApi & EventStreams;

export type { InputOf, OutputOf };

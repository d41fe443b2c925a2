import type { AnyEvent } from '../../shared/contract/events';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract/operations';
import type { Result } from '../../shared/contract/problem';

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

export type { InputOf, OutputOf };

import type { RequestView } from '../../../shared/contract/requests';
import type { RequestId } from '../../../shared/contract/primitives';

/** An approved withdrawal to be carried out, and the key that it is known again by. */
export interface Order {
  /**
   * Of this request and no other. The same order may come again, after a crash or where no answer came: whoever has
   * carried it out answers what came of it then, and does nothing.
   */
  readonly idempotencyKey: RequestId;
  /** What was approved, with every id resolved. */
  readonly view: RequestView;
}

/** What came of an order, for good. */
export type Outcome = { readonly carriedOut: true } | { readonly carriedOut: false; readonly detail: string };

/**
 * Carries approved withdrawals out where the engine can't: elsewhere than in its own ledger (§6). A rejected promise says
 * that nothing is known of what came of it: the order is given again, with the same key.
 */
export interface Executor {
  carryOut(order: Order): Promise<Outcome>;
}

/** Runs something after so many milliseconds; gives what stops it. */
export type Later = (ms: number, run: () => void) => () => void;

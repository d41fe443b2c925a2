import type { RequestId } from '../../../shared/contract/primitives';
import { finishOutside } from '../../../shared/domain/requests/complete';
import type { GovernedRequest } from '../../../shared/domain/state';
import type { Journal } from '../journal';
import type { Executor, Later, Outcome } from './executor';

const SYSTEM = { id: null, device: null };
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;

export interface OutboxParts {
  readonly journal: Journal;
  readonly executor: Executor;
  readonly later: Later;
  log(message: string, detail?: unknown): void;
}

/**
 * What is authorized and not yet carried out (§6). There is no list of its own that could tell otherwise than the ledger:
 * each request that is `approved` is an order, also after a restart. An order is given when its authorization is durable,
 * to one executor, one call at a time, and again with the same key until its outcome is known; the outcome is recorded
 * once, since the request is `approved` no more then.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #underWay = new Set<RequestId>();
  readonly #waiting = new Map<RequestId, () => void>();
  readonly #attempts = new Map<RequestId, number>();
  #closed = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Gives every order that isn’t under way, or waiting to be given again. */
  give(): void {
    if (this.#closed) return;
    for (const request of this.#parts.journal.state.requests.values())
      if (
        request.status === 'approved' &&
        !this.#underWay.has(request.id) &&
        !this.#waiting.has(request.id)
      ) {
        this.#underWay.add(request.id);
        void this.#carryOut(request);
      }
  }

  /** Gives no more orders; what comes of one under way is asked for when the engine is opened again. */
  close(): void {
    this.#closed = true;
    for (const stop of this.#waiting.values()) stop();
    this.#waiting.clear();
  }

  async #carryOut({ id, view }: GovernedRequest): Promise<void> {
    try {
      const outcome = await this.#parts.executor.carryOut({ idempotencyKey: id, view });
      if (this.#closed) return;
      await this.#record(id, outcome);
      this.#attempts.delete(id);
    } catch (error) {
      if (!this.#closed) this.#again(id, error);
    } finally {
      this.#underWay.delete(id);
    }
  }

  async #record(id: RequestId, outcome: Outcome): Promise<void> {
    const { journal } = this.#parts;
    const work = journal.begin();
    finishOutside(work, id, outcome.carriedOut ? null : outcome.detail);
    if (work.events.length > 0) await journal.commit(work, SYSTEM);
  }

  #again(id: RequestId, error: unknown): void {
    const attempts = (this.#attempts.get(id) ?? 0) + 1;
    this.#attempts.set(id, attempts);
    this.#parts.log(`what came of order ${id} isn’t known after ${String(attempts)} attempts`, error);
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
    this.#waiting.set(
      id,
      this.#parts.later(wait, () => {
        this.#waiting.delete(id);
        this.give();
      }),
    );
  }
}

import type { Operation } from '../contract/requests';
import type { DomainEvent } from './events';
import { evolve } from './evolve';
import { forkState, type State } from './state';

/** Makes ids; randomness comes in from outside (architecture.md). */
export interface IdSource {
  next<P extends string>(prefix: P): `${P}_${string}`;
}

/** One decision under way: a fork of the state, and the events that led from the one to the other. */
export class Work {
  readonly state: State;
  readonly events: DomainEvent[] = [];

  /** Epoch milliseconds, never before what was recorded last. */
  readonly now: number;
  readonly ids: IdSource;

  /** Whether an operation's effect runs outside the engine, by an executor from the outbox (§6). */
  readonly runsOutside: (operation: Operation) => boolean;

  constructor(
    base: State,
    now: number,
    ids: IdSource,
    runsOutside: (operation: Operation) => boolean = () => false,
  ) {
    this.state = forkState(base);
    this.now = now;
    this.ids = ids;
    this.runsOutside = runsOutside;
  }

  record(event: DomainEvent): void {
    evolve(this.state, event, this.now);
    this.events.push(event);
  }
}

/** Time is the larger of the clock and the last ledger entry's (§6). */
export function ledgerTime(state: State, clock: number): number {
  return Math.max(clock, state.lastEventAt);
}

/** A decision that nobody will commit: what would be if. Ids in it stand for nothing. */
export function scratchWork(state: State, now: number): Work {
  let count = 0;
  return new Work(state, now, { next: (prefix) => `${prefix}_scratch${(count += 1)}` });
}

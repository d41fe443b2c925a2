import { evolve, type DomainEvent } from './events';
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

  constructor(base: State, now: number, ids: IdSource) {
    this.state = forkState(base);
    this.now = now;
    this.ids = ids;
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

import type { DomainEvent } from '../../shared/domain/events';
import { mergeState, type State } from '../../shared/domain/state';
import { ledgerTime, Work, type IdSource } from '../../shared/domain/work';
import { append, insertRow, readHead, type Entry, type Head } from './ledger';
import { loadState } from './store/load';
import { project } from './store/projection';
import type { SqliteStore } from './store/sqlite-store';
import type { Statement } from './store/statement';

/** Who did it, and on which device; stands beside every entry of the ledger (§11). */
export interface Actor {
  readonly id: string | null;
  readonly device: string | null;
}

/** An entry that changes no state: sign-ins, failures, lockouts. */
export interface AuditNote {
  readonly type: string;
  readonly payload: unknown;
}

/** What a command wrote: its events are the first of its entries, notes follow. */
export interface Committed {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly events: readonly DomainEvent[];
}

/**
 * The state in memory and its ledger on disk, kept as one. A commit changes both: the ledger entries, the projected
 * tables and whatever else the command must not lose go into one transaction. If that can't be written, memory is read
 * anew from disk and the command has not happened.
 */
export class Journal {
  readonly #store: SqliteStore;
  readonly #clock: { now(): number };
  readonly #ids: IdSource;
  readonly #published: (committed: Committed) => void;
  readonly #consequences: (events: readonly DomainEvent[]) => Statement[];
  readonly #runsOutside: boolean;
  #state: State;
  #head: Head;
  /** A commit failed and memory could not be read anew yet: nothing may be decided or shown on it. */
  #stale = false;
  #revision = 0;

  constructor(
    store: SqliteStore,
    clock: { now(): number },
    ids: IdSource,
    published: (committed: Committed) => void,
    /** What else has to be written with such events, outside the state: sessions that end. */
    consequences: (events: readonly DomainEvent[]) => Statement[] = () => [],
    /** Whether an executor carries withdrawals out. */
    runsOutside = false,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
    this.#published = published;
    this.#consequences = consequences;
    this.#runsOutside = runsOutside;
    this.#state = loadState(store);
    this.#head = readHead(store);
  }

  get state(): State {
    if (this.#stale) this.#reload();
    return this.#state;
  }

  /** Another number whenever the state is another. */
  get revision(): number {
    return this.#revision;
  }

  /** The larger of the clock and the last entry's time (§6). */
  now(): number {
    return ledgerTime(this.state, this.#clock.now());
  }

  begin(): Work {
    return new Work(this.state, this.now(), this.#ids, () => this.#runsOutside);
  }

  /**
   * Makes a decision true. Memory has it when this returns, so that the next decision builds on it; the promise resolves
   * when it is durable, and rejects when it never will be. Nobody may be answered before.
   */
  commit(
    work: Work,
    actor: Actor,
    also: readonly Statement[] = [],
    notes: readonly AuditNote[] = [],
  ): Promise<void> {
    const entries: Entry[] = [
      ...work.events.map(({ type, ...payload }) => ({ type, payload })),
      ...notes,
    ].map((entry) => ({ ...entry, at: work.now, actor: actor.id, device: actor.device }));
    const command = this.#head.seq + 1;
    const rows = entries.map((entry) => {
      const row = append(this.#head, command, entry);
      this.#head = { seq: row.seq, chain: row.chain };
      return insertRow(row);
    });
    const statements = [
      ...rows,
      ...project(work.state, work.events),
      ...this.#consequences(work.events),
      ...also,
    ];
    if (rows.length > 0) work.state.lastEventAt = work.now;
    mergeState(this.#state, work.state);
    this.#revision += 1;
    const lastSeq = this.#head.seq;
    return this.#store.commit(statements).then(
      () => {
        this.#published({ firstSeq: command, lastSeq, events: work.events });
      },
      (error: unknown) => {
        this.#stale = true;
        this.#reload();
        throw error;
      },
    );
  }

  /** Reads memory anew from disk; throws while the disk can't be read, and is tried again at the next call. */
  #reload(): void {
    const state = loadState(this.#store);
    this.#head = readHead(this.#store);
    this.#state = state;
    this.#revision += 1;
    this.#stale = false;
  }

  /** Writes audit entries and rows that belong to no decision. */
  note(actor: Actor, notes: readonly AuditNote[], also: readonly Statement[] = []): Promise<void> {
    return this.commit(this.begin(), actor, also, notes);
  }
}

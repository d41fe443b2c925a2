import { isDomainEventType, type DomainEvent } from '../../../shared/domain/events';
import { decode } from '../codec';
import { readHead, rowsAfter } from '../ledger';
import type { SqliteStore } from '../store/sqlite-store';

/** A change of the state as the ledger has it. */
export interface Entry {
  readonly seq: number;
  readonly event: DomainEvent;
}

export interface Page {
  readonly entries: readonly Entry[];
  /** The number to read on from. */
  readonly to: number;
  readonly more: boolean;
}

/** So many of the newest entries are kept in memory: what happens live is read from there. */
const KEPT = 1_000;

/** The ledger as those read it who follow it: the newest entries from memory, older ones from the disk. */
export class LedgerTail {
  readonly #store: SqliteStore;
  /** Everything after #complete, oldest first. */
  #kept: Entry[] = [];
  #complete: number;
  #newest: number;

  constructor(store: SqliteStore) {
    this.#store = store;
    this.#complete = this.#newest = readHead(store).seq;
  }

  /** The number of the newest entry on the disk; writes what is waiting to be written. */
  head(): number {
    return readHead(this.#store).seq;
  }

  /** Takes what a command has written: its events are the first of its entries, `newest` is the last. */
  append(firstSeq: number, events: readonly DomainEvent[], newest: number): void {
    events.forEach((event, at) => this.#kept.push({ seq: firstSeq + at, event }));
    this.#newest = newest;
    if (this.#kept.length <= 2 * KEPT) return;
    const dropped = this.#kept.splice(0, this.#kept.length - KEPT);
    this.#complete = dropped.at(-1)?.seq ?? this.#complete;
  }

  /** At most `limit` entries after `seq`. */
  after(seq: number, limit: number): Page {
    if (seq < this.#complete) return this.#fromDisk(seq, limit);
    // What was written meanwhile and is about to be appended has been read from the disk by whoever is further on.
    const entries = this.#kept.slice(this.#placeAfter(seq)).slice(0, limit);
    const more = entries.length === limit;
    return { entries, to: more ? (entries.at(-1)?.seq ?? seq) : Math.max(seq, this.#newest), more };
  }

  #fromDisk(seq: number, limit: number): Page {
    const rows = rowsAfter(this.#store, seq, limit);
    const entries = rows.flatMap((row): Entry[] =>
      isDomainEventType(row.type)
        ? [{ seq: row.seq, event: { type: row.type, ...(decode(row.payload) as object) } as DomainEvent }]
        : [],
    );
    return { entries, to: rows.at(-1)?.seq ?? seq, more: rows.length === limit };
  }

  #placeAfter(seq: number): number {
    let low = 0;
    let high = this.#kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#kept[middle]?.seq ?? Infinity) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

import { linkText, NO_ENTRIES, type Head, type LedgerEntry, type Sha256 } from './entry';
import { faultAt, type Fault } from './fault';

export interface ChainCheckOptions {
  readonly sha256: Sha256;
  /** Brings a payload that was written anew, with other spaces or order, back to its canonical bytes; null if it can’t. */
  readonly canonical?: (payload: string) => string | null;
  /** Where the entries begin, if not at the first of the ledger. */
  readonly from?: Head;
  /** The entries were picked from the ledger: those in between aren’t missing. */
  readonly sparse?: boolean;
}

/**
 * Recomputes every hash and link as the entries go by, one after the other. Finds removal, change and reordering of any
 * entry but the newest; for those `head` is held against a head that somebody remembers.
 */
export class ChainCheck {
  readonly #options: ChainCheckOptions;
  #head: Head;
  #last: LedgerEntry | null = null;
  /** Entries whose link could not be judged, because the one before isn’t there. */
  unlinked = 0;

  constructor(options: ChainCheckOptions) {
    this.#options = options;
    this.#head = options.from ?? NO_ENTRIES;
  }

  /** The last entry that was taken. */
  get head(): Head {
    return this.#head;
  }

  /**
   * Judges the next entry and goes on from it, whatever it found. `previous` is the chain before this entry, for one that
   * doesn’t follow the last.
   */
  take(entry: LedgerEntry, previous: string | null = null): Fault | null {
    const fault = this.#judge(entry, previous);
    this.#head = { seq: entry.seq, chain: entry.chain };
    this.#last = entry;
    return fault;
  }

  #judge(entry: LedgerEntry, previous: string | null): Fault | null {
    const { seq } = entry;
    const expected = this.#head.seq + 1;
    if (seq < expected)
      return faultAt(
        seq,
        'repeated',
        seq === this.#head.seq ? 'This entry stands here twice.' : 'This entry stands out of its order.',
      );
    const follows = seq === expected;
    if (!follows && this.#options.sparse !== true)
      return faultAt(
        expected,
        'missing',
        seq === expected + 1 ? 'This entry is missing.' : `Entries ${expected} to ${seq - 1} are missing.`,
      );
    const before = follows ? this.#head.chain : previous;
    const payload = this.#payloadFault(entry);
    if (payload !== null) return payload;
    if (before === null) this.unlinked += 1;
    else if (this.#options.sha256(linkText(before, entry)) !== entry.chain)
      return faultAt(seq, 'link', 'This entry was changed or moved: it doesn’t follow from the one before.');
    return follows ? this.#orderFault(entry) : null;
  }

  #payloadFault({ seq, payload, payloadHash }: LedgerEntry): Fault | null {
    if (payload === null || this.#options.sha256(payload) === payloadHash) return null;
    const again = this.#options.canonical?.(payload) ?? null;
    return again !== null && this.#options.sha256(again) === payloadHash
      ? null
      : faultAt(seq, 'payload', 'The content of this entry was changed.');
  }

  /** What one command wrote has one time, one actor and one device, and stands together. */
  #orderFault(entry: LedgerEntry): Fault | null {
    const last = this.#last;
    const { seq, command, at, actor, device } = entry;
    if (last !== null && at < last.at)
      return faultAt(seq, 'time', 'This entry is older than the one before it: ledger time never runs back.');
    if (command === seq || last === null) return null;
    const same = command === last.command && at === last.at && actor === last.actor && device === last.device;
    return same ? null : faultAt(seq, 'command', 'This entry isn’t part of the command it names.');
  }
}

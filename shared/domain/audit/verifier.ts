import { ChainCheck } from './chain-check';
import { DecisionCheck } from './decision-check';
import type { Head, LedgerEntry, Sha256 } from './entry';
import { canonicalPayload } from './export-lines';
import { faultAt, type Fault } from './fault';
import type { SignedChallenge } from './signature-check';

/** Faults kept to be shown; the others are counted. */
const KEPT = 100;

export interface Verdict {
  readonly ok: boolean;
  /** How many entries hold, up to the first fault in the chain, and the chain there. */
  readonly entries: number;
  readonly head: string;
  readonly faults: readonly Fault[];
  readonly faultCount: number;
  readonly judged: number;
  readonly notJudged: number;
  readonly withheld: number;
}

export interface VerifierOptions {
  readonly sha256: Sha256;
  readonly signedChallenge: SignedChallenge;
  /** The entry before the first, where the entries don’t begin with the ledger. */
  readonly from?: Head | null;
  /** The entries were picked: those in between aren’t missing, and no decision can be judged. */
  readonly sparse?: boolean;
  /** A head that somebody remembers: the ledger must hold it. */
  readonly remembered?: Head | null;
}

/**
 * The one verifier, for the app and for exports: takes entries one after the other, checks their chain, and decides every
 * decision again.
 */
export class LedgerVerifier {
  readonly #chain: ChainCheck;
  readonly #decisions: DecisionCheck;
  readonly #remembered: Head | null;
  readonly #faults: Fault[] = [];
  #faultCount = 0;
  #withheld = 0;
  /** The last entry before the chain broke. */
  #sound: Head | null = null;

  constructor({ sha256, signedChallenge, from = null, sparse = false, remembered = null }: VerifierOptions) {
    this.#chain = new ChainCheck({
      sha256,
      sparse,
      canonical: canonicalPayload,
      ...(from === null ? {} : { from }),
    });
    this.#decisions = new DecisionCheck({ sha256, signedChallenge, blind: from !== null || sparse });
    this.#remembered = remembered;
    if (from !== null) this.#compare(from);
  }

  take(entry: LedgerEntry, previous: string | null = null): void {
    const before = this.#chain.head;
    const fault = this.#chain.take(entry, previous);
    if (fault) {
      this.#sound ??= before;
      this.#found(fault);
    }
    if (entry.payload === null) this.#withheld += 1;
    this.#compare(entry);
    // An entry that isn’t what was written has nothing to say about decisions.
    if (fault?.code !== 'payload' && fault?.code !== 'repeated')
      for (const each of this.#decisions.take(entry)) this.#found(each);
  }

  /** Something that kept entries from being taken: a line that can’t be read. */
  found(fault: Fault): void {
    this.#found(fault);
  }

  /** The verdict; `expected` is where the entries should have ended, and the chain there, as far as that is known. */
  finish(expected: { readonly seq: number; readonly chain: string | null } | null = null): Verdict {
    for (const each of this.#decisions.finish()) this.#found(each);
    const { seq, chain } = this.#chain.head;
    if (expected !== null && seq < expected.seq)
      this.#found(
        faultAt(
          seq + 1,
          'truncated',
          `The end is missing: entries ${seq + 1} to ${expected.seq} aren’t here.`,
        ),
      );
    else if (expected !== null && seq === expected.seq && expected.chain !== null && chain !== expected.chain)
      this.#found(
        faultAt(seq, 'head', 'The last entry isn’t the one that the first line of the export names.'),
      );
    if (this.#remembered !== null && seq < this.#remembered.seq)
      this.#found(
        faultAt(
          seq + 1,
          'truncated',
          `The ledger ends at entry ${seq}, before the head that was remembered (${this.#remembered.seq}): its end was cut off.`,
        ),
      );
    const sound = this.#sound ?? this.#chain.head;
    return {
      ok: this.#faultCount === 0,
      entries: sound.seq,
      head: sound.chain,
      faults: this.#faults,
      faultCount: this.#faultCount,
      judged: this.#decisions.judged,
      notJudged: this.#decisions.notJudged,
      withheld: this.#withheld,
    };
  }

  #compare({ seq, chain }: Head): void {
    if (seq === this.#remembered?.seq && chain !== this.#remembered.chain)
      this.#found(
        faultAt(seq, 'head', 'This isn’t the entry that was remembered: the ledger was written anew.'),
      );
  }

  #found(fault: Fault): void {
    this.#faultCount += 1;
    if (this.#faults.length < KEPT) this.#faults.push(fault);
  }
}

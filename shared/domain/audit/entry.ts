/** One entry of the ledger as it is stored and exported. `at` is epoch milliseconds. */
export interface LedgerEntry {
  readonly seq: number;
  /** The first entry of the same command: what one command wrote stands together and says so. */
  readonly command: number;
  readonly at: number;
  readonly type: string;
  /** Who did it; null for the engine itself and for strangers. */
  readonly actor: string | null;
  readonly device: string | null;
  /** The canonical bytes that were hashed; null where they are withheld from this reader. */
  readonly payload: string | null;
  readonly payloadHash: string;
  readonly chain: string;
}

/** Where the ledger stands: its last entry, and the chain up to it. */
export interface Head {
  readonly seq: number;
  readonly chain: string;
}

/** What the chain starts from. */
export const GENESIS = '0'.repeat(64);
export const NO_ENTRIES: Head = { seq: 0, chain: GENESIS };

/** SHA-256 of the UTF-8 bytes in lower-case hexadecimal; comes in from outside, because Node's is several times faster. */
export type Sha256 = (text: string) => string;

/**
 * What an entry’s place in the chain is the hash of: the chain so far, and everything about this entry (§11). The array
 * holds texts, whole numbers and null only, for which this is RFC 8785 JSON.
 */
export function linkText(
  previous: string,
  { seq, command, at, type, actor, device, payloadHash }: Omit<LedgerEntry, 'chain' | 'payload'>,
): string {
  return `${previous}\n${JSON.stringify([seq, command, at, type, actor, device, payloadHash])}`;
}

/** A head as people keep it: `1234:` and the chain. */
export function writeHead({ seq, chain }: Head): string {
  return `${String(seq)}:${chain}`;
}

/** Reads what `writeHead` wrote; null for anything else. */
export function readHeadText(text: string): Head | null {
  const [, seq, chain] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return seq === undefined || chain === undefined ? null : { seq: Number(seq), chain };
}

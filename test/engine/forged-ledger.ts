import { GENESIS, linkText, type LedgerEntry } from '../../shared/domain/audit/entry';
import { LedgerVerifier, type Verdict, type VerifierOptions } from '../../shared/domain/audit/verifier';
import { decode, encode } from '../../shared/domain/encoding';
import { entryOf, rowsAfter } from '../../main/engine/ledger';
import { signedChallenge } from '../../main/engine/audit/signed-challenge';
import { sha256 } from '../../main/engine/sha256';
import type { SqliteStore } from '../../main/engine/store/sqlite-store';

export function ledgerOf(store: SqliteStore): LedgerEntry[] {
  return rowsAfter(store, 0, 1_000_000).map(entryOf);
}

export function verdictOf(entries: readonly LedgerEntry[], options: Partial<VerifierOptions> = {}): Verdict {
  const verifier = new LedgerVerifier({ sha256, signedChallenge, ...options });
  for (const entry of entries) verifier.take(entry);
  return verifier.finish();
}

/** What somebody with the file in their hands can do: numbers, hashes and links made right after a change. */
export function rechained(entries: readonly LedgerEntry[]): LedgerEntry[] {
  let chain = GENESIS;
  let group = { was: 0, is: 0 };
  return entries.map((entry, index) => {
    const seq = index + 1;
    if (entry.command !== group.was) group = { was: entry.command, is: seq };
    const link = {
      ...entry,
      seq,
      command: group.is,
      payloadHash: entry.payload === null ? entry.payloadHash : sha256(entry.payload),
    };
    chain = sha256(linkText(chain, link));
    return { ...link, chain };
  });
}

/** The entry with something else in its payload. */
export function saying(entry: LedgerEntry, change: (payload: Record<string, unknown>) => void): LedgerEntry {
  const payload = decode(entry.payload ?? 'null') as Record<string, unknown>;
  change(payload);
  return { ...entry, payload: encode(payload) };
}

let forged = 0;
/** An entry of a command of its own, made up at the time of `like`. */
export function madeUp(like: LedgerEntry, type: string, payload: object, actor = like.actor): LedgerEntry {
  forged += 1;
  return { ...like, command: -forged, type, actor, payload: encode(payload) };
}

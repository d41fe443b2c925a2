import fs from 'node:fs';
import readline from 'node:readline';
import type { Head } from '../../shared/domain/audit/entry';
import { readEntry, readHeader, type ExportHeader } from '../../shared/domain/audit/export-lines';
import { faultAt } from '../../shared/domain/audit/fault';
import { LedgerVerifier, type Verdict } from '../../shared/domain/audit/verifier';
import { signedChallenge } from '../engine/audit/signed-challenge';
import { sha256 } from '../engine/sha256';

export interface VerifiedExport {
  readonly header: ExportHeader;
  readonly verdict: Verdict;
  /** Entries that were read. */
  readonly read: number;
  readonly last: Head;
}

/** What isn’t an export at all, in words for whoever gave it. */
export class NotAnExport extends Error {}

/** Whether the export was narrowed to picked entries, so that what is missing in between can’t be told. */
export const isPicked = (header: ExportHeader): boolean => header.entries === null;

/** Verifies an export by itself, line after line. Throws NotAnExport where it isn’t one. */
export async function verifyExport(file: string, remembered: Head | null): Promise<VerifiedExport> {
  const lines = readline.createInterface({
    input: fs.createReadStream(file, { highWaterMark: 1 << 20 }),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let header: ExportHeader | null = null;
  let verifier: LedgerVerifier | null = null;
  let read = 0;
  let last: Head = { seq: 0, chain: '' };
  for await (const line of lines) {
    if (header === null || verifier === null) {
      const found = readHeader(line);
      if (typeof found === 'string') throw new NotAnExport(found);
      header = found;
      last = found.after ?? last;
      verifier = new LedgerVerifier({
        sha256,
        signedChallenge,
        from: found.after,
        sparse: isPicked(found),
        remembered,
      });
      continue;
    }
    if (line.trim() === '') continue;
    const exported = readEntry(line);
    read += 1;
    if (exported === null)
      verifier.found(
        faultAt(last.seq + 1, 'unreadable', `Line ${String(read + 1)} of the file can’t be read.`),
      );
    else {
      verifier.take(exported.entry, exported.previous);
      last = exported.entry;
    }
  }
  if (header === null || verifier === null) throw new NotAnExport('This file is empty.');
  return {
    header,
    verdict: verifier.finish(endOf(header)),
    read,
    last: { seq: last.seq, chain: last.chain },
  };
}

/** Where the entries have to end; for picked ones nobody can tell. */
function endOf(header: ExportHeader): { seq: number; chain: string | null } | null {
  if (isPicked(header)) return null;
  return header.upTo === header.head.seq ? header.head : { seq: header.upTo, chain: null };
}

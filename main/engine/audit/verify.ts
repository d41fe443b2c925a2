import type { OutputOf } from '../../../shared/contract/operations';
import { readHeadText } from '../../../shared/domain/audit/entry';
import { LedgerVerifier } from '../../../shared/domain/audit/verifier';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import type { Session } from '../auth/sessions';
import { entryOf, readHead, rowsAfter } from '../ledger';
import type { EngineParts, Handler } from '../parts';
import { iso } from '../present/times';
import { sha256 } from '../sha256';
import { refuseStranger } from './list';
import { signedChallenge } from './signed-challenge';

/** So long a slice may hold up other calls, in milliseconds; how many entries it reads at once. */
const SLICE_MS = 8;
const ENTRIES_AT_ONCE = 100;

interface Run {
  entries: number;
  readonly total: number;
  stopped: boolean;
}

/** Verifications under way, one for each session. */
const runs = new WeakMap<Session, Run>();

/**
 * Verifies the ledger up to where it stands now, in slices: other calls are answered in between. A session runs one at a
 * time; one that is stopped answers `conflict`.
 */
export const verifyAudit: Handler<'audit.verify'> = async (engine, input, { member, session }) => {
  const refusal = refuseStranger(member);
  if (refusal) return refusal;
  if (runs.has(session)) return refuse('conflict', 'A verification is under way already.');
  const run: Run = { entries: 0, total: readHead(engine.store).seq, stopped: false };
  runs.set(session, run);
  try {
    return await verify(engine, run, session, input.head);
  } finally {
    runs.delete(session);
  }
};

async function verify(
  engine: EngineParts,
  run: Run,
  session: Session,
  remembered: string | undefined,
): Promise<OutputOf<'audit.verify'> | Refusal> {
  const verifier = new LedgerVerifier({
    sha256,
    signedChallenge,
    remembered: remembered === undefined ? null : readHeadText(remembered),
  });
  let last = 0;
  for (let more = true; more;) {
    const until = performance.now() + SLICE_MS;
    while (more && performance.now() < until) {
      const rows = rowsAfter(engine.store, last, Math.min(ENTRIES_AT_ONCE, run.total - last));
      for (const row of rows) verifier.take(entryOf(row));
      last = rows.at(-1)?.seq ?? run.total;
      run.entries = last;
      more = last < run.total;
    }
    await new Promise((resolve) => setImmediate(resolve));
    if (run.stopped || session.ended !== null)
      return refuse('conflict', 'The verification was stopped. Nothing was found out.');
  }
  const { faults, withheld: _none, ...verdict } = verifier.finish();
  const [first] = faults;
  return {
    ...verdict,
    ...(first === undefined ? {} : { firstFault: { seq: first.seq, what: first.what } }),
    faults: [...faults],
    verifiedAt: iso(engine.journal.now()),
  };
}

export const verificationProgress: Handler<'audit.verification'> = (_engine, _input, { member, session }) => {
  const refusal = refuseStranger(member);
  if (refusal) return refusal;
  const run = runs.get(session);
  return run === undefined
    ? { running: false, entries: 0, total: 0 }
    : { running: true, entries: run.entries, total: run.total };
};

export const stopVerifying: Handler<'audit.stopVerifying'> = (_engine, _input, { member, session }) => {
  const refusal = refuseStranger(member);
  if (refusal) return refusal;
  const run = runs.get(session);
  if (run) run.stopped = true;
  return {};
};

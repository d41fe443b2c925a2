import type { BackupRecord } from '../../../shared/contract/table/backups';
import { ChainCheck } from '../../../shared/domain/audit/chain-check';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import type { Member } from '../../../shared/domain/state';
import { requireSecondFactor } from '../auth/step-up';
import { pageOf } from '../handlers/paging';
import { once } from '../idempotency';
import { entryOf, readHead, rowsAfter } from '../ledger';
import type { EngineParts, Handler } from '../parts';
import { iso } from '../present/times';
import { sha256 } from '../sha256';
import { diskTrouble } from '../store/disk-trouble';
import type { Backup } from './backup-options';
import type { Backups } from './backups';
import { checkBackup, prepareRestore } from './prepare-restore';

/** So long a slice of reading may hold up other calls, in milliseconds; how many entries it reads at once. */
const SLICE_MS = 8;
const ENTRIES_AT_ONCE = 100;

const present = ({ id, at, head, bytes }: Backup): BackupRecord => ({
  id,
  at: iso(at),
  entries: head.seq,
  head: head.chain,
  bytes,
  verified: true,
});

function backupsFor(engine: EngineParts, member: Member): Backups | Refusal {
  if (!member.owner) return refuse('permission_denied', 'Backups are the Owner’s.');
  return (
    engine.keeping.backups ??
    refuse('conflict', 'This store keeps no backups here; its database has its own ways to be backed up.')
  );
}

export const listBackups: Handler<'backups.list'> = async (engine, input, { member }) => {
  const backups = backupsFor(engine, member);
  if (isRefusal(backups)) return backups;
  const page = pageOf((await backups.list()).map(present), input);
  const { lastFailure: failure } = backups;
  return isRefusal(page) || failure === null
    ? page
    : { ...page, lastFailure: { at: iso(failure.at), what: failure.what, damaged: failure.damaged } };
};

export const createBackup: Handler<'backups.create'> = (engine, input, from, caller) =>
  once(engine, 'backups.create', input, from, caller, async (remember) => {
    const backups = backupsFor(engine, from.member);
    if (isRefusal(backups)) return backups;
    const factor = requireSecondFactor(engine, from, input.stepUp, caller.address);
    if (factor instanceof Promise) return factor;
    const actor = { id: from.member.id, device: from.session.device };
    await engine.journal.note(actor, factor.notes, factor.statements);
    const outcome = await backups.make();
    if (!outcome.ok) return refuse('unavailable', `The backup could not be made. ${outcome.what}`);
    const answer = present(outcome.backup);
    await engine.journal.note(
      actor,
      [{ type: 'backup.made', payload: { backupId: answer.id, head: outcome.backup.head } }],
      remember(answer),
    );
    return answer;
  });

/**
 * Goes back to a backup: while the live ledger verifies, never (§7); a lock could be undone with it. It ends every
 * session, the one that asked included, and comes into use when the engine is opened again.
 */
export const restoreBackup: Handler<'backups.restore'> = async (engine, input, from, caller) => {
  const { keeping, options } = engine;
  const backups = backupsFor(engine, from.member);
  if (isRefusal(backups)) return backups;
  const { folder, verify } = keeping;
  if (!(await backups.list()).some(({ id }) => id === input.id))
    return refuse('not_found', 'There is no such backup.');
  if (await ledgerHolds(engine))
    return refuse('conflict', 'The ledger in use is whole, so no older one can take its place.');
  const whole = await checkBackup({ folder, id: input.id, verify });
  if (isRefusal(whole)) return whole;
  const factor = requireSecondFactor(engine, from, input.stepUp, caller.address);
  if (factor instanceof Promise) return factor;
  // Into the damaged ledger too: it is kept, and says who gave it up.
  await engine.journal.note(
    { id: from.member.id, device: from.session.device },
    [...factor.notes, { type: 'backup.restoring', payload: { backupId: input.id } }],
    factor.statements,
  );
  const now = options.clock.now();
  await prepareRestore(whole, {
    databaseFile: options.databaseFile,
    folder,
    from: readHead(engine.store),
    remembered: keeping.remembered,
    now,
    lastWriteAt: now,
  });
  keeping.restorePrepared();
  return present(whole);
};

/** Whether every hash and link of the live ledger is right, read in slices: other calls are answered in between. */
async function ledgerHolds(engine: EngineParts): Promise<boolean> {
  const check = new ChainCheck({ sha256 });
  try {
    for (;;) {
      const until = performance.now() + SLICE_MS;
      while (performance.now() < until) {
        const rows = rowsAfter(engine.store, check.head.seq, ENTRIES_AT_ONCE);
        for (const row of rows) if (check.take(entryOf(row)) !== null) return false;
        if (rows.length < ENTRIES_AT_ONCE) return true;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  } catch (error) {
    if (diskTrouble(error) === 'damaged') return false;
    throw error;
  }
}

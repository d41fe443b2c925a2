import { verifyLedger } from '../ledger';
import { EngineOpenError } from '../options';
import type { CopyVerdict } from './backup-options';
import { openCopy } from '../store/sqlite-store';

/** Reads a copy back from the disk: every page, and every hash and link of its ledger. Writes nothing. */
export function verifyCopy(file: string): CopyVerdict {
  try {
    const store = openCopy(file);
    try {
      const page = store.pageFault();
      if (page !== null) return { ok: false, what: `Its pages are damaged: ${page}` };
      const ledger = verifyLedger(store);
      if (!ledger.ok)
        return {
          ok: false,
          what: `Its ledger doesn’t verify at entry ${ledger.firstFault?.seq ?? 0}: ${ledger.firstFault?.what ?? ''}`,
        };
      if (ledger.entries === 0) return { ok: false, what: 'It holds no organization.' };
      return { ok: true, head: { seq: ledger.entries, chain: ledger.head } };
    } finally {
      store.close();
    }
  } catch (error) {
    return { ok: false, what: error instanceof EngineOpenError ? error.message : 'It can’t be read back.' };
  }
}

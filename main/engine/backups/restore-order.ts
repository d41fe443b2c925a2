import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { backupId } from '../../../shared/contract/primitives';
import type { Head } from '../../../shared/domain/audit/entry';

const headSchema = z.strictObject({ seq: z.int(), chain: z.string() });

/**
 * A restore that has been decided, as it lies on the disk until it is done with. From the moment it is written, every
 * opening of the database goes on with it; before, nothing has happened.
 */
const restoreOrder = z.strictObject({
  /** Tells restores apart: each is recorded in the ledger once, however often it had to be taken up again. */
  key: z.string(),
  backupId,
  /** Where the ledger stood that is given up, as far as anybody knows. */
  from: headSchema.nullable(),
  /** The chain of the head that the app remembered, so that it isn’t missed a second time. */
  remembered: z.string().nullable(),
  /** The name of the folder, beside the database, in which the damaged files are kept. */
  aside: z.string().regex(/^damaged-[0-9A-Za-z-]+$/),
});
export interface RestoreOrder extends Omit<z.output<typeof restoreOrder>, 'from'> {
  from: Head | null;
}

export const restoringBeside = (databaseFile: string): string =>
  path.join(path.dirname(databaseFile), 'restoring');
/** The database that is to come into use. */
export const preparedIn = (restoring: string): string => path.join(restoring, 'restored.db');
export const orderIn = (restoring: string): string => path.join(restoring, 'order.json');

/** The order that is to be carried out; null for none, and for one that was never finished writing. */
export function readOrder(databaseFile: string): RestoreOrder | null {
  try {
    return restoreOrder.parse(JSON.parse(fs.readFileSync(orderIn(restoringBeside(databaseFile)), 'utf8')));
  } catch {
    return null;
  }
}

import { z } from 'zod';
import { keyProtection } from '../desktop-data';
import { stepUp } from '../factors';
import { backupId, empty, listOf, noticeId, page, timestamp } from '../primitives';
import { read, write } from './spec';

/** Where a ledger ends: its last entry, and the chain up to it. */
const head = z.strictObject({ seq: z.int(), chain: z.string() });
export const backupSchema = z.strictObject({
  id: backupId,
  at: timestamp,
  /** How many entries its ledger has, and the chain up to the last of them. */
  entries: z.int(),
  head: z.string(),
  bytes: z.int(),
  /** Read back and found whole when it was made; what wasn’t isn’t kept. */
  verified: z.literal(true),
});
export type BackupRecord = z.output<typeof backupSchema>;

/** What members have to know of the ledger itself, until each has seen it (§7). */
export const noticeSchema = z.strictObject({
  id: noticeId,
  kind: z.literal('ledger.rolled-back'),
  at: timestamp,
  /** Where the ledger stood before, as far as that is known, and where it was taken back to. */
  from: head.nullable(),
  to: head,
  /** Whether somebody restored a backup; else an older ledger was found in its place. */
  restored: z.boolean(),
});
export type Notice = z.output<typeof noticeSchema>;

/** The copies of the database, and what has to be told when the ledger isn’t what it was. */
export const backupOperations = {
  'backups.list': read(
    '/v1/backups',
    'The backups kept, newest first (Owner)',
    z.strictObject(page),
    listOf(backupSchema).extend({
      /** Why the last one could not be made, and whether the database itself is damaged; absent when it could. */
      lastFailure: z.strictObject({ at: timestamp, what: z.string(), damaged: z.boolean() }).optional(),
    }),
  ),
  'backups.create': write(
    '/v1/backups',
    'Make a backup now and read it back (Owner)',
    z.strictObject({ stepUp: stepUp.optional() }),
    backupSchema,
    { status: 201 },
  ),
  'backups.restore': write(
    '/v1/backups/{id}/restore',
    'Go back to a backup, only while the ledger doesn’t verify (Owner); the engine restarts and everyone signs in again',
    z.strictObject({ id: backupId, stepUp: stepUp.optional() }),
    backupSchema,
  ),
  'secretKey.move': write(
    '/v1/secret-key/protection',
    'Have the app keep the key of secrets elsewhere (Owner); conflict where the engine isn’t an app’s own',
    z.strictObject({ protection: keyProtection, stepUp: stepUp.optional() }),
    empty,
    { mainOnly: true },
  ),
  'notices.list': read(
    '/v1/notices',
    'What happened to the ledger itself that one has not seen yet',
    z.strictObject(page),
    listOf(noticeSchema),
  ),
  'notices.seen': write('/v1/notices/{id}/seen', 'One has seen it', z.strictObject({ id: noticeId }), empty),
} as const;

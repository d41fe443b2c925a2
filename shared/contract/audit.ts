import './jitless';
import { z } from 'zod';
import { memberId, page, requestId, serviceUserId, timestamp } from './primitives';

/** An entry’s type (`request.approved`), or all types of one group (`request`). */
const entryType = z
  .string()
  .max(60)
  .regex(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/, 'expected a type such as request.approved, or request');

/** Which entries; what is left out doesn’t narrow. `from` is included, `to` isn’t. */
export const auditFilter = {
  from: timestamp.optional(),
  to: timestamp.optional(),
  actorId: z.union([memberId, serviceUserId]).optional(),
  type: entryType.optional(),
  requestId: requestId.optional(),
};

export const auditListInput = z.strictObject({ ...auditFilter, ...page });

const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const auditEntrySchema = z.strictObject({
  seq: z.int(),
  /** The first entry of the same command: what one command wrote stands together. */
  command: z.int(),
  at: timestamp,
  type: z.string(),
  actor: z.string().nullable(),
  actorName: z.string().optional(),
  device: z.string().nullable(),
  /** The request it is about, for readers who may see the payload. */
  requestId: requestId.optional(),
  requestNumber: z.int().optional(),
  /** Absent where the entry is about what the reader may not see; the hash stands for it. */
  payload: z.json().optional(),
  payloadHash: hash,
  chain: hash,
});
export type AuditEntry = z.output<typeof auditEntrySchema>;

export const EXPORT_FORMATS = ['jsonl', 'csv'] as const;
export const exportFormat = z.enum(EXPORT_FORMATS);
export type ExportFormat = z.output<typeof exportFormat>;

export const auditExportInput = z.strictObject({
  format: exportFormat.optional(),
  ...auditFilter,
  cursor: page.cursor,
});

/** `SEQ:CHAIN`, a head that somebody kept: a ledger that was cut off or written anew doesn’t hold it. */
const rememberedHead = z.string().regex(/^\d{1,15}:[0-9a-f]{64}$/, 'expected SEQ:CHAIN');

export const auditVerifyInput = z.strictObject({ head: rememberedHead.optional() });

/** What a verifier may find wrong. The first group is about the ledger’s form, the second about what it says. */
export const FAULT_CODES = [
  'missing',
  'repeated',
  'payload',
  'link',
  'time',
  'command',
  'truncated',
  'head',
  'unreadable',
  // What was decided.
  'nothing_allowed_it',
  'refused',
  'differs',
  'actor',
  'second_factor',
  'signature',
  'signed_out',
  'impossible',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

const faultSchema = z.strictObject({ seq: z.int(), code: z.enum(FAULT_CODES), what: z.string() });

export const verificationSchema = z.strictObject({
  ok: z.boolean(),
  /** How many entries hold, up to the first fault in the chain. */
  entries: z.int(),
  /** The chain at the last of them. */
  head: z.string(),
  firstFault: z.strictObject({ seq: z.int(), what: z.string() }).optional(),
  /** The first hundred. */
  faults: z.array(faultSchema),
  faultCount: z.int(),
  /** Decisions that were found allowed when they were made, and those that could not be judged. */
  judged: z.int(),
  notJudged: z.int(),
  verifiedAt: timestamp,
});
export type AuditVerification = z.output<typeof verificationSchema>;

/** How far the reader’s own verification is; `entries` of `total`. */
export const verificationProgressSchema = z.strictObject({
  running: z.boolean(),
  entries: z.int(),
  total: z.int(),
});

import {
  auditEntrySchema,
  auditExportInput,
  auditListInput,
  auditVerifyInput,
  verificationProgressSchema,
  verificationSchema,
} from '../audit';
import { empty, listOf } from '../primitives';
import { read, textChunk, write } from './spec';

/** The ledger itself (§11), for the Owner and whoever holds View on Manage Policies. */
export const auditOperations = {
  'audit.list': read(
    '/v1/audit',
    'The audit ledger, newest first, as far as the reader may see it',
    auditListInput,
    listOf(auditEntrySchema),
  ),
  'audit.export': read(
    '/v1/audit/export',
    'The audit ledger as JSON Lines, which verify without it, or as CSV',
    auditExportInput,
    textChunk,
    { answersWith: 'text' },
  ),
  'audit.verify': read(
    '/v1/audit/verify',
    'Check every hash and link of the ledger, and decide every decision again',
    auditVerifyInput,
    verificationSchema,
  ),
  'audit.verification': read(
    '/v1/audit/verification',
    'How far one’s own running verification is',
    empty,
    verificationProgressSchema,
  ),
  'audit.stopVerifying': write(
    '/v1/audit/verification',
    'Stop one’s own running verification',
    empty,
    empty,
    {
      method: 'DELETE',
      countsAsActivity: false,
    },
  ),
} as const;

import type { z } from 'zod';
import { auditOperations } from './table/audit';
import { backupOperations } from './table/backups';
import { deviceOperations } from './table/devices';
import { factorOperations } from './table/factors';
import { governanceOperations } from './table/governance';
import { moneyOperations } from './table/money';
import { readingOperations } from './table/reading';
import { requestOperations } from './table/requests';
import { sessionOperations } from './table/sessions';
import { setupOperations } from './table/setup';
import { whatIfOperations } from './table/what-if';

export type { Access, OperationSpec } from './table/spec';

/**
 * The table of operations: the one source of the IPC handlers, the HTTP routes, the OpenAPI document and the clients
 * (api.md). Only what works stands here.
 */
export const operations = {
  ...setupOperations,
  ...sessionOperations,
  ...factorOperations,
  ...deviceOperations,
  ...readingOperations,
  ...requestOperations,
  ...whatIfOperations,
  ...governanceOperations,
  ...moneyOperations,
  ...auditOperations,
  ...backupOperations,
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export const OPERATION_NAMES = Object.keys(operations) as OperationName[];
export type InputOf<N extends OperationName> = z.output<Operations[N]['input']>;
export type RawInputOf<N extends OperationName> = z.input<Operations[N]['input']>;
export type OutputOf<N extends OperationName> = z.output<Operations[N]['output']>;

/** Version of this contract; a client of another major refuses (api.md, health). */
export const CONTRACT_VERSION = '1.0.0';

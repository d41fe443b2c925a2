import fs from 'node:fs';
import { z } from 'zod';
import { operations, type OperationName } from '../../shared/contract/operations';
import { operation, queueReason } from '../../shared/contract/requests';
import { PROBLEM_CODES } from '../../shared/contract/problem';
import { lockCondition } from '../../shared/contract/coverage';

/** Grants as cases write them: `withdrawals@main initiate approve`, `access view`, `trade@main`; no account: all. */
const grantsText = z.array(z.string().regex(/^[a-z.]+(@[a-z*]+)?( [a-z]+)*$/));
const json = z.record(z.string(), z.json());
const who = z.string();
const call = z.enum(Object.keys(operations) as [OperationName, ...OperationName[]]);

/** Initiates an operation; a `baseVersion` that isn’t given is the present one. */
const initiating = {
  do: operation,
  on: z.string().optional(),
  params: z.union([json, z.string().startsWith('$')]).optional(),
};
const deciding = [
  z.strictObject({ by: who, approve: z.string() }),
  z.strictObject({ by: who, reject: z.string() }),
  z.strictObject({ by: who, cancel: z.string() }),
  z.strictObject({ by: who, collect: z.string() }),
] as const;
/** `stepUp: true` in the input stands for a code that wasn’t used before. */
const calling = z.strictObject({ by: who, call, input: json.optional() });

/** What happened before the question, each by a real command; accepted, where it doesn’t say `refused`. */
export const stepSchema = z.union([
  z.strictObject({
    by: who.optional(),
    ...initiating,
    /** What later steps call the request (`$name`) and what it made (`$name.memberId`). */
    as: z.string().optional(),
    approvedBy: z.array(who).optional(),
    /** It was tried, and refused with this. */
    refused: z.enum(PROBLEM_CODES).optional(),
  }),
  z.strictObject({
    invite: who,
    grants: grantsText,
    by: who.optional(),
    approvedBy: z.array(who).optional(),
    /** How far they come; all the way where it isn’t said. */
    until: z.enum(['invited', 'accepted']).optional(),
    /** The request that made the invitation, where a step before did. */
    of: z.string().optional(),
  }),
  ...deciding,
  calling,
  /** Makes a passkey and steps up by it. */
  z.strictObject({ passkeyFor: who }),
  z.strictObject({ recoveryCodesUsedUpBy: who }),
  z.strictObject({ pass: z.string().regex(/^[0-9]+(m|h)$/) }),
]);
export type Step = z.output<typeof stepSchema>;

/** The question: what initiating comes to, what a decision comes to, or what a call answers. */
export const askSchema = z.union([
  z.strictObject({
    by: who,
    ...initiating,
    /** The last second factor is too old, and none comes with it. */
    factor: z.literal('none').optional(),
  }),
  ...deciding,
  calling,
]);
export type Ask = z.output<typeof askSchema>;

export const expectedSchema = z.union([
  z.strictObject({ outcome: z.literal('complete') }),
  z.strictObject({ outcome: z.literal('queue'), because: queueReason }),
  z.strictObject({
    outcome: z.literal('refuse'),
    code: z.enum(PROBLEM_CODES),
    missing: z.array(lockCondition).optional(),
  }),
  z.strictObject({ code: z.enum(PROBLEM_CODES) }),
  z.strictObject({
    /** What the answer holds at least; lists as they are. */
    answer: json,
    /** Fields that it must not have. */
    without: z.array(z.string()).optional(),
  }),
]);
export type Expected = z.output<typeof expectedSchema>;

const caseSchema = z.strictObject({
  /** The row of domain.md, by its name in rows.json. */
  row: z.string(),
  /** Whether it shows what the row lets through, or what it doesn’t. */
  is: z.enum(['yes', 'no']),
  what: z.string(),
  people: z.record(z.string(), grantsText).optional(),
  given: z.array(stepSchema).optional(),
  ask: askSchema,
  expect: expectedSchema,
});
export type RuleCase = z.output<typeof caseSchema>;

const folder = new URL('../cases/rules/', import.meta.url);

/** Every case of every file, judged by its schema. */
export function ruleCases(): { file: string; cases: RuleCase[] }[] {
  return fs
    .readdirSync(folder)
    .filter((file) => file !== 'rows.json')
    .sort()
    .map((file) => ({ file, cases: z.array(caseSchema).parse(readJson(file)) }));
}

/** The rows of domain.md, by section and name, in its words. */
export function ruleRows(): Record<string, Record<string, string>> {
  return z.record(z.string(), z.record(z.string(), z.string())).parse(readJson('rows.json'));
}

function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(new URL(file, folder), 'utf8'));
}

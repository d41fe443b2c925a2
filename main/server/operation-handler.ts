import type { Context } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { operations, type OperationName, type OperationSpec } from '../../shared/contract/operations';
import { problem } from '../../shared/contract/problem';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import type { TextChunk } from '../../shared/contract/table/spec';
import { doorFault, jsonAnswer, problemAnswer, type Answer } from './answers';
import { clientAddress } from './client-address';
import { inputOfRead, inputOfWrite, type Reading } from './request-input';
import { sendText, textHeaders } from './text-answer';

export type DoorContext = Context<{ Bindings: HttpBindings }>;

/** No operation takes a bare string, so the engine gets no further than session and schema with it. */
const NO_INPUT = 'unreadable';

/** What the session's own judgement comes to; everything else the engine says about NO_INPUT is its schema. */
const ABOUT_THE_SESSION: ReadonlySet<string> = new Set([
  'unauthenticated',
  'session_expired',
  'factor_enrolment_required',
]);

/** Answers one operation of the table over HTTP: the engine judges everything, in the order of §6. */
export async function answerOperation(
  api: GovernanceApi,
  name: OperationName,
  context: DoorContext,
): Promise<Answer | Response> {
  const spec: OperationSpec = operations[name];
  const caller = callerOf(context);
  if (spec.access !== 'public' && caller.token === null)
    return problemAnswer(problem('unauthenticated', 'Send a session token: Authorization: Bearer …'));

  const reading = await readInput(context, spec);
  if (!reading.ok) {
    // The session comes before the schema, for a body that can't be read too: strangers learn nothing about inputs.
    const judged = await api.call(name, NO_INPUT, caller);
    const known = !judged.ok && ABOUT_THE_SESSION.has(judged.problem.code);
    return problemAnswer(known ? judged.problem : reading.problem);
  }
  const { input } = reading;
  const idempotencyKey = spec.method === 'GET' ? undefined : context.req.header('idempotency-key');
  const result = await api.call(
    name,
    input,
    idempotencyKey === undefined ? caller : { ...caller, idempotencyKey },
  );
  if (!result.ok) return problemAnswer(result.problem);
  if (spec.answersWith === 'text') {
    const first = result.value as TextChunk;
    return context.req.method === 'HEAD'
      ? new Response(null, { headers: textHeaders(first) })
      : sendText(api, name, input, caller, first, context.env.outgoing);
  }
  return jsonAnswer(input['dryRun'] === true ? 200 : spec.status, result.value);
}

async function readInput(context: DoorContext, { method, csvField }: OperationSpec): Promise<Reading> {
  const pathParams = context.req.param();
  if (method === 'GET') return inputOfRead(context.req.url, pathParams);
  const key = context.req.header('idempotency-key');
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))
    return { ok: false, problem: doorFault('Idempotency-Key', '1 to 200 visible ASCII characters') };
  return inputOfWrite(context.req.raw, pathParams, csvField);
}

/** The token that a request carries, or null. Cookies are never looked at, so no other site can lend one (CSRF). */
export function tokenOf(context: DoorContext): string | null {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? null;
}

function callerOf(context: DoorContext): Caller {
  return {
    token: tokenOf(context),
    device: deviceOf(context.req.header('user-agent')),
    address: clientAddress(context.env.incoming.socket),
  };
}

/** What the client calls itself, made fit for the audit ledger. */
function deviceOf(userAgent: string | undefined): string {
  const name = (userAgent ?? '')
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, 120);
  return name === '' ? 'HTTP client' : name;
}

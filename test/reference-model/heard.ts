// What an answer says, in the same words whether the model or the engine gave it.
import type { Answer } from './model/perform';
import type { Request } from './model/state';

export interface HeardRequest {
  status: string;
  queuedBecause: string | null;
  requiredApprovals: number;
  approvals: string[];
  failure: string | null;
}

export type Heard =
  | { ok: false; code: string; missing: string[] }
  | { ok: true; request: HeardRequest }
  | { ok: true; outcome: string; queuedBecause: string | null; required: number; eligible: string[] }
  | { ok: true; allowed: boolean }
  | { ok: true; results: string[] }
  | { ok: true };

export function heardRequest(r: Request): HeardRequest {
  return {
    status: r.status,
    queuedBecause: r.queuedBecause,
    // What completed at once needed nobody; the page leaves open what it then says.
    requiredApprovals: r.queuedBecause === null ? 0 : r.requiredApprovals,
    approvals: r.approvals.map((a) => `${a.memberId} ${a.valid ? 'valid' : 'void'}`),
    failure: r.failure,
  };
}

export function heardFromModel(answer: Answer): Heard {
  if (!answer.ok)
    return { ok: false, code: answer.refusal.code, missing: [...(answer.refusal.missing ?? [])].sort() };
  if ('request' in answer) return { ok: true, request: heardRequest(answer.request) };
  if ('allowed' in answer) return { ok: true, allowed: answer.allowed };
  if ('results' in answer)
    return { ok: true, results: answer.results.map(({ requestId, outcome }) => `${requestId} ${outcome}`) };
  if (!('judgement' in answer)) return { ok: true };
  const { outcome, queuedBecause, requiredApprovals, eligible } = answer.judgement;
  return { ok: true, outcome, queuedBecause, required: requiredApprovals, eligible: [...eligible].sort() };
}

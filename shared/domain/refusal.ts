import type { ProblemCode, ProblemExtras } from '../contract/problem';

/** An expected failure: a code of the contract and a sentence a person understands. A value, never thrown. */
export interface Refusal {
  readonly refused: true;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly extras: ProblemExtras;
}

export function refuse(code: ProblemCode, detail: string, extras: ProblemExtras = {}): Refusal {
  return { refused: true, code, detail, extras };
}

/** A fault in one field of the input. */
export function fault(path: string, message: string): Refusal {
  return refuse('validation_failed', message, { errors: [{ path, message }] });
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true;
}

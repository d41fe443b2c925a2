import { operations, type OperationName } from '../../../shared/contract/operations';
import { problem, type Result } from '../../../shared/contract/problem';

/** One operation as HTTP carries it. */
export interface OperationRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** With its query. */
  path: string;
  /** JSON; null where there is none. */
  body: string | null;
}

/** Puts an operation's input where the contract's table says: path, then query of a read or body of a write. */
export function requestOf(name: OperationName, input: unknown): Result<OperationRequest> {
  if (!Object.hasOwn(operations, name))
    return { ok: false, problem: problem('not_found', 'There is no such operation.') };
  const { method, path } = operations[name];
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return refused('', 'expected an object');
  const rest = new Map(Object.entries(input as Record<string, unknown>));
  let fault: Result<never> | null = null;
  const filled = path.replace(/\{(\w+)\}/g, (_all, segment: string) => {
    const value = rest.get(segment);
    rest.delete(segment);
    // A dot would be resolved away, and an empty segment is another path.
    if (typeof value === 'string' && value !== '' && !/^\.{1,2}$/.test(value))
      return encodeURIComponent(value);
    fault ??= refused(segment, 'expected an id');
    return '';
  });
  if (fault !== null) return fault;
  if (method !== 'GET') {
    const body = rest.size === 0 ? null : asJson(Object.fromEntries(rest));
    if (body === undefined) return refused('', 'can’t be sent as JSON');
    return { ok: true, value: { method, path: filled, body } };
  }
  const query = new URLSearchParams();
  for (const [key, value] of rest) {
    if (value === undefined) continue;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return refused(key, 'expected text or a number');
    query.set(key, String(value));
  }
  const asked = query.toString();
  return { ok: true, value: { method, path: asked === '' ? filled : `${filled}?${asked}`, body: null } };
}

/** Undefined for what is nested too deeply, and for what JSON doesn't have. */
function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function refused(path: string, message: string): Result<never> {
  return { ok: false, problem: problem('validation_failed', message, { errors: [{ path, message }] }) };
}

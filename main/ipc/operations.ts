import type { OperationName } from '../../shared/contract/operations';
import { problem, type Result } from '../../shared/contract/problem';
import type { Caller, GovernanceApi } from '../backend/governance-api';

export interface RelayParts {
  /** The engine of the profile that is open and ready, or null. */
  engine(): GovernanceApi | null;
  /** The token of the session that is alive, or null. */
  token(): string | null;
  callerFor(token: string | null): Caller;
  /** Told of every answer, to learn that a session ended or changed. */
  observe(token: string | null, name: OperationName, input: unknown, result: Result<unknown>): void;
}

/** Passes an operation to the engine with the token that the page never sees. */
export async function relayOperation(
  parts: RelayParts,
  name: OperationName,
  input: unknown,
): Promise<Result<unknown>> {
  const engine = parts.engine();
  if (engine === null) return { ok: false, problem: problem('unavailable', 'No organization is open.') };
  const token = parts.token();
  const result = await engine.call(name, input, parts.callerFor(token));
  parts.observe(token, name, input, result);
  // What was asked for in a session isn't shown after it: the page has been blanked meanwhile.
  if (token !== null && result.ok && parts.token() !== token) {
    return { ok: false, problem: problem('session_expired', 'The session has ended.') };
  }
  return result;
}

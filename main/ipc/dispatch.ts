import type { z } from 'zod';
import { pageCalls } from '../../shared/contract/bridge';
import type { Access } from '../../shared/contract/operations';
import { faultsOf, problem, problemSchema, type Problem, type Result } from '../../shared/contract/problem';
import { takePlainData } from './plain-data';

export interface CallSpec {
  access: Access;
  countsAsActivity: boolean;
  input: z.ZodType;
  output: z.ZodType;
}

/** What the dispatcher asks of the parts behind it. */
export interface CallDoors {
  /** Whether a session is alive at this instant; throwing counts as no. */
  isSignedIn(): boolean;
  /** The person did something: the idle time begins anew. */
  touch(): void;
  /** Runs a call whose input has passed its schema. */
  handle(name: string, input: unknown): Promise<Result<unknown>>;
  /** Told of bugs, once each, with nothing of the input. */
  logBug(name: string, error: unknown): void;
}

/**
 * Answers one call of the page, in an order that nothing changes: name → access → schema → handler → output schema
 * (the sender was checked before, in `register.ts`). Never throws and never rejects. Access stands before the schema,
 * so that a signed-out app tells nothing about its inputs; the input isn't even read.
 */
export async function dispatch(
  doors: CallDoors,
  name: unknown,
  input: unknown,
  calls: Readonly<Record<string, CallSpec>> = pageCalls,
): Promise<Result<unknown>> {
  // Object.hasOwn: `constructor` and `__proto__` are no calls.
  const spec = typeof name === 'string' && Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (typeof name !== 'string' || spec === undefined) {
    return fail(problem('not_found', 'There is no such call.'));
  }
  try {
    // `stepUp` means no more here: a second factor is judged last, by the engine (§6, refusal order).
    if (spec.access !== 'public' && !isSignedIn(doors, name)) {
      return fail(problem('unauthenticated', 'Nobody is signed in.'));
    }
    const intake = takePlainData(input);
    if (!intake.ok) return fail(invalid([intake.fault]));
    const parsed = spec.input.safeParse(intake.value);
    if (!parsed.success) return fail(invalid(faultsOf(parsed.error)));
    if (spec.countsAsActivity) doors.touch();
    return checkAnswer(doors, name, spec, await doors.handle(name, parsed.data));
  } catch (error) {
    return bug(doors, name, error);
  }
}

function isSignedIn(doors: CallDoors, name: string): boolean {
  try {
    return doors.isSignedIn();
  } catch (error) {
    reportBug(doors, name, error);
    return false;
  }
}

function checkAnswer(
  doors: CallDoors,
  name: string,
  spec: CallSpec,
  result: Result<unknown>,
): Result<unknown> {
  if (result.ok) {
    const output = spec.output.safeParse(result.value);
    if (output.success) return { ok: true, value: output.data };
    return bug(doors, name, new OutputMismatch('the answer', faultsOf(output.error)));
  }
  const coded = problemSchema.safeParse(result.problem);
  if (!coded.success) return bug(doors, name, new OutputMismatch('the problem', faultsOf(coded.error)));
  return fail(withoutToken(coded.data));
}

/** An enrolment token opens the account's factors: it stays in main, like every token. */
function withoutToken(found: Problem): Problem {
  const { enrolmentToken: _kept, ...rest } = found;
  return rest;
}

/** Names the places that were wrong; what stood there may be somebody's data. */
class OutputMismatch extends Error {
  constructor(what: string, faults: readonly { path: string }[]) {
    super(
      `${what} doesn’t match the contract at: ${faults.map(({ path }) => path || '(itself)').join(', ')}`,
    );
    this.name = 'OutputMismatch';
  }
}

function invalid(errors: NonNullable<Problem['errors']>): Problem {
  return problem('validation_failed', 'Something in the request is missing or not valid.', { errors });
}

function bug(doors: CallDoors, name: string, error: unknown): Result<never> {
  reportBug(doors, name, error);
  return fail(problem('internal', 'Something went wrong. It has been written to the log.'));
}

function reportBug(doors: CallDoors, name: string, error: unknown): void {
  try {
    doors.logBug(name, error);
  } catch {
    // A log that can't be written must not turn an answer into a crash.
  }
}

function fail(found: Problem): Result<never> {
  return { ok: false, problem: found };
}

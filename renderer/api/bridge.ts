import type {
  Bridge,
  CallInput,
  CallName,
  CallOutput,
  PageEventName,
  PageEventPayload,
} from '../../shared/contract/bridge';
import { problem, type Problem } from '../../shared/contract/problem';

declare global {
  interface Window {
    /** Put here by preload; touched by this file only. */
    countersign?: Bridge;
  }
}

/** An expected refusal, as the contract words it. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(of: Problem) {
    super(of.detail);
    this.name = 'ProblemError';
    this.problem = of;
  }
}

/** Turns whatever a call threw into a problem that a screen can show. */
export function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : problem('internal', '');
}

/** Calls the trusted side. Throws `ProblemError` when the answer is a refusal. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const bridge = window.countersign;
  if (!bridge) throw new ProblemError(problem('unavailable', ''));
  const result = await bridge.invoke(name, input);
  if (!result.ok) throw new ProblemError(result.problem);
  // Main has judged the answer against this call's output schema before it crossed.
  return result.value as CallOutput<N>;
}

/** Listens to one event until the function given back is called. */
export function subscribe<N extends PageEventName>(
  name: N,
  listener: (payload: PageEventPayload<N>) => void,
): () => void {
  return (
    window.countersign?.subscribe(name, (payload) => listener(payload as PageEventPayload<N>)) ??
    (() => undefined)
  );
}

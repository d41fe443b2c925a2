import type { OperationName, OutputOf, RawInputOf } from '../../shared/contract/operations';
import type { RequestDetail } from '../../shared/contract/requests';
import type { Caller, GovernanceApi } from '../backend/governance-api';

/** A command of the story that the engine refused: the story and the rules disagree, which is a bug in one of them. */
export class SampleRefused extends Error {
  constructor(what: string, code: string, detail: string) {
    super(`${what}: ${code}, ${detail}`);
    this.name = 'SampleRefused';
  }
}

/** Calls the engine as a door would, and insists on a success. `what` names the step when it isn't one. */
export async function ask<N extends OperationName>(
  api: GovernanceApi,
  name: N,
  input: RawInputOf<N>,
  caller: Caller,
  what: string = name,
): Promise<OutputOf<N>> {
  const answer = await api.call(name, input, caller);
  if (answer.ok) return answer.value;
  const faults = (answer.problem.errors ?? []).map(({ path, message }) => ` ${path}: ${message}`).join(';');
  throw new SampleRefused(what, answer.problem.code, answer.problem.detail + faults);
}

/** The request of an answer to `requests.create`, which the story never asks as a dry run. */
export function requestIn(answer: OutputOf<'requests.create'>): RequestDetail {
  if ('outcome' in answer) throw new Error('The story asks for no dry runs');
  return answer;
}

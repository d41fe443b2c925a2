import { operations, type OperationName, type OutputOf } from '../../../shared/contract/operations';
import { problem, problemSchema, type Problem, type Result } from '../../../shared/contract/problem';
import type { Reply } from './http-door';

/** Reads an answer as the contract has it: the operation's output, or a problem. Anything else isn't taken. */
export function answerOf<N extends OperationName>(name: N, reply: Reply, host: string): Result<OutputOf<N>> {
  const { output, answersWith } = operations[name];
  const isSuccess = reply.status >= 200 && reply.status < 300;
  if (isSuccess) {
    const value =
      answersWith === 'text'
        ? { contentType: reply.contentType, content: reply.text, nextCursor: null }
        : reply.status === 204
          ? {}
          : jsonOf(reply.text);
    const judged = output.safeParse(value);
    if (judged.success) return { ok: true, value: judged.data as OutputOf<N> };
    return { ok: false, problem: strange(host) };
  }
  const judged = problemSchema.safeParse(jsonOf(reply.text));
  return { ok: false, problem: judged.success ? judged.data : strange(host) };
}

/** The JSON in a text, or undefined. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function strange(host: string): Problem {
  return problem('unavailable', `${host} answered in a way that this version of the app doesn’t understand.`);
}

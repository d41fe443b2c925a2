import { PROBLEMS, problem, type Problem, type ProblemCode } from '../../shared/contract/problem';

/** On every answer: nothing here is for a browser to keep, guess, frame or pass on. */
export const ON_EVERY_ANSWER = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

type Headers = Readonly<Record<string, string>>;

/** An answer as text and headers, for hono and for the bare socket alike. */
export interface Answer {
  status: number;
  headers: Headers;
  body: string;
  /** Of a problem. */
  code?: ProblemCode;
}

export function jsonAnswer(status: number, value: unknown): Answer {
  return {
    status,
    headers: { ...ON_EVERY_ANSWER, 'Content-Type': 'application/json' },
    body: status === 204 ? '' : JSON.stringify(value),
  };
}

/** RFC 9457, with the headers that RFC 9110 asks for beside 401 and 429. */
export function problemAnswer(fault: Problem, more: Headers = {}): Answer {
  return {
    status: fault.status,
    headers: {
      ...ON_EVERY_ANSWER,
      'Content-Type': 'application/problem+json',
      ...(fault.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="countersign"' } : {}),
      ...(fault.status === 429 ? { 'Retry-After': String(fault.retryAfterSeconds ?? 1) } : {}),
      ...more,
    },
    body: JSON.stringify(fault),
    code: fault.code,
  };
}

/** What is a response already stays as it is. */
export function toResponse(answer: Answer | Response): Response {
  if (answer instanceof Response) return answer;
  const { status, headers, body } = answer;
  return new Response(status === 204 ? null : body, { status, headers });
}

/** For connections that never became a request: written to the socket, which closes. */
export function toWire({ status, headers, body }: Answer): string {
  const lines = Object.entries({
    ...headers,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${String(status)} ${reasonOf(status)}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

function reasonOf(status: number): string {
  return Object.values(PROBLEMS).find((known) => known.status === status)?.title ?? 'Refused';
}

/** A fault that the door itself found, at `path` of the input. */
export function doorFault(path: string, message: string): Problem {
  return problem('validation_failed', message, { errors: [{ path, message }] });
}

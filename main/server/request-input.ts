import type { Problem } from '../../shared/contract/problem';
import { doorFault } from './answers';

/** 256 KiB, the contract's limit for a body. */
export const LARGEST_BODY = 256 * 1024;

/** Deeper than any input of the contract; keeps what recurses over JSON from running out of stack. */
const DEEPEST = 32;

/** What the door could make of a request: an input for the engine to judge, or what is wrong with it. */
export type Reading = { ok: true; input: Record<string, unknown> } | { ok: false; problem: Problem };

const refuse = (path: string, message: string): Reading => ({ ok: false, problem: doorFault(path, message) });

/** Path parameters and the query of a read make its input; nothing is coerced here, the schema does that. */
export function inputOfRead(url: string, pathParams: Readonly<Record<string, string>>): Reading {
  const entries: [string, string][] = Object.entries(pathParams);
  const seen = new Set(entries.map(([name]) => name));
  for (const [name, value] of new URL(url).searchParams) {
    if (seen.has(name)) return refuse(name, 'Given more than once');
    seen.add(name);
    entries.push([name, value]);
  }
  // fromEntries defines its properties, so that a parameter named __proto__ is an unknown field like any other.
  return { ok: true, input: Object.fromEntries(entries) };
}

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
const CSV_TYPE = /^text\/csv\s*(;\s*(charset\s*=\s*"?utf-8"?|header\s*=\s*present)\s*)*$/i;

/**
 * Path parameters and the body of a write make its input.
 * @param csvField what a body of `text/csv` is called in the input, where one is taken
 */
export async function inputOfWrite(
  request: Request,
  pathParams: Readonly<Record<string, string>>,
  csvField?: string,
): Promise<Reading> {
  if (new URL(request.url).search !== '')
    return refuse('', 'A write takes its input from the body, not the query');
  const read = await readBody(request);
  if ('problem' in read) return read;
  if (read.text === '') return { ok: true, input: { ...pathParams } };
  const contentType = request.headers.get('content-type') ?? '';
  if (csvField !== undefined && CSV_TYPE.test(contentType))
    return { ok: true, input: { ...pathParams, [csvField]: read.text } };
  if (!JSON_TYPE.test(contentType))
    return refuse('', `The body must be application/json${csvField === undefined ? '' : ' or text/csv'}`);
  let body: unknown;
  try {
    body = JSON.parse(read.text);
  } catch {
    return refuse('', 'The body isn’t valid JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refuse('', 'The body must be a JSON object');
  const fault = structureFault(body, 1, '');
  if (fault !== null) return { ok: false, problem: fault };
  const twice = Object.keys(pathParams).find((name) => Object.hasOwn(body, name));
  if (twice !== undefined) return refuse(twice, 'Stands in the path, not in the body');
  return { ok: true, input: { ...body, ...pathParams } };
}

/** The body as text, at most `LARGEST_BODY` bytes of UTF-8; or what is wrong with it. */
export async function readBody(
  request: Request,
): Promise<{ text: string } | { ok: false; problem: Problem }> {
  const tooLarge = () => ({ ok: false as const, problem: doorFault('', 'The body is larger than 256 KiB') });
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) return tooLarge();
  if (request.body === null) return { text: '' };
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength;
      if (size > LARGEST_BODY) {
        // Not awaited: a client that goes on sending would keep the answer waiting.
        void reader.cancel().catch(() => undefined);
        return tooLarge();
      }
      chunks.push(next.value);
    }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { ok: false, problem: doorFault('', 'The body broke off or isn’t UTF-8') };
  }
}

function structureFault(value: object, depth: number, path: string): Problem | null {
  if (depth > DEEPEST) return doorFault(path, `Nested deeper than ${String(DEEPEST)} levels`);
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const here = path === '' ? key : `${path}.${key}`;
    // JSON.parse makes it an ordinary property; a schema that copies would make it the prototype.
    if (key === '__proto__') return doorFault(here, 'Unknown field');
    if (typeof inner === 'object' && inner !== null) {
      const fault = structureFault(inner, depth + 1, here);
      if (fault !== null) return fault;
    }
  }
  return null;
}

import { once } from 'node:events';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ServerResponse } from 'node:http';
import type { OperationName } from '../../shared/contract/operations';
import type { TextChunk } from '../../shared/contract/table/spec';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import { ON_EVERY_ANSWER } from './answers';

/** The head of such an answer. */
export const textHeaders = ({ contentType }: TextChunk) => ({
  ...ON_EVERY_ANSWER,
  'Content-Type': contentType,
});

/**
 * Sends a text that the engine gives in chunks, each asked for when the client has taken the one before: however long
 * it is, no more than one is in memory. Where a chunk can't be had any more the connection breaks, so that nobody
 * takes a part for the whole.
 */
export async function sendText(
  api: GovernanceApi,
  name: OperationName,
  input: Readonly<Record<string, unknown>>,
  caller: Caller,
  first: TextChunk,
  outgoing: ServerResponse,
): Promise<Response> {
  outgoing.writeHead(200, textHeaders(first));
  for (let chunk = first; !outgoing.destroyed;) {
    if (!outgoing.write(chunk.content)) await taken(outgoing);
    if (chunk.nextCursor === null) {
      outgoing.end();
      break;
    }
    const next = await api.call(name, { ...input, cursor: chunk.nextCursor }, caller);
    if (!next.ok) {
      outgoing.destroy();
      break;
    }
    chunk = next.value as TextChunk;
  }
  return RESPONSE_ALREADY_SENT;
}

/** Until the client has taken what was written, or is gone. Nothing keeps listening after that, however many parts come. */
async function taken(outgoing: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })]);
  } finally {
    waiting.abort();
  }
}

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { z } from 'zod';
import { faultsOf, problem, type Problem } from '../../shared/contract/problem';
import { problemAnswer, type Answer } from './answers';
import type { EventStreams } from './event-streams';
import { tokenOf, type DoorContext } from './operation-handler';
import { inputOfRead } from './request-input';
import { STREAM_HEADERS } from './stream-writer';

const query = z.strictObject({ scope: z.literal('notify').optional(), lastEventId: z.string().optional() });

/**
 * `GET /v1/events` (api.md): with a session's token everything its holder may see; with `scope=notify` and a device's
 * token only how much waits. Neither token opens the other one's stream.
 */
export async function answerEvents(streams: EventStreams, context: DoorContext): Promise<Answer | Response> {
  const token = tokenOf(context);
  if (token === null)
    return problemAnswer(problem('unauthenticated', 'Send a session token: Authorization: Bearer …'));
  const { outgoing } = context.env;
  const input = readQuery(context);
  const scope = 'problem' in input ? undefined : input.scope;
  const lastEventId = context.req.header('last-event-id') ?? ('problem' in input ? null : input.lastEventId);
  if ('problem' in input || context.req.method === 'HEAD') {
    // The token comes before the query: strangers learn nothing about inputs.
    const judged = await streams.judge(token, scope === 'notify');
    if (judged !== null) return problemAnswer(judged);
    return 'problem' in input
      ? problemAnswer(input.problem)
      : new Response(null, { headers: STREAM_HEADERS });
  }
  const opened =
    scope === 'notify'
      ? await streams.openNotify(token, outgoing)
      : streams.openEvents(token, lastEventId ?? null, outgoing);
  return opened.ok ? RESPONSE_ALREADY_SENT : problemAnswer(opened.problem);
}

function readQuery(context: DoorContext): z.output<typeof query> | { problem: Problem } {
  const reading = inputOfRead(context.req.url, {});
  if (!reading.ok) return { problem: reading.problem };
  const parsed = query.safeParse(reading.input);
  if (parsed.success) return parsed.data;
  return { problem: problem('validation_failed', 'Check the query', { errors: faultsOf(parsed.error) }) };
}

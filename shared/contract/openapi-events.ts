import { streamEvents } from './event-stream';
import { eventDataName, type JsonObject } from './openapi-schemas';

const EVENT_STREAM = 'text/event-stream';
const dataOf = (event: string): JsonObject => ({ $ref: `#/components/schemas/${eventDataName(event)}` });

/**
 * `GET /v1/events` as the OpenAPI document has it. Of an event stream OpenAPI 3.1 can only say that it is text, so what
 * the events carry stands in `x-events`, by their names.
 */
export function eventsOperation(problems: JsonObject): JsonObject {
  return {
    operationId: 'events.stream',
    summary: 'What happens, as Server-Sent Events: only what the caller may see when it is sent',
    description:
      'Each event has an `id`; opening the stream again with it as `Last-Event-ID` goes on after it, without a gap or a repetition. Where that can’t be done the first event is `resync`. The last event is `session.revoked`. With `scope=notify` and the token of a device the events are all named `waiting`.',
    tags: ['events'],
    security: [{ session: [] }, { device: [] }],
    parameters: [
      {
        name: 'scope',
        in: 'query',
        description: 'What a device’s token opens; a session’s token opens the stream without it.',
        schema: { type: 'string', enum: ['notify'] },
      },
      {
        name: 'lastEventId',
        in: 'query',
        description: 'For clients that can’t send the header, which goes before it.',
        schema: { type: 'string' },
      },
      { name: 'Last-Event-ID', in: 'header', schema: { type: 'string' } },
    ],
    responses: {
      '200': {
        description: 'A stream that ends with the session or the connection',
        content: {
          [EVENT_STREAM]: {
            schema: { type: 'string' },
            'x-events': {
              ...Object.fromEntries(Object.keys(streamEvents).map((name) => [name, dataOf(name)])),
              waiting: { $ref: '#/components/schemas/Waiting' },
            },
          },
        },
      },
      ...problems,
    },
  };
}

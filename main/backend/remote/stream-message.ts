import type { EventSourceMessage } from 'eventsource-parser';
import { events, type AnyEvent, type EventName } from '../../../shared/contract/events';

/** What one message of the stream means to the desktop. */
export type StreamMessage =
  | { kind: 'event'; event: AnyEvent }
  /** Something can't be told any more, or couldn't be read: everything has to be asked for anew. */
  | { kind: 'resync' }
  /** The session may be over: asking tells. */
  | { kind: 'session' }
  /** Of a later version of the contract, and so nothing that this one shows. */
  | { kind: 'unknown' };

/** Reads a message as api.md has it: what happened stands in its name, the rest in its data. */
export function readMessage({ event: type = '', data }: EventSourceMessage): StreamMessage {
  if (type === 'resync') return { kind: 'resync' };
  if (type === 'session.revoked') return { kind: 'session' };
  const name = type.startsWith('request.') ? 'request.changed' : type;
  if (!isEventName(name)) return { kind: 'unknown' };
  const payload = events[name].safeParse(parsed(data));
  return payload.success
    ? { kind: 'event', event: { name, payload: payload.data } as AnyEvent }
    : { kind: 'resync' };
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

import type { DomainEvent } from '../events';
import type { IdSource } from '../work';

/**
 * Gives out the ids that a command was given when it was made: those of the records that its events brought into being,
 * in their order. Decided again with the same ids, the command must come to the very same events.
 */
export class RecordedIds implements IdSource {
  readonly #waiting = new Map<string, string[]>();

  constructor(events: readonly DomainEvent[]) {
    for (const event of events)
      for (const record of Object.values(event) as unknown[]) {
        const id = (record as { id?: unknown } | null)?.id;
        if (typeof record !== 'object' || typeof id !== 'string') continue;
        const prefix = id.slice(0, id.indexOf('_'));
        const waiting = this.#waiting.get(prefix);
        if (waiting === undefined) this.#waiting.set(prefix, [id]);
        else waiting.push(id);
      }
  }

  next<P extends string>(prefix: P): `${P}_${string}` {
    const id = this.#waiting.get(prefix)?.shift();
    return (id as `${P}_${string}` | undefined) ?? `${prefix}_unrecorded`;
  }
}

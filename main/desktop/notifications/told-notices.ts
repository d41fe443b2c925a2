import { z } from 'zod';
import { memberId, requestId, type MemberId, type RequestId } from '../../../shared/contract/primitives';

/** What a person is told at most once for each request. */
export type Telling = 'waiting' | 'ended' | 'reminded';

/** What one person was told already. */
export interface Told {
  has(what: Telling, id: RequestId): boolean;
  add(what: Telling, ...ids: readonly RequestId[]): void;
}

/** So many are remembered for everybody together: far more than anybody has open at a time. */
const REMEMBERED = 3000;

const entry = z.tuple([memberId, z.enum(['waiting', 'ended', 'reminded']), requestId]);
const storedEntries = z.array(entry.nullable().catch(null)).catch([]);

export interface ToldStore {
  read(): unknown;
  keep(entries: readonly (readonly string[])[]): void;
}

/** Remembers across restarts who was told what, so that nothing is told twice. Holds ids and nothing else. */
export class ToldNotices {
  /** Oldest first, as sets keep it. */
  private readonly keys: Set<string>;

  constructor(
    private readonly store: ToldStore,
    private readonly logBug: (what: string, error: unknown) => void,
  ) {
    this.keys = new Set(read(store, logBug));
  }

  of(member: MemberId): Told {
    const keyOf = (what: Telling, id: RequestId): string => [member, what, id].join(' ');
    return {
      has: (what, id) => this.keys.has(keyOf(what, id)),
      add: (what, ...ids) => this.add(ids.map((id) => keyOf(what, id))),
    };
  }

  private add(keys: readonly string[]): void {
    const added = keys.filter((key) => !this.keys.has(key));
    if (added.length === 0) return;
    for (const key of added) this.keys.add(key);
    for (const oldest of this.keys) {
      if (this.keys.size <= REMEMBERED) break;
      this.keys.delete(oldest);
    }
    try {
      this.store.keep([...this.keys].map((one) => one.split(' ')));
    } catch (error) {
      // A full disk: told twice after a restart is better than not at all.
      this.logBug('remembering what was told', error);
    }
  }
}

function read(store: ToldStore, logBug: (what: string, error: unknown) => void): string[] {
  try {
    return storedEntries.parse(store.read()).flatMap((one) => (one === null ? [] : [one.join(' ')]));
  } catch (error) {
    logBug('reading what was told', error);
    return [];
  }
}

import type { Place } from '../../../shared/contract/desktop-settings';
import type { RequestId } from '../../../shared/contract/primitives';
import type { RequestRow } from '../../../shared/contract/requests';
import type { EndedRequest } from './notice';

/** What a person is to be told. */
export interface News {
  /** What starts to wait for them. */
  fresh: RequestRow[];
  /** What expires soon and still waits. */
  due: RequestRow[];
  endings: EndedRequest[];
}

/** What of the news is in front of who looks at this: the list that it appears in, or that very request. */
export function newsAt({ view, requestId }: Place, { fresh, due, endings }: News): News {
  const showsWaiting = view === 'waiting' || view === 'pending';
  const showsEnded = view === 'mine' || view === 'history';
  return {
    fresh: fresh.filter(({ id }) => showsWaiting || id === requestId),
    due: due.filter(({ id }) => id === requestId),
    endings: endings.filter(({ row }) => showsEnded || row.id === requestId),
  };
}

/** Who touches nothing for so long isn't there. */
export const AWAY_MS = 60_000;
/** Systems count whole seconds, and nobody reacts sooner. */
const REACTION_MS = 2000;

export interface ShownNews extends News {
  at: number;
  keys: string[];
}

/** What the page showed to whom it was in front of, until they touch something, or it turns out that nobody is there. */
export class Unanswered {
  private all: ShownNews[] = [];

  get due(): RequestRow[] {
    return this.all.flatMap(({ due }) => due);
  }

  add(shown: ShownNews): void {
    this.all.push(shown);
  }

  /** Takes out what was seen, and what was missed. */
  sort(now: number, idleMs: number): { seen: ShownNews[]; missed: ShownNews[] } {
    const wasTouched = ({ at }: ShownNews): boolean => idleMs + REACTION_MS < now - at;
    const seen = this.all.filter(wasTouched);
    const missed = this.all.filter((shown) => !wasTouched(shown) && now - shown.at >= AWAY_MS);
    this.all = this.all.filter((shown) => !seen.includes(shown) && !missed.includes(shown));
    return { seen, missed };
  }

  /** It waits no more: nobody needs to be told of it again. @returns what this takes out */
  without(id: RequestId): News {
    const out: News = { fresh: [], due: [], endings: [] };
    for (const shown of this.all) {
      out.fresh.push(...shown.fresh.filter((row) => row.id === id));
      out.due.push(...shown.due.filter((row) => row.id === id));
      shown.fresh = shown.fresh.filter((row) => row.id !== id);
      shown.due = shown.due.filter((row) => row.id !== id);
    }
    this.all = this.all.filter(({ fresh, due, endings }) => fresh.length + due.length + endings.length > 0);
    return out;
  }
}

import { useEffect, useMemo, useState } from 'react';
import type { RequestDetail, RequestRow } from '../../../shared/contract/requests';
import type { RequestId } from '../../../shared/contract/primitives';
import { call } from '../../api/bridge';
import { useQueue } from '../../stores/queue-store';
import { rowsOf } from '../../stores/queue-window';
import { setIdOf } from './like-sets';

/** The rows of a set as the list holds them, less those that close soon and stand by themselves. */
export function useRowsOfSet(id: string): readonly RequestRow[] {
  const window = useQueue((state) => state.window);
  const closing = useQueue((state) => state.closing);
  return useMemo(() => {
    const apart = new Set(closing.map((row) => row.id));
    return rowsOf(window).filter((row) => setIdOf(row) === id && !apart.has(row.id));
  }, [window, closing, id]);
}

const READ_AT_ONCE = 4;
/** More doubts than this are looked at one by one. */
const READ_AT_MOST = 50;

export interface ReadDetails {
  details: ReadonlyMap<RequestId, RequestDetail>;
  isReading: boolean;
}

/** Reads what is worth a look of those rows that have something: a row says only how much there is. */
export function useDoubts(rows: readonly RequestRow[]): ReadDetails {
  const wanted = rows
    .filter((row) => row.riskCount > 0)
    .slice(0, READ_AT_MOST)
    .map((row) => row.id)
    .join();
  const [read, setRead] = useState<{ wanted: string; details: ReadonlyMap<RequestId, RequestDetail> }>({
    wanted: '',
    details: new Map(),
  });
  useEffect(() => {
    if (wanted === '') return undefined;
    let isCurrent = true;
    const queue = wanted.split(',') as RequestId[];
    const details = new Map<RequestId, RequestDetail>();
    const reader = async () => {
      for (let id = queue.shift(); id !== undefined && isCurrent; id = queue.shift()) {
        try {
          details.set(id, await call('requests.get', { id }));
        } catch {
          // Whatever can't be read stays pulled out: it isn't decided with the others.
        }
      }
    };
    void Promise.all(Array.from({ length: READ_AT_ONCE }, reader)).then(() => {
      if (isCurrent) setRead({ wanted, details });
    });
    return () => {
      isCurrent = false;
    };
  }, [wanted]);
  return { details: read.details, isReading: wanted !== '' && read.wanted !== wanted };
}

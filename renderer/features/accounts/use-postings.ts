import { useEffect, useState } from 'react';
import type { PostingView } from '../../../shared/contract/money';
import type { AccountId } from '../../../shared/contract/primitives';
import { call, subscribe } from '../../api/bridge';

const PAGE = 20;

interface Loaded {
  items: readonly PostingView[];
  nextCursor: string | null;
}

/** The postings of an account, newest first, a page at a time; null while the first is fetched. */
export function usePostings(accountId: AccountId) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    const load = () => {
      call('accounts.postings', { id: accountId, limit: PAGE }).then(
        (page) => {
          if (!isCurrent) return;
          setLoaded(page);
          setFailed(false);
        },
        () => {
          if (isCurrent) setFailed(true);
        },
      );
    };
    load();
    const stops = [
      subscribe('balance.changed', (changed) => {
        if (changed.accountId === accountId) load();
      }),
      subscribe('desktop.resync', load),
    ];
    return () => {
      isCurrent = false;
      for (const stop of stops) stop();
    };
  }, [accountId]);

  const more = async () => {
    const cursor = loaded?.nextCursor ?? null;
    if (loaded === null || cursor === null) return;
    try {
      const page = await call('accounts.postings', { id: accountId, limit: PAGE, cursor });
      setLoaded({ items: [...loaded.items, ...page.items], nextCursor: page.nextCursor });
    } catch {
      setFailed(true);
    }
  };
  return { postings: loaded?.items ?? null, hasMore: (loaded?.nextCursor ?? null) !== null, hasFailed, more };
}

import { useEffect, useState } from 'react';
import type { AddressView } from '../../../shared/contract/money';
import type { AccountId } from '../../../shared/contract/primitives';
import { call, subscribe } from '../../api/bridge';
import { everyPage } from '../../stores/every-page';

interface Loaded {
  accountId: AccountId;
  addresses: readonly AddressView[];
}

/** The whitelist of an account, all pages, kept up to date; null while it is fetched, or can’t be. */
export function useAddresses(accountId: AccountId | null) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failedFor, setFailedFor] = useState<AccountId | null>(null);
  useEffect(() => {
    if (accountId === null) return undefined;
    let isCurrent = true;
    const load = async () => {
      const addresses = await everyPage((page) => call('accounts.addresses', { id: accountId, ...page }));
      if (!isCurrent) return;
      setLoaded({ accountId, addresses: addresses.filter((one) => one.status === 'active') });
      setFailedFor(null);
    };
    const reload = () => {
      load().catch(() => {
        if (isCurrent) setFailedFor(accountId);
      });
    };
    reload();
    const stops = [
      subscribe('address.changed', (changed) => {
        if (changed.accountId === accountId) reload();
      }),
      subscribe('desktop.resync', reload),
    ];
    return () => {
      isCurrent = false;
      for (const stop of stops) stop();
    };
  }, [accountId]);
  const addresses = loaded && loaded.accountId === accountId ? loaded.addresses : null;
  return { addresses, hasFailed: addresses === null && accountId !== null && failedFor === accountId };
}

import { useEffect, useState } from 'react';
import type { AddressView } from '../../../shared/contract/money';
import type { AccountId } from '../../../shared/contract/primitives';
import { call, subscribe } from '../../api/bridge';
import { everyPage } from '../../stores/every-page';

interface Loaded {
  accountId: AccountId;
  addresses: readonly AddressView[];
}

/** The whitelist of an account, all pages, kept up to date; null while it is fetched. */
export function useAddresses(accountId: AccountId | null): readonly AddressView[] | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    if (accountId === null) return undefined;
    let isCurrent = true;
    const load = async () => {
      const addresses = await everyPage((page) => call('accounts.addresses', { id: accountId, ...page }));
      if (isCurrent) setLoaded({ accountId, addresses: addresses.filter((one) => one.status === 'active') });
    };
    const reload = () => {
      load().catch(() => {
        if (isCurrent) setLoaded({ accountId, addresses: [] });
      });
    };
    reload();
    const stop = subscribe('address.changed', (changed) => {
      if (changed.accountId === accountId) reload();
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [accountId]);
  return loaded && loaded.accountId === accountId ? loaded.addresses : null;
}

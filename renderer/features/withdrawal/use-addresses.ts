import { useEffect, useState } from 'react';
import type { AddressView } from '../../../shared/contract/money';
import type { AccountId } from '../../../shared/contract/primitives';
import { call } from '../../api/bridge';

interface Loaded {
  accountId: AccountId;
  addresses: readonly AddressView[];
}

/** The whitelist of an account, all pages; null while it is fetched. */
export function useAddresses(accountId: AccountId | null): readonly AddressView[] | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    if (accountId === null) return undefined;
    let isCurrent = true;
    const load = async () => {
      const addresses: AddressView[] = [];
      let cursor: string | undefined;
      do {
        const page = await call('accounts.addresses', {
          id: accountId,
          limit: 200,
          ...(cursor === undefined ? {} : { cursor }),
        });
        addresses.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined && isCurrent);
      if (isCurrent) setLoaded({ accountId, addresses: addresses.filter((one) => one.status === 'active') });
    };
    load().catch(() => {
      if (isCurrent) setLoaded({ accountId, addresses: [] });
    });
    return () => {
      isCurrent = false;
    };
  }, [accountId]);
  return loaded && loaded.accountId === accountId ? loaded.addresses : null;
}

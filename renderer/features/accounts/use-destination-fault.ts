import { useEffect, useState } from 'react';
import { assetOf } from '../../../shared/domain/assets';
import type { AddressDraft } from './address-draft';

interface Fault {
  field: string;
  message: string;
}

/** The checksums are the domain’s own (one place for a rule); their code is fetched when the first address is typed. */
async function judge(draft: AddressDraft): Promise<Fault | null> {
  const asset = assetOf(draft.asset ?? '');
  if (!asset) return null;
  const { checkBankDestination, checkCryptoAddress } = await import('../../../shared/domain/destinations');
  const judged =
    asset.kind === 'fiat'
      ? checkBankDestination(asset, draft.iban.trim(), draft.bic.trim() === '' ? undefined : draft.bic.trim())
      : draft.network === null
        ? null
        : checkCryptoAddress(asset, draft.network, draft.address.trim());
  const [fault] = judged !== null && 'refused' in judged ? (judged.extras.errors ?? []) : [];
  return fault ? { field: fault.path.replace('params.', ''), message: fault.message } : null;
}

/** What is wrong with a destination as typed so far, and on which field; null while it is empty or right. */
export function useDestinationFault(draft: AddressDraft): Fault | null {
  const [answer, setAnswer] = useState<{ draft: AddressDraft; fault: Fault | null } | null>(null);
  const isBank = assetOf(draft.asset ?? '')?.kind === 'fiat';
  const isEmpty = (isBank ? draft.iban : draft.address).trim() === '';
  useEffect(() => {
    if (isEmpty) return undefined;
    let isCurrent = true;
    judge(draft).then(
      (fault) => {
        if (isCurrent) setAnswer({ draft, fault });
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [draft, isEmpty]);
  return isEmpty ? null : (answer?.fault ?? null);
}

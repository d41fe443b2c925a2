import { useEffect, useState } from 'react';
import { assetOf } from '../../../shared/domain/assets';
import type { AddressDraft } from './address-draft';

interface Fault {
  field: string;
  message: string;
}

/** What the checksum is of; a label is no part of it. */
type Destination = Pick<AddressDraft, 'asset' | 'network' | 'address' | 'iban' | 'bic'>;

/** The checksums are the domain’s own (one place for a rule); their code is fetched when the first address is typed. */
async function judge(draft: Destination): Promise<Fault | null> {
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

export interface JudgedDestination {
  fault: Fault | null;
  /** False while what stands in the fields hasn’t been judged yet: nobody is to be asked about it until then. */
  isJudged: boolean;
}

/** What is wrong with a destination as typed so far, and on which field; nothing while it is empty or right. */
export function useDestinationFault(draft: AddressDraft): JudgedDestination {
  const { asset, network, address, iban, bic } = draft;
  const typed = JSON.stringify({ asset, network, address, iban, bic } satisfies Destination);
  const [answer, setAnswer] = useState<{ typed: string; fault: Fault | null } | null>(null);
  const isBank = assetOf(asset ?? '')?.kind === 'fiat';
  const isEmpty = (isBank ? iban : address).trim() === '';
  useEffect(() => {
    if (isEmpty) return undefined;
    let isCurrent = true;
    judge(JSON.parse(typed) as Destination).then(
      (fault) => {
        if (isCurrent) setAnswer({ typed, fault });
      },
      // The checksums could not be fetched: the engine judges by the same ones.
      () => {
        if (isCurrent) setAnswer({ typed, fault: null });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [typed, isEmpty]);
  if (isEmpty) return { fault: null, isJudged: true };
  return { fault: answer?.fault ?? null, isJudged: answer?.typed === typed };
}

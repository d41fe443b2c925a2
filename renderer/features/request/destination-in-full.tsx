import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AddressChunks } from '../../ui/address-chunks';
import { CopyButton } from './copy-button';
import type { Destination } from './shown-params';

interface DestinationInFullProps {
  to: Destination;
  /** Where nothing else says what it is called. */
  isNamed?: boolean;
  /** Where nothing else says whose bank account it is. */
  hasBeneficiary?: boolean;
  canCopy?: boolean;
}

/** Where money goes: the address in full, with what sending to it depends on. */
export function DestinationInFull({ to, ...options }: DestinationInFullProps) {
  const { isNamed = false, hasBeneficiary = false, canCopy = false } = options;
  const { t } = useTranslation();
  const { network, beneficiary, bic } = to;
  const isKnown =
    network === 'bitcoin' || network === 'litecoin' || network === 'ethereum' || network === 'bank';
  return (
    <div className="addr">
      {isNamed ? <b className="addr-name">{to.label}</b> : null}
      <AddressChunks address={to.address} />
      {to.memo === null ? null : (
        <span className="mid small addr-name">{t('request.memo', { memo: to.memo })}</span>
      )}
      <span className="dim small nowrap">{isKnown ? t(`network.${network}`) : network}</span>
      {canCopy ? <CopyButton icon={Copy} isSmall label={t('request.copyAddress')} text={to.address} /> : null}
      {hasBeneficiary && (beneficiary !== null || bic !== null) ? (
        <span className="mid small addr-whose">
          {[beneficiary, bic === null ? null : t('request.bic', { bic })]
            .filter((one) => one !== null)
            .join(', ')}
        </span>
      ) : null}
    </div>
  );
}

import { Copy, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, AddressView } from '../../../shared/contract/money';
import { exactTime, twoUnits } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { useMayInitiate } from '../../stores/desktop-store';
import { dropKept, useKept } from '../../stores/kept';
import { useMemberName } from '../../stores/members-store';
import { AddressChunks } from '../../ui/address-chunks';
import { Button, IconButton } from '../../ui/button';
import { useTimeWords } from '../../ui/relative-time';
import { CopyButton } from '../request/copy-button';
import { useAddresses } from '../withdrawal/use-addresses';
import { AddAddressDialog } from './add-address-dialog';
import { RemoveAddressDialog } from './remove-address-dialog';

function AddressRow({ address, onRemove }: { address: AddressView; onRemove: (() => void) | null }) {
  const { t } = useTranslation();
  const now = useNow();
  const { longAgo } = useTimeWords();
  const nameOf = useMemberName();
  const { label, usableFrom, addedAt } = address;
  const isUsable = address.usable || Date.parse(usableFrom) <= now;
  const by = nameOf(address.addedBy);
  const ago = longAgo(Math.max(0, now - Date.parse(addedAt)));
  const details = [
    address.beneficiary,
    address.bic,
    address.memo === undefined ? undefined : t('accounts.addresses.memo', { memo: address.memo }),
    by === null ? t('accounts.addresses.added', { ago }) : t('accounts.addresses.addedBy', { name: by, ago }),
  ].filter((one) => one !== undefined);
  return (
    <li className="white">
      <span className="white-head">
        <b className="clip">{label}</b>
        <span className="chip">{address.asset}</span>
        <span className="dim small nowrap">{t(`network.${address.network}`)}</span>
        <span className="grow" />
        <span
          className={isUsable ? 'small nowrap t-ok' : 'small nowrap t-risk num'}
          title={exactTime(Date.parse(usableFrom))}
        >
          {isUsable
            ? t('accounts.addresses.usable')
            : t('accounts.addresses.usableIn', { span: twoUnits(Date.parse(usableFrom) - now) })}
        </span>
        <CopyButton
          icon={Copy}
          isSmall
          label={t('accounts.addresses.copy', { label })}
          text={address.address}
        />
        {onRemove === null ? null : (
          <IconButton
            icon={Trash2}
            isSmall
            label={t('accounts.addresses.remove', { label })}
            onPress={onRemove}
          />
        )}
      </span>
      <span className="addr bare-addr">
        <AddressChunks address={address.address} />
      </span>
      <small className="dim" title={exactTime(Date.parse(addedAt))}>
        {details.join(' · ')}
      </small>
    </li>
  );
}

/** Where money of this account may go, each address in full, with its hold time running. */
export function Whitelist({ account }: { account: AccountView }) {
  const { t } = useTranslation();
  const { addresses, hasFailed } = useAddresses(account.id);
  const mayChange = useMayInitiate('addresses', account.id);
  const form = `add-address.${account.id}`;
  const [isAdding, setAdding] = useKept(form, false);
  const [removed, setRemoved] = useState<AddressView | null>(null);
  return (
    <section className="sect">
      <h3 className="h">
        {t('accounts.addresses.title')}
        <span className="end">
          {mayChange ? (
            <Button icon={Plus} onPress={() => setAdding(true)}>
              {t('accounts.addresses.add')}
            </Button>
          ) : null}
        </span>
      </h3>
      {hasFailed ? (
        <p className="t-bad" role="alert">
          {t('accounts.addresses.failed')}
        </p>
      ) : addresses === null ? (
        <p className="dim" role="status">
          {t('accounts.addresses.loading')}
        </p>
      ) : addresses.length === 0 ? (
        <p className="mid">{t('accounts.addresses.none')}</p>
      ) : (
        <ul className="whitelist">
          {addresses.map((address) => (
            <AddressRow
              key={address.id}
              address={address}
              onRemove={mayChange ? () => setRemoved(address) : null}
            />
          ))}
        </ul>
      )}
      {isAdding ? <AddAddressDialog account={account} onClose={() => dropKept(form)} /> : null}
      {removed ? <RemoveAddressDialog address={removed} onClose={() => setRemoved(null)} /> : null}
    </section>
  );
}

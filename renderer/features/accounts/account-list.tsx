import { Wallet } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/contract/money';
import type { AccountId } from '../../../shared/contract/primitives';
import { listOfNames } from '../../format/list';
import { selectAccount } from '../../stores/account-selection';

interface AccountListProps {
  accounts: readonly AccountView[] | null;
  shownId: AccountId | null;
}

/** The accounts by name, each with the assets it holds. */
export function AccountList({ accounts, shownId }: AccountListProps) {
  const { t } = useTranslation();
  const holds = ({ balances }: AccountView) => {
    if (balances === undefined) return t('accounts.hidden');
    return balances.length === 0
      ? t('accounts.empty')
      : listOfNames(balances.map((balance) => balance.asset));
  };
  return (
    <section className="aside plist" aria-label={t('accounts.list')}>
      {accounts === null ? null : (
        <ListBox
          className="plist-rows first"
          aria-label={t('accounts.list')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={shownId === null ? [] : [shownId]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys];
            if (key !== undefined) selectAccount(key as AccountId);
          }}
        >
          {accounts.map((account) => (
            <ListBoxItem key={account.id} id={account.id} textValue={account.name} className="person">
              <Wallet className="i dim" />
              <span className="grow">
                <span className="n clip">{account.name}</span>
                <small className="clip">{holds(account)}</small>
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      )}
    </section>
  );
}

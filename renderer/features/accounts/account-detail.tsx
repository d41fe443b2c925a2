import { ArrowDownToLine, ArrowUpRight, Moon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { AccountView } from '../../../shared/contract/money';
import { useMayInitiate } from '../../stores/desktop-store';
import { editWithdrawal, openWithdrawal } from '../../stores/withdrawal-draft';
import { Button } from '../../ui/button';
import { BalanceTable } from './balance-table';
import { DepositDialog } from './deposit-dialog';
import { PostingList } from './posting-list';
import { Whitelist } from './whitelist';

/** One account: what it holds, where its money may go, and every posting. */
export function AccountDetail({ account, session }: { account: AccountView; session: SessionView }) {
  const { t } = useTranslation();
  const [isDepositing, setDepositing] = useState(false);
  const mayWithdraw = useMayInitiate('withdrawals', account.id);
  const { balances } = account;
  const withdraw = () => {
    editWithdrawal({ accountId: account.id });
    openWithdrawal();
  };
  return (
    <section className="detail" aria-label={account.name}>
      <div className="mcol">
        <header className="phead plain">
          <h2 className="grow">{account.name}</h2>
          {session.member.owner ? (
            <Button icon={ArrowDownToLine} onPress={() => setDepositing(true)}>
              {t('accounts.deposit.button')}
            </Button>
          ) : null}
          {mayWithdraw && balances !== undefined && balances.length > 0 ? (
            <Button icon={ArrowUpRight} onPress={withdraw}>
              {t('accounts.withdraw')}
            </Button>
          ) : null}
        </header>
        {(account.dormantIn ?? []).map((workflow) => (
          <div key={workflow} className="note risk gap">
            <Moon className="i i-sm" />
            <span>{t('accounts.dormant', { workflow: t(`policies.workflow.${workflow}`) })}</span>
          </div>
        ))}
        {balances === undefined ? (
          <p className="mid read">{t('accounts.nameOnly')}</p>
        ) : (
          <>
            <BalanceTable balances={balances} isOwner={session.member.owner} />
            <Whitelist account={account} />
            <PostingList accountId={account.id} />
          </>
        )}
      </div>
      {isDepositing ? <DepositDialog account={account} onClose={() => setDepositing(false)} /> : null}
    </section>
  );
}

import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { selectRequest } from '../../stores/queue-store';
import { Sentence } from '../../strings/sentence';
import { RiskText } from '../request/risks-section';
import { numberOf } from '../request/shown-params';
import { useRequestWords } from '../request/use-request-words';
import type { Apart, ApartBecause } from './set-outliers';

function Because({ because, account }: { because: ApartBecause; account: string }) {
  const { t } = useTranslation();
  switch (because.kind) {
    case 'risk':
      return <RiskText risk={because.risk} account={account} />;
    case 'amount': {
      const parts = { bold: <b>{t('bulk.reason.amountBold', { times: because.times })}</b> };
      return <Sentence text={t('bulk.reason.amount')} parts={parts} />;
    }
    case 'address': {
      const parts = { bold: <b>{t('bulk.reason.addressBold')}</b>, to: because.to };
      return <Sentence text={t('bulk.reason.address')} parts={parts} />;
    }
    case 'unread':
      return t('bulk.reason.unread');
  }
}

const keyOf = (because: ApartBecause): string => (because.kind === 'risk' ? because.risk.code : because.kind);

/** What stands out among the others: shown with its reasons, and left for a look of its own. */
export function SetApart({ apart }: { apart: readonly Apart[] }) {
  const { t } = useTranslation();
  const wordsOf = useRequestWords();
  if (apart.length === 0) return null;
  return (
    <section className="sect">
      <h3 className="h t-risk">
        {t('bulk.apart')}
        <span className="end num">{t('bulk.apartCount', { count: apart.length })}</span>
      </h3>
      <p className="small dim set-why">{t('bulk.apartText')}</p>
      <ul className="risks">
        {apart.map(({ row, because }) => (
          <li key={row.id} className="risk-item">
            <TriangleAlert className="i" />
            <span>
              <b className="set-title">{wordsOf(row.view).title}</b>
              <span className="mid">, {wordsOf(row.view).second}</span>
              {because.map((one) => (
                <span key={keyOf(one)} className="block small">
                  <Because because={one} account={row.view.account?.name ?? ''} />
                </span>
              ))}
            </span>
            <button
              type="button"
              className="link small"
              aria-label={t('bulk.open', { number: numberOf(row) })}
              onClick={() => selectRequest(row.id)}
            >
              {numberOf(row)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

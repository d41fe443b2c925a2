import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RequestDetail, Risk } from '../../../shared/contract/requests';
import { Sentence } from '../../strings/sentence';
import { selectRequest } from '../../stores/queue-store';
import { useTimeWords } from '../../ui/relative-time';
import { AmountStrip } from './amount-strip';
import { shownOf } from './shown-params';

/** The risk in our own words, with its weight in bold; the engine’s sentence where evidence is withheld. */
export function RiskText({ risk, account }: { risk: Risk; account: string }) {
  const { t } = useTranslation();
  const { span } = useTimeWords();
  const { evidence } = risk;
  const by = evidence?.by ?? '';
  const since = evidence?.ageMs === undefined ? null : span(evidence.ageMs);
  const bold = (text: string) => ({ bold: <b>{text}</b> });
  if (risk.code === 'unusually_large' && evidence?.times !== undefined) {
    const parts = bold(t('request.risk.largeBold', { times: evidence.times }));
    return <Sentence text={t('request.risk.large', { account })} parts={parts} />;
  }
  if (risk.code === 'first_use' && since !== null) {
    return (
      <Sentence
        text={t('request.risk.firstUse', { span: since, by })}
        parts={bold(t('request.risk.firstUseBold'))}
      />
    );
  }
  if (risk.code === 'new_address' && since !== null) {
    const parts = bold(t('request.risk.newAddressBold'));
    return <Sentence text={t('request.risk.newAddress', { span: since, by })} parts={parts} />;
  }
  if (risk.code === 'initiator_recently_granted' && since !== null) {
    return (
      <Sentence
        text={t('request.risk.newPower', { span: since, by })}
        parts={bold(t('request.risk.newPowerBold'))}
      />
    );
  }
  if (risk.code === 'many_in_short_time' && evidence?.count !== undefined) {
    const parts = bold(t('request.risk.manyBold', { count: evidence.count }));
    return <Sentence text={t('request.risk.many', { by })} parts={parts} />;
  }
  return risk.detail;
}

function Evidence({ risk, detail }: { risk: Risk; detail: RequestDetail }) {
  const { t } = useTranslation();
  const shown = shownOf(detail.view);
  const past = risk.evidence?.pastAmounts;
  if (past && past.length > 0 && shown.kind === 'withdrawal') {
    return <AmountStrip past={past} amount={shown.amount} asset={shown.asset} />;
  }
  const id = risk.evidence?.requestId;
  const number = risk.evidence?.requestNumber;
  if (id === undefined) return null;
  return (
    <Button className="link small" onPress={() => selectRequest(id)}>
      {number === undefined ? t('request.risk.open') : t('request.risk.openNumber', { number })}
    </Button>
  );
}

interface RiskListProps {
  title: string;
  risks: readonly Risk[];
  account: string;
  /** Shows what each rests on. */
  evidenceOf?: (risk: Risk) => ReactNode;
}

/** Doubts, at most five, each with its reason. */
export function RiskList({ title, risks, account, evidenceOf }: RiskListProps) {
  const { t } = useTranslation();
  if (risks.length === 0) return null;
  return (
    <section className="sect">
      <h3 className="h">
        {title}
        <span className="end">{t('request.risk.found', { count: risks.length })}</span>
      </h3>
      <ul className="risks">
        {risks.slice(0, 5).map((risk) => (
          <li key={risk.code} className="risk-item">
            <TriangleAlert className="i" />
            <span>
              <RiskText risk={risk} account={account} />
            </span>
            {evidenceOf?.(risk)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Doubts, before the facts that reassure; each with its evidence. */
export function RisksSection({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation();
  return (
    <RiskList
      title={t('request.risk.title')}
      risks={detail.risks}
      account={detail.view.account?.name ?? ''}
      evidenceOf={(risk) => <Evidence risk={risk} detail={detail} />}
    />
  );
}

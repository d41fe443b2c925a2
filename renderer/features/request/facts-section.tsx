import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { shortDigest } from '../../format/address';
import { exactTime } from '../../format/time';
import { showPolicyVersion } from '../../stores/policy-version';
import { Amount } from '../../ui/amount';
import { shownOf } from './shown-params';
import { useParamFacts } from './use-param-facts';

interface Fact {
  name: string;
  value: ReactNode;
  isFull?: boolean;
}

/** The version it was started under, and the one that has asked for more approvals since; each opens in the history. */
function GoverningPolicy({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation();
  const { workflow, policyVersion: version } = detail;
  const raised = detail.timeline.findLast(({ kind }) => kind === 'raised')?.raised;
  const link = (shown: number, text: string) => (
    <button type="button" className="link" onClick={() => showPolicyVersion({ workflow, version: shown })}>
      {text}
    </button>
  );
  return (
    <>
      {link(version, t('request.facts.policyVersion', { workflow: t(`workflow.${workflow}`), version }))}
      {raised === undefined ? null : (
        <>
          {'; '}
          {link(
            raised.policyVersion,
            t('request.facts.raised', { count: raised.requiredApprovals, version: raised.policyVersion }),
          )}
        </>
      )}
    </>
  );
}

function useFacts(detail: RequestDetail): Fact[] {
  const { t } = useTranslation();
  const paramFacts = useParamFacts();
  const shown = shownOf(detail.view);
  const facts: Fact[] = [];
  const add = (name: string, value: ReactNode, isFull = false) => facts.push({ name, value, isFull });
  const { balance } = detail;
  if (balance && detail.status === 'pending') {
    add(t('request.facts.available'), <Amount value={balance.available} asset={balance.asset} />);
  }
  const network = 'to' in shown && typeof shown.to !== 'string' ? shown.to.network : null;
  if (network === 'bitcoin' || network === 'litecoin' || network === 'ethereum' || network === 'bank') {
    add(t('request.facts.network'), t(`network.${network}`));
  }
  if (balance && detail.status === 'pending') {
    add(t('request.facts.afterwards'), <Amount value={balance.afterwards} asset={balance.asset} />);
  }
  if (shown.kind === 'withdrawal') add(t('request.facts.fee'), <Amount value="0" asset={shown.asset} />);
  if (shown.kind === 'add-address' && detail.view.account)
    add(t('request.facts.account'), detail.view.account.name);
  for (const { name, value, isMono } of paramFacts(detail.view))
    add(name, <span className={isMono ? 'mono sel' : 'sel'}>{value}</span>);
  const { fingerprint } = detail.view.params;
  if (typeof fingerprint === 'string')
    add(t('request.facts.fingerprint'), <span className="mono sel">{fingerprint}</span>, true);
  add(t('request.facts.policy'), <GoverningPolicy detail={detail} />);
  if (detail.queuedBecause) add(t('request.facts.waits'), t(`request.because.${detail.queuedBecause}`));
  if (detail.queuedBecause === 'ring_change')
    add(t('request.facts.ring'), t('request.becauseMore.ring_change'), true);
  if ('to' in shown && typeof shown.to !== 'string') {
    if (shown.to.beneficiary !== null) add(t('request.facts.beneficiary'), shown.to.beneficiary);
    if (shown.to.bic !== null) add(t('request.facts.bic'), <span className="mono">{shown.to.bic}</span>);
    if (shown.to.memo !== null) add(t('request.facts.memo'), <span className="mono">{shown.to.memo}</span>);
  }
  const usableFrom = detail.result?.usableFrom;
  if (usableFrom !== undefined) add(t('request.facts.usableFrom'), exactTime(Date.parse(usableFrom)));
  if (detail.failure) add(t('request.facts.failure'), detail.failure.detail, true);
  const { note } = detail.view;
  if (note !== null && note !== '') add(t('request.facts.note'), <span className="sel">{note}</span>, true);
  add(
    t('request.facts.signs'),
    <span className="mono mid sel" title={detail.digest}>
      {t('request.facts.sha', { digest: shortDigest(detail.digest) })}
    </span>,
    true,
  );
  return facts;
}

/** Facts in two columns, with the digest that is signed. */
export function FactsSection({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation();
  const facts = useFacts(detail);
  return (
    <section className="sect">
      <h3 className="h">{t('request.facts.title')}</h3>
      <dl className="facts">
        {facts.map((fact) => (
          <div key={fact.name} className={fact.isFull ? 'full' : undefined}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

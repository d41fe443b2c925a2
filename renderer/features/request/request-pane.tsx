import { FileSearch, OctagonX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { useSession } from '../../stores/desktop-store';
import { hasRows, useQueue } from '../../stores/queue-store';
import { reloadRequest, useRequest } from '../../stores/request-store';
import { FOCUS } from '../../keyboard/focus-targets';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { useProblemText } from '../../ui/problem-text';
import { useDelayed } from '../../ui/use-delayed';
import { CollectSecret } from '../people/collect-secret';
import { ApprovalsSection } from './approvals-section';
import { ChangesSection } from './changes-section';
import { DecisionBar } from './decision-bar';
import { EffectSection } from './effect-section';
import { FactsSection } from './facts-section';
import { RequestBands } from './request-bands';
import { RequestHead } from './request-head';
import { RequestLead } from './request-lead';
import { RisksSection } from './risks-section';
import { numberOf } from './shown-params';
import { TimelineSection } from './timeline-section';

function LoadingRequest() {
  const { t } = useTranslation();
  const isShown = useDelayed(true);
  return (
    <>
      <header className="bar ruled edge" />
      <div className="req-body" role="status" aria-label={t('request.loading')}>
        {isShown ? (
          <div className="req-blanks">
            <span className="blank t w9" />
            <span className="blank w8" />
            <span className="blank w5" />
            <span className="blank gap w9" />
            <span className="blank w7" />
            <span className="blank w8" />
          </div>
        ) : null}
      </div>
    </>
  );
}

function OpenRequest({ detail }: { detail: RequestDetail }) {
  const me = useSession();
  const isStale = useRequest((state) => state.isStale);
  if (!me) return null;
  return (
    <>
      <RequestHead detail={detail} />
      <RequestBands detail={detail} isStale={isStale} />
      <CollectSecret key={`collect-${detail.id}`} detail={detail} session={me} />
      <div className="req-body" tabIndex={-1} id={FOCUS.request}>
        <RequestLead detail={detail} />
        <ApprovalsSection detail={detail} myId={me.member.id} />
        <RisksSection detail={detail} />
        <EffectSection
          effect={detail.effect}
          operation={detail.operation}
          isAsOfNow={detail.wouldFail?.code === 'conflict'}
        />
        <ChangesSection detail={detail} />
        <FactsSection detail={detail} />
        <TimelineSection detail={detail} />
      </div>
      <DecisionBar key={detail.id} detail={detail} session={me} isStale={isStale} />
    </>
  );
}

/** The request that is read, in the order of the design: what would happen, who has signed, doubts, facts, history. */
export function RequestPane() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { id, detail, problem } = useRequest();
  const canSelect = useQueue(hasRows);
  const label = detail ? t('request.label', { number: numberOf(detail) }) : t('queue.empty.request');
  return (
    <section className="req" aria-label={label}>
      {detail ? (
        <OpenRequest detail={detail} />
      ) : problem ? (
        <>
          <header className="bar ruled edge" />
          <EmptyState
            icon={OctagonX}
            title={t('request.failedTitle')}
            text={textOf(problem)}
            action={<Button onPress={() => void reloadRequest()}>{t('action.tryAgain')}</Button>}
          />
        </>
      ) : id === null ? (
        <>
          <header className="bar edge" />
          {canSelect ? (
            <EmptyState
              icon={FileSearch}
              title={t('queue.empty.request')}
              text={t('queue.empty.requestText')}
            />
          ) : null}
        </>
      ) : (
        <LoadingRequest />
      )}
    </section>
  );
}

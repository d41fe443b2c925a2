import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { RequestDetail } from '../../../shared/contract/requests';
import { DecisionForm } from './decision-form';
import { useCannotDecide } from './use-cannot-decide';
import { useDecision } from './use-decision';

interface DecisionBarProps {
  detail: RequestDetail;
  session: SessionView;
  isStale: boolean;
}

function OpenBar({ detail, session, isStale }: DecisionBarProps) {
  const { t } = useTranslation();
  const deciding = useDecision(detail, session.member.id);
  const nth = detail.validApprovals + 1;
  const needed = detail.requiredApprovals;
  const approve =
    nth < needed
      ? t('request.decide.approveNth', { nth, needed })
      : detail.wouldFail
        ? t('request.decide.approve')
        : detail.workflow === 'withdrawals'
          ? t('request.decide.approveSend')
          : t('request.decide.approveApply');
  return (
    <DecisionForm
      deciding={deciding}
      session={session}
      keptAs={`reason.${detail.id}`}
      words={{ approve, reject: t('request.decide.reject') }}
      isBarred={isStale}
    />
  );
}

/** The bar under the request, always in view: to decide, or why this person can’t. Gone once there is nothing to decide. */
export function DecisionBar(props: DecisionBarProps) {
  const { t } = useTranslation();
  const why = useCannotDecide(props.detail, props.session.member.id);
  if (props.detail.status !== 'pending') return null;
  if (props.detail.canDecide) return <OpenBar {...props} />;
  return (
    <footer className="decide off" role="group" aria-label={t('request.decide.label')}>
      <p className="line mid">{why}</p>
    </footer>
  );
}

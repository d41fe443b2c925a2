import { PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { RequestDetail } from '../../../shared/contract/requests';
import { FOCUS, focusOn } from '../../keyboard/focus-targets';
import { useIsOffline } from '../../stores/connection';
import { useKept } from '../../stores/kept';
import { useOwnMethods } from '../../stores/factors-store';
import { Button } from '../../ui/button';
import { focusListIfLost } from '../queue/queue-commands';
import { PasskeyWaiting } from '../security/passkey-waiting';
import { FreshStepUp, StepUpField, useStepUpLeft } from './step-up';
import { useDecision, type Decision } from './use-decision';
import { useCannotDecide } from './use-cannot-decide';

interface DecisionBarProps {
  detail: RequestDetail;
  session: SessionView;
  isStale: boolean;
}

/** Reason, second factor, Reject, then Approve with the signature it would be. Nothing here decides but a press of its two buttons. */
function OpenBar({ detail, session, isStale }: DecisionBarProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useKept(`reason.${detail.id}`, '');
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<'code' | 'reason' | null>(null);
  const left = useStepUpLeft(session.stepUpUntil);
  const { sending, message, setMessage, decide, isWaiting } = useDecision(detail, session.member.id);
  const isFresh = left > 0;
  const methods = useOwnMethods();
  // Who begins to type a code means the code.
  const withPasskey = !isFresh && methods.passkey && code === '';
  const lacksFactor = !isFresh && !withPasskey && code.length < 6;
  const nth = detail.validApprovals + 1;
  const needed = detail.requiredApprovals;
  const isBusy = sending !== null;
  const isOffline = useIsOffline();

  // A field that was disabled while the decision was under way can take the focus only after it is drawn again.
  useEffect(() => {
    if (fault !== null && !isBusy) focusOn(FOCUS[fault]);
  }, [fault, isBusy]);

  // A bar that has decided takes its buttons away, and with them the focus.
  useEffect(() => () => void setTimeout(focusListIfLost, 0), []);

  const complain = (place: 'code' | 'reason') => {
    setFault(place);
    setMessage(place === 'code' ? t('request.decide.codeMissing') : t('request.decide.reasonMissing'));
    focusOn(FOCUS[place]);
  };
  const press = async (decision: Decision) => {
    if (decision === 'reject' && reason.trim() === '') return complain('reason');
    if (lacksFactor) return complain('code');
    setFault(null);
    const result = await decide({
      decision,
      reason,
      code: isFresh || withPasskey ? null : code,
      withPasskey,
    });
    if (result !== 'code') return undefined;
    setCode('');
    setFault('code');
    return undefined;
  };
  /** Enter after the reason goes on towards Reject; it decides nothing by itself. */
  const goOnToReject = () => {
    if (reason.trim() === '') complain('reason');
    else if (lacksFactor) focusOn(FOCUS.code);
    else focusOn(FOCUS.reject);
  };
  const changeCode = (next: string) => {
    setCode(next);
    if (fault === 'code') setFault(null);
  };

  const approveWords =
    nth < needed
      ? t('request.decide.approveNth', { nth, needed })
      : detail.workflow === 'withdrawals'
        ? t('request.decide.approveSend')
        : t('request.decide.approveApply');
  return (
    <footer className="decide" role="group" aria-label={t('request.decide.label')}>
      {message === null ? null : (
        <p className="decide-message t-bad small" role="alert">
          {message}
        </p>
      )}
      <div className="line">
        <input
          id={FOCUS.reason}
          className="input soft"
          aria-label={t('request.decide.reasonLabel')}
          placeholder={t('request.decide.reason')}
          maxLength={200}
          disabled={isStale || isBusy}
          data-disabled={isStale ? '' : undefined}
          data-invalid={fault === 'reason' ? '' : undefined}
          aria-invalid={fault === 'reason' ? true : undefined}
          value={reason}
          onKeyDown={(event) => {
            if (event.key === 'Enter') goOnToReject();
          }}
          onChange={(event) => {
            setReason(event.target.value);
            if (fault === 'reason') setFault(null);
          }}
        />
      </div>
      <div className="line">
        {isOffline ? (
          <span className="small dim" role="status">
            {t('connect.noDeciding')}
          </span>
        ) : isFresh ? (
          <FreshStepUp left={left} />
        ) : isWaiting ? (
          <PasskeyWaiting />
        ) : (
          <StepUpField
            id={FOCUS.code}
            code={code}
            onCode={changeCode}
            onComplete={() => focusOn(FOCUS.approve)}
            isDisabled={isStale || isBusy}
            isInvalid={fault === 'code'}
            forPasskey={t(methods.code ? 'security.passkey.signsOr' : 'security.passkey.signs')}
          />
        )}
        <span className="grow" />
        <Button
          id={FOCUS.reject}
          kind="reject"
          keyCap="R"
          isDisabled={isStale || isOffline || sending === 'approve'}
          isPending={sending === 'reject'}
          onPress={() => void press('reject')}
        >
          {t('request.decide.reject')}
        </Button>
        <Button
          id={FOCUS.approve}
          kind="primary"
          icon={PenLine}
          keyCap="A"
          isDisabled={isStale || isOffline || sending === 'reject'}
          isPending={sending === 'approve'}
          onPress={() => void press('approve')}
        >
          {approveWords}
        </Button>
      </div>
    </footer>
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

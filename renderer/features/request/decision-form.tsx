import { PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { FOCUS, focusOn } from '../../keyboard/focus-targets';
import { useIsOffline } from '../../stores/connection';
import { useKept } from '../../stores/kept';
import { useOwnMethods } from '../../stores/factors-store';
import { Button } from '../../ui/button';
import { focusListIfLost } from '../queue/queue-commands';
import { PasskeyWaiting } from '../security/passkey-waiting';
import { FreshStepUp, StepUpField, useStepUpLeft } from './step-up';
import type { Decision, DecisionFault, DecisionInput } from './use-decision';

/** One decision at a time: sending it, and how it came out. */
export interface Deciding {
  sending: Decision | null;
  message: string | null;
  setMessage: (message: string | null) => void;
  /** Gives null when it went through, else what has to be asked for again. */
  decide: (input: DecisionInput) => Promise<DecisionFault>;
  /** While the passkey is waited for. */
  isWaiting: boolean;
}

interface DecisionFormProps {
  deciding: Deciding;
  session: SessionView;
  /** Under which name the reason is kept while the session is away. */
  keptAs: string;
  words: { approve: string; reject: string };
  /** Nothing can be decided now: it changed while it was read, or nothing is chosen. */
  isBarred: boolean;
}

/** Reason, second factor, Reject, then Approve with the signature it would be. Nothing here decides but a press of its two buttons. */
export function DecisionForm({ deciding, session, keptAs, words, isBarred }: DecisionFormProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useKept(keptAs, '');
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<'code' | 'reason' | null>(null);
  const left = useStepUpLeft(session.stepUpUntil);
  const { sending, message, setMessage, decide, isWaiting } = deciding;
  const isFresh = left > 0;
  const methods = useOwnMethods();
  // Who begins to type a code means the code.
  const withPasskey = !isFresh && methods.passkey && code === '';
  const lacksFactor = !isFresh && !withPasskey && code.length < 6;
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
          disabled={isBarred || isBusy}
          data-disabled={isBarred ? '' : undefined}
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
            isDisabled={isBarred || isBusy}
            isInvalid={fault === 'code'}
            forPasskey={t(methods.code ? 'security.passkey.signsOr' : 'security.passkey.signs')}
          />
        )}
        <span className="grow" />
        <Button
          id={FOCUS.reject}
          kind="reject"
          keyCap="R"
          isDisabled={isBarred || isOffline || sending === 'approve'}
          isPending={sending === 'reject'}
          onPress={() => void press('reject')}
        >
          {words.reject}
        </Button>
        <Button
          id={FOCUS.approve}
          kind="primary"
          icon={PenLine}
          keyCap="A"
          isDisabled={isBarred || isOffline || sending === 'reject'}
          isPending={sending === 'approve'}
          onPress={() => void press('approve')}
        >
          {words.approve}
        </Button>
      </div>
    </footer>
  );
}

import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/contract/bridge';
import type { ShownEnrolment } from '../../../shared/contract/desktop-calls';
import { call } from '../../api/bridge';
import { chunkAddress } from '../../format/address';
import { Button } from '../../ui/button';
import { CodeField } from '../../ui/code-field';
import { CopySecretButton } from '../../ui/copy-secret';
import { useOneCall } from '../../ui/use-one-call';
import { isOver, useEnrolmentText } from './use-enrolment-text';

export type Confirmed = CallOutput<'desktop.confirmEnrolment'>;

interface AuthenticatorStepProps {
  shown: ShownEnrolment;
  onConfirmed: (confirmed: Confirmed) => void;
  /** The key is no longer good: whoever holds the flow goes back to where one is made. */
  onBeginAgain: () => void;
}

/** The seed once, to scan or to type, and the first code that proves it arrived. */
export function AuthenticatorStep({ shown, onConfirmed, onBeginAgain }: AuthenticatorStepProps) {
  const { t } = useTranslation();
  const textOf = useEnrolmentText();
  const [code, setCode] = useState('');
  const [isIncomplete, setIncomplete] = useState(false);
  const { isWorking, problem, run } = useOneCall();
  const codeRef = useRef<HTMLInputElement>(null);
  useEffect(() => codeRef.current?.focus(), []);
  const isLost = problem !== null && isOver(problem);

  const confirm = async (typed: string) => {
    setIncomplete(typed.length < 6);
    if (typed.length < 6) return;
    const confirmed = await run(() => call('desktop.confirmEnrolment', { code: typed }));
    if (confirmed) onConfirmed(confirmed);
    else setCode('');
  };
  const message = isIncomplete ? t('enrolment.codeMissing') : problem ? textOf(problem) : '';
  return (
    <form
      noValidate
      className="enrol"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm(code);
      }}
    >
      <img className="qr" src={shown.qr} alt={t('enrolment.qr')} width={176} height={176} />
      <div className="enrol-side">
        <p className="mid">{t('enrolment.scan')}</p>
        <h3 className="label gap">{t('enrolment.secret')}</h3>
        <p className="mono sel secret">{chunkAddress(shown.secret).join(' ')}</p>
        <CopySecretButton text={shown.secret} label={t('enrolment.copySecret')} />
      </div>
      <div className="enrol-code">
        <CodeField
          ref={codeRef}
          value={code}
          onChange={(next) => {
            setCode(next);
            setIncomplete(false);
            if (next.length === 6) void confirm(next);
          }}
          label={t('enrolment.code')}
          isLabelShown
          isLarge
          isDisabled={isLost}
          error={message === '' ? undefined : ''}
        />
        {isLost ? (
          <Button isLarge onPress={onBeginAgain}>
            {t('enrolment.beginAgain')}
          </Button>
        ) : (
          <Button kind="primary" isLarge type="submit" isPending={isWorking}>
            {isWorking ? t('enrolment.confirming') : t('enrolment.confirm')}
          </Button>
        )}
      </div>
      <p className="form-message t-bad small" role="alert">
        {message}
      </p>
    </form>
  );
}

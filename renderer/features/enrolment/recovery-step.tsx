import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, problemOf } from '../../api/bridge';
import { stopCreating } from '../../stores/entrance-store';
import { receiveDesktop } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { CopySecretButton } from '../../ui/copy-secret';
import { TextField } from '../../ui/text-field';
import { useOneCall } from '../../ui/use-one-call';
import type { Confirmed } from './authenticator-step';
import { useEnrolmentText } from './use-enrolment-text';

/** The ten codes, once, and one of them typed back: only then the session begins (§9). */
export function RecoveryStep({ confirmed, isOwner }: { confirmed: Confirmed; isOwner: boolean }) {
  const { t } = useTranslation();
  const textOf = useEnrolmentText();
  const [typed, setTyped] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isWorking, problem, run } = useOneCall();

  const finish = async () => {
    if (typed.trim() === '') return setMissing(true);
    await run(async () => {
      try {
        await call('desktop.finishEnrolment', { recoveryCode: typed.trim() });
      } catch (error) {
        // It stands, only its first session doesn't: signing in is the way on.
        if (problemOf(error).code !== 'session_expired') throw error;
        stopCreating();
      }
      receiveDesktop(await call('desktop.state', {}));
    });
    return undefined;
  };
  const fault = isMissing ? t('enrolment.typeBackMissing') : problem ? textOf(problem) : undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void finish();
      }}
    >
      {isOwner ? null : (
        <>
          <p>
            <span className="label">{t('enrolment.fingerprint')}</span>
            <b className="mono sel secret">{confirmed.fingerprint}</b>
          </p>
          <p className="help">{t('enrolment.fingerprintText')}</p>
          <hr className="rule" />
        </>
      )}
      <p className="mid">
        {t('enrolment.recoveryText')} {isOwner ? <b>{t('enrolment.ownerRecovery')}</b> : null}
      </p>
      <ol className="recovery-codes mono sel" aria-label={t('enrolment.codes')}>
        {confirmed.recoveryCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <CopySecretButton text={confirmed.recoveryCodes.join('\n')} label={t('enrolment.copyCodes')} />
      <div className="with-button">
        <TextField
          label={t('enrolment.typeBack')}
          help={t('enrolment.typeBackHelp')}
          error={fault}
          isMono
          maxLength={100}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setMissing(false);
          }}
        />
        <Button kind="primary" isLarge type="submit" isPending={isWorking}>
          {isWorking ? t('enrolment.finishing') : t('enrolment.finish')}
        </Button>
      </div>
    </form>
  );
}

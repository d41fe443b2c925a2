import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { BegunEnrolment } from '../../../shared/contract/desktop-calls';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';
import { useProblemText } from '../../ui/problem-text';
import type { Confirmed } from './authenticator-step';
import { FactorStep } from './factor-step';
import { ReadFirst } from './read-first';
import { RecoveryStep } from './recovery-step';

/** Setting up a second factor that is asked for before anything else: after a recovery code, or a tightened policy (§9). */
export function EnrolmentFlow({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [begun, setBegun] = useState<BegunEnrolment | 'over' | null>(null);
  const [confirmed, setConfirmed] = useState<Confirmed | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let isGone = false;
    // Asked once: each time it is, a new key is shown.
    call('desktop.pendingEnrolment', {}).then(
      (answer) => {
        if (isGone) return;
        // Nothing was begun: password and the factor one has come first.
        if (answer === null) onLeave();
        else setBegun(answer);
      },
      (error: unknown) => {
        if (isGone) return;
        setProblem(problemOf(error));
        setBegun('over');
      },
    );
    return () => {
      isGone = true;
    };
    // Only ever asked once, by whoever showed this first.
  }, [onLeave]);
  if (confirmed !== null) {
    return (
      <>
        <ReadFirst>{t('enrolment.recovery')}</ReadFirst>
        <RecoveryStep confirmed={confirmed} isOwner={false} />
      </>
    );
  }
  return (
    <>
      <ReadFirst>
        {t('security.enrol.title')}
        <small>{t('security.enrol.required')}</small>
      </ReadFirst>
      {begun === null ? null : begun === 'over' ? (
        <p className="mid" role="alert">
          {problem ? textOf(problem) : ''}
        </p>
      ) : (
        <FactorStep begun={begun} onConfirmed={setConfirmed} onBeginAgain={onLeave} />
      )}
      <p className="small sfoot">
        <Button className="link" onPress={onLeave}>
          {t('security.enrol.back')}
        </Button>
      </p>
    </>
  );
}

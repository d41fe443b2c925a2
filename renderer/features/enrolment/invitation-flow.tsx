import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Confirmed } from './authenticator-step';
import { FactorStep } from './factor-step';
import { InvitationForm, type Accepted } from './invitation-form';
import { ReadFirst } from './read-first';
import { RecoveryStep } from './recovery-step';

/**
 * From the code of an invitation to the first session: password, second factor, recovery codes. Once the codes are
 * shown there is no way back: they would be lost.
 */
export function InvitationFlow({ code = '', onLeave }: { code?: string; onLeave: () => void }) {
  const { t } = useTranslation();
  const leave = (
    <p className="small sfoot">
      <Button className="link" onPress={onLeave}>
        {t('enrolment.invitation.signIn')}
      </Button>
    </p>
  );
  const [accepted, setAccepted] = useState<Accepted | null>(null);
  const [confirmed, setConfirmed] = useState<Confirmed | null>(null);
  if (accepted === null) {
    return (
      <>
        <h2 className="step-title">{t('enrolment.invitation.title')}</h2>
        <InvitationForm code={code} onAccepted={setAccepted} />
        {leave}
      </>
    );
  }
  if (confirmed === null) {
    return (
      <>
        <h2 className="step-title">
          {t('enrolment.invitation.welcome', { name: accepted.displayName })}
          <small>{t('enrolment.invitation.welcomeText', { email: accepted.email })}</small>
        </h2>
        <FactorStep begun={accepted} onConfirmed={setConfirmed} onBeginAgain={() => setAccepted(null)} />
        {leave}
      </>
    );
  }
  return (
    <>
      <ReadFirst>{t('enrolment.recovery')}</ReadFirst>
      <RecoveryStep confirmed={confirmed} isOwner={false} />
    </>
  );
}

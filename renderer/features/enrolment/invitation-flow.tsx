import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { AuthenticatorStep, type Confirmed } from './authenticator-step';
import { InvitationForm, type Accepted } from './invitation-form';
import { RecoveryStep } from './recovery-step';

/** The title of a step that is read before anything is typed: the focus begins there. */
function ReadFirst({ children }: { children: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <h2 className="step-title" tabIndex={-1} ref={ref}>
      {children}
    </h2>
  );
}

/**
 * From the code of an invitation to the first session: password, authenticator, recovery codes. Once the codes are
 * shown there is no way back: they would be lost.
 */
export function InvitationFlow({ onLeave }: { onLeave: () => void }) {
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
        <InvitationForm onAccepted={setAccepted} />
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
        <AuthenticatorStep
          shown={accepted}
          onConfirmed={setConfirmed}
          onBeginAgain={() => setAccepted(null)}
        />
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

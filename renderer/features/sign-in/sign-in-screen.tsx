import {
  Clock,
  Fingerprint,
  LogOut,
  MonitorOff,
  PlugZap,
  ShieldX,
  TimerOff,
  UsersRound,
  WifiOff,
  type LucideIcon,
} from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DesktopState, SignOutCause } from '../../../shared/contract/desktop-calls';
import { organizationInitialsOf } from '../../format/person';
import { useConnection, useOfflineSince } from '../../stores/connection';
import { leaveOrganization, useDesktop } from '../../stores/desktop-store';
import { dropInvitationCode, useEntrance } from '../../stores/entrance-store';
import { EnrolmentFlow } from '../enrolment/enrolment-flow';
import { InvitationFlow } from '../enrolment/invitation-flow';
import { BlankShell } from './blank-shell';
import { GaveUpNote } from './gave-up-note';
import { SamplePeople } from './sample-people';
import { SignInForm } from './sign-in-form';

const CAUSE_ICON: Record<SignOutCause, LucideIcon> = {
  idle: TimerOff,
  expired: Clock,
  'lock-screen': MonitorOff,
  suspend: MonitorOff,
  'user-switch': UsersRound,
  user: LogOut,
  'engine-stopped': PlugZap,
  revoked: ShieldX,
  'factor-required': Fingerprint,
};

function CauseNote({ cause }: { cause: SignOutCause }) {
  const { t } = useTranslation();
  const Icon = CAUSE_ICON[cause];
  return (
    <div className="note" role="status">
      <Icon className="i i-sm" />
      <span>{t(`signIn.cause.${cause}`)}</span>
    </div>
  );
}

/** Signing in needs the server. */
function OfflineNote({ since }: { since: string }) {
  const { t } = useTranslation();
  const because = useConnection()?.because ?? '';
  return (
    <div className="note" role="status">
      <WifiOff className="i i-sm" />
      <span>{t('connect.noSignIn', { time: since, because })}</span>
    </div>
  );
}

function SheetHead({ profile }: { profile: NonNullable<DesktopState['profile']> }) {
  const { t } = useTranslation();
  return (
    <header className="shead">
      <span className="org-l" aria-hidden="true">
        {organizationInitialsOf(profile.organizationName)}
      </span>
      <div>
        <h1>{profile.organizationName}</h1>
        <p className="small dim">{profile.server ?? t(`signIn.${profile.kind}`)}</p>
      </div>
    </header>
  );
}

interface SheetFootProps {
  profile: NonNullable<DesktopState['profile']>;
  lastEmail: string | null;
  onInvitation: () => void;
}

function SheetFoot({ profile, lastEmail, onInvitation }: SheetFootProps) {
  const { t } = useTranslation();
  const last = profile.people.find((person) => person.email === lastEmail);
  const waitingThere = useDesktop(
    ({ desktop }) => desktop?.waitingSignedOut.find(({ server }) => server === profile.server)?.waiting ?? 0,
  );
  return (
    <>
      {last && last.waiting > 0 ? (
        <p className="small mid sheet-count">{t('signIn.waitForYou', { count: last.waiting })}</p>
      ) : null}
      {waitingThere > 0 ? (
        <p className="small mid sheet-count">{t('signIn.waitForDecision', { count: waitingThere })}</p>
      ) : null}
      <p className="small dim sfoot">
        <Button className="link" onPress={() => void leaveOrganization().catch(() => undefined)}>
          {profile.kind === 'sample' ? t('signIn.leaveSample') : t('signIn.otherOrganizations')}
        </Button>
        <span className="grow" />
        <Button className="link" onPress={onInvitation}>
          {t('enrolment.invitation.link')}
        </Button>
      </p>
    </>
  );
}

/** The sheet over the emptied page. It names only the organization, the cause, and a count. */
export function SignInScreen() {
  const { t } = useTranslation();
  const desktop = useDesktop((state) => state.desktop);
  const code = useEntrance((state) => state.invitationCode);
  const [isAccepting, setAccepting] = useState(code !== null);
  const [isEnrolling, setEnrolling] = useState(desktop?.signedOutBecause === 'factor-required');
  const offlineSince = useOfflineSince();
  const leaveEnrolment = useCallback(() => setEnrolling(false), []);
  if (!desktop?.profile) return null;
  const { profile, signedOutBecause, lastEmail } = desktop;
  const isSample = profile.kind === 'sample' && profile.people.length > 0 && !isAccepting && !isEnrolling;
  return (
    <>
      <BlankShell />
      <main className="scrim soft">
        <div className="drag-strip" />
        <section
          className={isSample ? 'sheet with-people' : isAccepting || isEnrolling ? 'sheet roomy' : 'sheet'}
          aria-label={t('signIn.title', { organization: profile.organizationName })}
        >
          <div className="sheet-form">
            <SheetHead profile={profile} />
            {isAccepting ? (
              <InvitationFlow
                code={code ?? ''}
                onLeave={() => {
                  dropInvitationCode();
                  setAccepting(false);
                }}
              />
            ) : isEnrolling ? (
              <EnrolmentFlow onLeave={leaveEnrolment} />
            ) : (
              <>
                {offlineSince === null ? null : <OfflineNote since={offlineSince} />}
                <GaveUpNote />
                {signedOutBecause === null ? null : <CauseNote cause={signedOutBecause} />}
                <SignInForm
                  lastEmail={lastEmail}
                  hasPasskeys
                  onEnrolmentRequired={() => setEnrolling(true)}
                />
                <SheetFoot profile={profile} lastEmail={lastEmail} onInvitation={() => setAccepting(true)} />
              </>
            )}
          </div>
          {isSample ? <SamplePeople people={profile.people} /> : null}
        </section>
      </main>
    </>
  );
}

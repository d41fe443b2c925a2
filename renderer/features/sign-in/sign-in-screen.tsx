import { Clock, LogOut, MonitorOff, PlugZap, ShieldX, TimerOff, type LucideIcon } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DesktopState, SignOutCause } from '../../../shared/contract/desktop-calls';
import { initialsOf } from '../../format/person';
import { leaveOrganization, useDesktop } from '../../stores/desktop-store';
import { BlankShell } from './blank-shell';
import { SamplePeople } from './sample-people';
import { SignInForm } from './sign-in-form';

const CAUSE_ICON: Record<SignOutCause, LucideIcon> = {
  idle: TimerOff,
  expired: Clock,
  'lock-screen': MonitorOff,
  suspend: MonitorOff,
  user: LogOut,
  'engine-stopped': PlugZap,
  revoked: ShieldX,
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

function SheetHead({ profile }: { profile: NonNullable<DesktopState['profile']> }) {
  const { t } = useTranslation();
  return (
    <header className="shead">
      <span className="org-l" aria-hidden="true">
        {initialsOf(profile.organizationName)}
      </span>
      <div>
        <h1>{profile.organizationName}</h1>
        <p className="small dim">{t(`signIn.${profile.kind}`)}</p>
      </div>
    </header>
  );
}

/** The sheet over the emptied page. It names only the organization, the cause, and a count. */
export function SignInScreen() {
  const { t } = useTranslation();
  const desktop = useDesktop((state) => state.desktop);
  if (!desktop?.profile) return null;
  const { profile, signedOutBecause, lastEmail } = desktop;
  const isSample = profile.kind === 'sample' && profile.people.length > 0;
  const last = profile.people.find((person) => person.email === lastEmail);
  return (
    <>
      <BlankShell />
      <main className="scrim soft">
        <div className="drag-strip" />
        <section
          className={isSample ? 'sheet with-people' : 'sheet'}
          aria-label={t('signIn.title', { organization: profile.organizationName })}
        >
          <div className="sheet-form">
            <SheetHead profile={profile} />
            {signedOutBecause === null ? null : <CauseNote cause={signedOutBecause} />}
            <SignInForm lastEmail={lastEmail} />
            <p className="small dim sfoot">
              <Button className="link" onPress={() => void leaveOrganization().catch(() => undefined)}>
                {profile.kind === 'sample' ? t('signIn.leaveSample') : t('signIn.otherOrganizations')}
              </Button>
              <span className="grow" />
              {last && last.waiting > 0 ? (
                <span>{t('signIn.waitForYou', { count: last.waiting })}</span>
              ) : null}
            </p>
          </div>
          {isSample ? <SamplePeople people={profile.people} /> : null}
        </section>
      </main>
    </>
  );
}

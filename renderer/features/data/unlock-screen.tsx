import { LockKeyhole } from 'lucide-react';
import { useRef, useState, type SyntheticEvent } from 'react';
import { Button as LinkButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { organizationInitialsOf } from '../../format/person';
import { receiveDesktop, useDesktop } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { PasswordField } from '../../ui/password-field';
import { useOneCall } from '../../ui/use-one-call';
import { BlankShell } from '../sign-in/blank-shell';

/** Asks for the passphrase that the organization’s key is locked with; nobody can sign in before. */
export function UnlockScreen({ wasWrong }: { wasWrong: boolean }) {
  const { t } = useTranslation();
  const name = useDesktop((state) => state.desktop?.localOrganization?.name ?? '');
  const fieldRef = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [isMissing, setMissing] = useState(false);
  const opening = useOneCall();
  const open = async (event?: SyntheticEvent) => {
    event?.preventDefault();
    setMissing(typed === '');
    if (typed === '') return fieldRef.current?.focus();
    // Main says by its state whether it was right; what was typed is gone either way.
    await opening.run(async () => receiveDesktop(await call('desktop.openLocal', { passphrase: typed })));
    setTyped('');
    fieldRef.current?.focus();
    return undefined;
  };
  const back = () => void opening.run(async () => receiveDesktop(await call('desktop.forgetUnopened', {})));
  const fault = isMissing
    ? t('data.unlock.missing')
    : wasWrong && typed === '' && !opening.isWorking
      ? t('data.unlock.wrong')
      : undefined;
  return (
    <>
      <BlankShell />
      <main className="scrim soft">
        <div className="drag-strip" />
        <section className="sheet" aria-label={t('data.unlock.title', { name })}>
          <header className="shead">
            <span className="org-l" aria-hidden="true">
              {organizationInitialsOf(name)}
            </span>
            <div>
              <h1>{name}</h1>
              <p className="small dim">{t('signIn.local')}</p>
            </div>
          </header>
          <div className="note">
            <LockKeyhole className="i i-sm" />
            <span>{t('data.unlock.text')}</span>
          </div>
          <form noValidate onSubmit={(event) => void open(event)}>
            <PasswordField
              ref={fieldRef}
              label={t('data.unlock.label')}
              autoComplete="current-password"
              autoFocus
              value={typed}
              error={fault === undefined ? undefined : ''}
              onChange={(event) => {
                setTyped(event.target.value);
                setMissing(false);
              }}
            />
            <p className="form-message t-bad small" role="alert">
              {fault ?? ''}
            </p>
            <Button kind="primary" isLarge isWide type="submit" isPending={opening.isWorking}>
              {t('data.unlock.submit')}
            </Button>
          </form>
          <p className="small dim sfoot">
            <LinkButton className="link" onPress={back}>
              {t('signIn.otherOrganizations')}
            </LinkButton>
          </p>
        </section>
      </main>
    </>
  );
}

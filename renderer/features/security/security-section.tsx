import { KeyRound, LifeBuoy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadFactors, useFactors } from '../../stores/factors-store';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import { FactorList } from './factor-list';
import { PasswordDialog } from './password-dialog';
import { RecoveryCodesDialog, useUnkeptCodes } from './recovery-codes-dialog';
import { SignedInList } from './signed-in-list';

/** How one signs in: second factors, recovery codes, password, and where one is signed in now. */
export function SecuritySection() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { factors, problem } = useFactors();
  const [asked, setAsked] = useState<'codes' | 'password' | null>(null);
  const [areUnkept] = useUnkeptCodes();
  useEffect(() => void loadFactors(), []);
  const close = () => setAsked(null);
  return (
    <>
      <p className="mid setting-text">{t('security.lead')}</p>
      {problem ? (
        <p className="t-bad small" role="alert">
          {textOf(problem)}
        </p>
      ) : null}
      {factors ? <FactorList factors={factors} /> : null}
      {factors ? (
        <section className="security-part security-line">
          <div className="grow">
            <h3 className="h">{t('security.codes.title')}</h3>
            <p className="help">{t('security.codes.left', { count: factors.recoveryCodesLeft })}</p>
            {areUnkept && asked !== 'codes' ? (
              <p className="t-bad small" role="status">
                {t('security.codes.unkept')}
              </p>
            ) : null}
          </div>
          <Button icon={LifeBuoy} onPress={() => setAsked('codes')}>
            {t('security.codes.renew')}
          </Button>
        </section>
      ) : null}
      <section className="security-part security-line">
        <div className="grow">
          <h3 className="h">{t('security.password.title')}</h3>
          <p className="help">{t('security.password.text')}</p>
        </div>
        <Button icon={KeyRound} onPress={() => setAsked('password')}>
          {t('security.password.change')}
        </Button>
      </section>
      <SignedInList />
      {asked === 'codes' ? <RecoveryCodesDialog onClose={close} /> : null}
      {asked === 'password' ? <PasswordDialog onClose={close} /> : null}
    </>
  );
}

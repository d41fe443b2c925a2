import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { useSession } from '../../stores/desktop-store';
import { loadFactors } from '../../stores/factors-store';
import { useKept } from '../../stores/kept';
import { Button } from '../../ui/button';
import { CopySecretButton } from '../../ui/copy-secret';
import { Dialog } from '../../ui/dialog';
import { useConfirmedCall } from '../initiate/use-confirmed-call';
import { ConfirmedDialog } from './confirmed-dialog';

/** Ten new codes; shown once, so only their own button closes them. */
function ShownCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const email = useSession()?.member.email ?? '';
  return (
    <Dialog
      isOpen
      isLocked
      onClose={onClose}
      title={t('security.codes.shownTitle')}
      footer={
        <>
          <CopySecretButton text={codes.join('\n')} label={t('enrolment.copyCodes')} />
          <Button icon={Printer} onPress={() => window.print()}>
            {t('security.codes.print')}
          </Button>
          <span className="grow" />
          <Button kind="primary" isLarge onPress={onClose}>
            {t('security.codes.done')}
          </Button>
        </>
      }
    >
      <p className="mid">{t('security.codes.shownText')}</p>
      <div className="printed">
        <h2 className="print-only">{t('security.codes.printTitle', { email })}</h2>
        <ol className="recovery-codes mono sel" aria-label={t('enrolment.codes')}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
    </Dialog>
  );
}

/** Whether codes were made that nobody has said to have kept: a session may end while they are shown. */
export const useUnkeptCodes = () => useKept('recovery-codes.unkept', false);

/** Makes ten new recovery codes; the old ones are void from then on (§9). */
export function RecoveryCodesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [, setUnkept] = useUnkeptCodes();
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const keep = () => {
    setUnkept(false);
    onClose();
  };
  const make = async () => {
    const made = await run((sent) => call('recoveryCodes.create', sent));
    if (!made) return;
    setUnkept(true);
    void loadFactors();
    setCodes(made.recoveryCodes ?? []);
  };
  if (codes !== null) return <ShownCodes codes={codes} onClose={keep} />;
  return (
    <ConfirmedDialog
      title={t('security.codes.renewTitle')}
      submitText={t('security.codes.renew')}
      confirmation={confirmation}
      isWorking={isWorking}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void make()}
    >
      <p className="mid">{t('security.codes.renewText')}</p>
    </ConfirmedDialog>
  );
}

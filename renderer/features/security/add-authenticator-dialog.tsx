import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownEnrolment } from '../../../shared/contract/desktop-calls';
import { call } from '../../api/bridge';
import { chunkAddress } from '../../format/address';
import { loadFactors } from '../../stores/factors-store';
import { Button } from '../../ui/button';
import { CodeField } from '../../ui/code-field';
import { CopySecretButton } from '../../ui/copy-secret';
import { Dialog } from '../../ui/dialog';
import { useProblemText } from '../../ui/problem-text';
import { TextField } from '../../ui/text-field';
import { useOneCall } from '../../ui/use-one-call';
import { useConfirmedCall } from '../initiate/use-confirmed-call';
import { ConfirmedDialog } from './confirmed-dialog';

/** The key of the new app, once, and the first code that proves it arrived there. */
function ShownKey({ shown, onClose }: { shown: ShownEnrolment; onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const { isWorking, problem, run } = useOneCall();
  const add = async (typed: string) => {
    if (typed.length < 6) return;
    const said = name.trim();
    const input = { code: typed, ...(said === '' ? {} : { name: said }) };
    const added = await run(() => call('factors.addTotp', input));
    if (!added) return setCode('');
    void loadFactors();
    return onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('security.factors.addTotp')}
      footer={
        <>
          <span className="grow" />
          <Button isLarge onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            kind="primary"
            isLarge
            isPending={isWorking}
            isDisabled={code.length < 6}
            onPress={() => void add(code)}
          >
            {t('security.factors.addConfirm')}
          </Button>
        </>
      }
    >
      <div className="enrol">
        <img className="qr" src={shown.qr} alt={t('enrolment.qr')} width={176} height={176} />
        <div className="enrol-side">
          <p className="mid">{t('enrolment.scan')}</p>
          <h3 className="label gap">{t('enrolment.secret')}</h3>
          <p className="mono sel secret">{chunkAddress(shown.secret).join(' ')}</p>
          <CopySecretButton text={shown.secret} label={t('enrolment.copySecret')} />
        </div>
      </div>
      <div className="security-form">
        <TextField
          label={t('security.factors.name')}
          help={t('security.factors.nameHelp')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <CodeField
          value={code}
          onChange={(next) => {
            setCode(next);
            if (next.length === 6) void add(next);
          }}
          label={t('security.factors.confirmCode')}
          isLabelShown
          isLarge
          error={problem ? '' : undefined}
        />
      </div>
      <p className="form-message t-bad small" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
    </Dialog>
  );
}

/** Adds an authenticator app: the second factor first, then its key. */
export function AddAuthenticatorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<ShownEnrolment | null>(null);
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const begin = async () => {
    const begun = await run((sent) => call('desktop.beginAuthenticator', sent));
    if (begun) setShown(begun);
  };
  if (shown !== null) return <ShownKey shown={shown} onClose={onClose} />;
  return (
    <ConfirmedDialog
      title={t('security.factors.addTotp')}
      submitText={t('security.factors.showKey')}
      confirmation={confirmation}
      isWorking={isWorking}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void begin()}
    >
      <p className="mid">{t('security.factors.addTotpText')}</p>
    </ConfirmedDialog>
  );
}

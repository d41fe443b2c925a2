import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorView } from '../../../shared/contract/factors';
import { call } from '../../api/bridge';
import { makePasskey } from '../../api/passkeys';
import { loadFactors } from '../../stores/factors-store';
import { TextField } from '../../ui/text-field';
import { useConfirmedCall } from '../initiate/use-confirmed-call';
import { ConfirmedDialog } from './confirmed-dialog';
import { PasskeyWaiting } from './passkey-waiting';
import { usePasskeyCeremony } from './use-passkey-ceremony';

interface OneFactorProps {
  factor: FactorView;
  onClose: () => void;
}

export function RenameFactorDialog({ factor, onClose }: OneFactorProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(factor.name);
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const save = async () => {
    const saved = await run((sent) => call('factors.rename', { id: factor.id, name: name.trim(), ...sent }));
    if (!saved) return;
    void loadFactors();
    onClose();
  };
  return (
    <ConfirmedDialog
      title={t('security.factors.renameTitle', { name: factor.name })}
      submitText={t('security.factors.save')}
      confirmation={confirmation}
      isWorking={isWorking}
      isSound={name.trim() !== ''}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <TextField
        autoFocus
        label={t('security.factors.name')}
        help={t('security.factors.nameHelp')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </ConfirmedDialog>
  );
}

export function RemoveFactorDialog({ factor, onClose }: OneFactorProps) {
  const { t } = useTranslation();
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const remove = async () => {
    const removed = await run((sent) => call('factors.remove', { id: factor.id, ...sent }));
    if (!removed) return;
    void loadFactors();
    onClose();
  };
  return (
    <ConfirmedDialog
      title={t('security.factors.removeTitle', { name: factor.name })}
      submitText={t('security.factors.remove')}
      confirmation={confirmation}
      isWorking={isWorking}
      isDangerous
      problem={problem}
      onClose={onClose}
      onSubmit={() => void remove()}
    >
      <p className="mid">{t('security.factors.removeText')}</p>
    </ConfirmedDialog>
  );
}

export function AddPasskeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const { isWaiting, during } = usePasskeyCeremony();
  const make = async () => {
    const said = name.trim();
    const added = await run(async (sent) => {
      const asked = await call('factors.beginPasskey', sent);
      const credential = await during(() => makePasskey(asked));
      return await call('factors.addPasskey', { credential, ...(said === '' ? {} : { name: said }) });
    });
    if (!added) return;
    void loadFactors();
    onClose();
  };
  return (
    <ConfirmedDialog
      title={t('security.factors.addPasskeyTitle')}
      submitText={t('security.factors.make')}
      confirmation={confirmation}
      isWorking={isWorking}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void make()}
    >
      <p className="mid">{t('security.factors.addPasskeyText')}</p>
      <TextField
        autoFocus
        label={t('security.factors.name')}
        help={t('security.factors.nameHelp')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {isWaiting ? <PasskeyWaiting /> : null}
    </ConfirmedDialog>
  );
}

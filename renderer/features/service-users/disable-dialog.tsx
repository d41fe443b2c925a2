import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceUserView } from '../../../shared/contract/service-users';
import { loadServiceUsers } from '../../stores/service-users-store';
import { Sentence } from '../../strings/sentence';
import { TypedConfirmation } from '../../ui/typed-confirmation';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';
import { PendingEffects } from '../people/coverage-after';

interface DisableDialogProps {
  serviceUser: ServiceUserView;
  onClose: () => void;
}

/** Disables a Service User for good: its keys stop, what it has pending is cancelled; its name is typed. */
export function DisableDialog({ serviceUser, onClose }: DisableDialogProps) {
  const { t } = useTranslation();
  const { id, name } = serviceUser;
  const [typed, setTyped] = useState('');
  const command = useMemo<InitiateCommand>(
    () => ({ operation: 'service-user.disable', params: { serviceUserId: id } }),
    [id],
  );
  return (
    <ProposalDialog
      title={t('request.kind.service-user.disable')}
      say={<Sentence text={t('request.say.named.service-user.disable')} parts={{ name: <b>{name}</b> }} />}
      command={command}
      words={{ start: t('serviceUsers.disable.start'), complete: t('serviceUsers.disable.complete') }}
      completesText={t('serviceUsers.disable.completesText')}
      isDangerous
      isSound={typed.trim() === name}
      onClose={onClose}
      onDone={() => {
        void loadServiceUsers();
        onClose();
      }}
    >
      <p className="mid lead-text">
        {t('serviceUsers.disable.text')} <b>{t('members.remove.forGood')}</b>
      </p>
      <PendingEffects change={command} />
      <div className="form-grid">
        <TypedConfirmation autoFocus phrase={name} value={typed} onChange={setTyped} />
      </div>
    </ProposalDialog>
  );
}

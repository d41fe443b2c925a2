import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceUserKeyView, ServiceUserView } from '../../../shared/contract/service-users';
import { loadServiceUsers } from '../../stores/service-users-store';
import { Sentence } from '../../strings/sentence';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';

interface RevokeDialogProps {
  accessKey: ServiceUserKeyView;
  serviceUser: ServiceUserView;
  onClose: () => void;
}

/** Ends one key for good; what it started goes on (§6). */
export function RevokeDialog({ accessKey, serviceUser, onClose }: RevokeDialogProps) {
  const { t } = useTranslation();
  const { id, label } = accessKey;
  const command = useMemo<InitiateCommand>(
    () => ({ operation: 'service-user.key.revoke', params: { keyId: id } }),
    [id],
  );
  return (
    <ProposalDialog
      title={t('request.kind.service-user.key.revoke')}
      say={
        <Sentence text={t('request.say.named.service-user.key.revoke')} parts={{ name: <b>{label}</b> }} />
      }
      command={command}
      words={{ start: t('serviceUsers.revoke.start'), complete: t('serviceUsers.revoke.complete') }}
      completesText={t('serviceUsers.revoke.completesText')}
      isDangerous
      onClose={onClose}
      onDone={() => {
        void loadServiceUsers();
        onClose();
      }}
    >
      <p className="mid lead-text">{t('serviceUsers.revoke.text', { name: serviceUser.name })}</p>
    </ProposalDialog>
  );
}

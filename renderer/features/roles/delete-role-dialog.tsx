import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleView } from '../../../shared/contract/roles';
import { loadRoles } from '../../stores/roles-store';
import { Sentence } from '../../strings/sentence';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';

/** Deletes a role: the template goes, and everybody keeps what they hold (§4). */
export function DeleteRoleDialog({ role, onClose }: { role: RoleView; onClose: () => void }) {
  const { t } = useTranslation();
  const { id, name, holders = [], differing = [] } = role;
  const count = holders.length + differing.length;
  const command = useMemo<InitiateCommand>(
    () => ({ operation: 'role.delete', params: { roleId: id } }),
    [id],
  );
  return (
    <ProposalDialog
      title={t('request.kind.role.delete')}
      say={<Sentence text={t('request.say.named.role.delete')} parts={{ name: <b>{name}</b> }} />}
      command={command}
      words={{ start: t('roles.delete.start'), complete: t('roles.delete.complete') }}
      completesText={t('roles.delete.completesText')}
      isDangerous
      onClose={onClose}
      onDone={() => {
        void loadRoles();
        onClose();
      }}
    >
      <p className="mid lead-text">{t('roles.delete.text', { count })}</p>
    </ProposalDialog>
  );
}

import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/contract/organization';
import { firstNameOf } from '../../format/person';
import { loadMembers } from '../../stores/members-store';
import { Sentence } from '../../strings/sentence';
import { TypedConfirmation } from '../../ui/typed-confirmation';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';
import { PendingEffects } from './coverage-after';

/** Removes somebody for good, or takes their invitation back: what can’t be undone, and their name typed. */
export function RemoveMemberDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const name = firstNameOf(member.displayName);
  const way = member.status === 'invited' ? 'takeBack' : 'remove';
  const command = useMemo<InitiateCommand>(
    () => ({ operation: 'member.remove', params: { memberId: member.id } }),
    [member.id],
  );
  return (
    <ProposalDialog
      title={t(way === 'remove' ? 'request.kind.member.remove' : 'request.kind.member.invite')}
      say={<Sentence text={t(`members.${way}.say`)} parts={{ name: <b>{member.displayName}</b> }} />}
      command={command}
      words={{ start: t(`members.${way}.start`), complete: t(`members.${way}.complete`) }}
      completesText={t(`members.${way}.completesText`, { name })}
      isDangerous
      isSound={typed.trim().toLowerCase() === member.displayName.toLowerCase()}
      onClose={onClose}
      onDone={() => {
        void loadMembers();
        onClose();
      }}
    >
      <p className="mid lead-text">
        {t(`members.${way}.text`, { name })} <b>{t('members.remove.forGood')}</b>
      </p>
      <PendingEffects change={command} />
      <div className="form-grid">
        <TypedConfirmation autoFocus phrase={member.displayName} value={typed} onChange={setTyped} />
      </div>
    </ProposalDialog>
  );
}

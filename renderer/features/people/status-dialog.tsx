import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/contract/organization';
import { firstNameOf } from '../../format/person';
import { loadMembers } from '../../stores/members-store';
import { Sentence } from '../../strings/sentence';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';
import { PendingEffects } from './coverage-after';

interface StatusDialogProps {
  step: 'suspend' | 'reinstate';
  member: MemberView;
  onClose: () => void;
}

/** Suspends somebody, or lets them back in: what it takes or gives, what it does to what waits, what will happen. */
export function StatusDialog({ step, member, onClose }: StatusDialogProps) {
  const { t } = useTranslation();
  const name = firstNameOf(member.displayName);
  const operation = `member.${step}` as const;
  const command = useMemo<InitiateCommand>(
    () => ({ operation, params: { memberId: member.id } }),
    [operation, member.id],
  );
  return (
    <ProposalDialog
      title={t(`request.kind.${operation}`)}
      say={
        <Sentence text={t(`request.say.named.${operation}`)} parts={{ name: <b>{member.displayName}</b> }} />
      }
      command={command}
      words={{ start: t(`members.${step}.start`), complete: t(`members.${step}.complete`) }}
      completesText={t(`members.${step}.completesText`, { name })}
      onClose={onClose}
      onDone={() => {
        void loadMembers();
        onClose();
      }}
    >
      <p className="mid lead-text">{t(`members.${step}.text`, { name })}</p>
      <PendingEffects change={command} />
    </ProposalDialog>
  );
}

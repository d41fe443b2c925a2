import { useTranslation } from 'react-i18next';
import type { Grants, MemberView } from '../../../shared/contract/organization';
import { firstNameOf } from '../../format/person';
import { keepAccessDraft, type AccessDraft } from '../../stores/access-drafts';
import { useAccounts } from '../../stores/accounts-store';
import { loadMembers } from '../../stores/members-store';
import { Sentence } from '../../strings/sentence';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';
import { GrantDiff } from './grant-diff';
import { PowerList } from './power-list';
import { useRoleName } from './use-role-name';

interface ChangeDialogProps {
  member: MemberView;
  before: Grants;
  draft: AccessDraft;
  command: InitiateCommand;
  onClose: () => void;
}

/** Submits a draft: which permissions are given and taken, what that comes to, what will happen, and the second factor. */
export function ChangeDialog({ member, before, draft, command, onClose }: ChangeDialogProps) {
  const { t } = useTranslation();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const roleName = useRoleName();
  const { roleId } = draft;
  return (
    <ProposalDialog
      title={t('request.kind.member.permissions.change')}
      say={<Sentence text={t('request.say.access')} parts={{ name: <b>{member.displayName}</b> }} />}
      command={command}
      words={{ start: t('people.changeStart'), complete: t('people.changeComplete') }}
      completesText={t('people.changeCompletesText')}
      fillText={t('people.changeFill')}
      onClose={onClose}
      onDone={() => {
        keepAccessDraft(member.id, null);
        void loadMembers();
        onClose();
      }}
    >
      <section className="sect">
        <h3 className="h">{t('people.diff.title')}</h3>
        <GrantDiff before={before} after={draft.grants} accounts={accounts} />
        {roleId === undefined ? null : (
          <p className="help">
            {roleId === null
              ? t('people.role.taken')
              : t('people.role.given', { role: roleName(roleId) ?? '' })}
          </p>
        )}
      </section>
      <section className="sect">
        <h3 className="h">{t('people.could', { name: firstNameOf(member.displayName) })}</h3>
        <PowerList before={before} after={draft.grants} accounts={accounts} />
      </section>
    </ProposalDialog>
  );
}

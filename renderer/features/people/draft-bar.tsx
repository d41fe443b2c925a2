import { PencilLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grants, MemberView } from '../../../shared/contract/organization';
import type { RoleView } from '../../../shared/contract/roles';
import { useIsOffline } from '../../stores/connection';
import { useRoles } from '../../stores/roles-store';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import { useDryRun, type Preview } from '../initiate/use-dry-run';
import { commandOfDraft } from './access-draft';
import { ChangeDialog } from './change-dialog';
import type { useAccessDraft } from './use-access-draft';

interface DraftBarProps {
  member: MemberView;
  before: Grants;
  desk: ReturnType<typeof useAccessDraft>;
}

function useOutcomeWords(preview: Preview): string {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const isOffline = useIsOffline();
  if (isOffline) return t('people.draftOffline');
  if (preview.state === 'failed') return t('people.draftRefused', { why: textOf(preview.problem) });
  if (preview.state !== 'known') return '';
  const { outcome, detail, code, requiredApprovals, queuedBecause } = preview.dryRun;
  if (outcome === 'complete') return t('people.draftCompletes');
  if (outcome === 'queue') {
    const waits = t('people.draftWaits', { count: requiredApprovals });
    return queuedBecause === undefined ? `${waits}.` : `${waits}: ${t(`request.because.${queuedBecause}`)}.`;
  }
  return t('people.draftRefused', { why: detail ?? (code ? t(`problems.${code}`) : '') });
}

const NO_ROLES: readonly RoleView[] = [];

/** The draft of one member’s access: how much it changes, what submitting would do, and the two ways on. */
export function DraftBar({ member, before, desk }: DraftBarProps) {
  const { t } = useTranslation();
  const [isSubmitting, setSubmitting] = useState(false);
  const roles = useRoles((state) => state.roles) ?? NO_ROLES;
  const { draft, count, isMoved, isStuck, discard } = desk;
  const command = useMemo(
    () => (draft === null || isStuck ? null : commandOfDraft(member, draft, roles)),
    [member, draft, isStuck, roles],
  );
  const words = useOutcomeWords(useDryRun(command));
  if (draft === null) return null;
  const role = roles.find(({ id }) => id === draft.roleId);
  return (
    <div className="draft-bar" role="status">
      <PencilLine className="i" />
      <span className="grow">
        <b>
          {t('people.draft', { count })}
          {role ? `, ${t('people.draftRole', { role: role.name })}` : ''}
        </b>{' '}
        <span className="small">
          {isStuck ? t('people.draftMoved', { name: member.displayName }) : words}
          {isMoved && !isStuck ? ` ${t('people.draftRebased', { name: member.displayName })}` : ''}
        </span>
      </span>
      <Button kind="ghost" onPress={discard}>
        {t('people.discard')}
      </Button>
      <Button kind="primary" isDisabled={isStuck} onPress={() => setSubmitting(true)}>
        {t('people.submit')}
      </Button>
      {isSubmitting && command !== null ? (
        <ChangeDialog
          member={member}
          before={before}
          draft={draft}
          command={command}
          onClose={() => setSubmitting(false)}
        />
      ) : null}
    </div>
  );
}

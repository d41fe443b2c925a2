import { PencilLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grants, MemberView } from '../../../shared/contract/organization';
import { keepAccessDraft, type AccessDraft } from '../../stores/access-drafts';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import type { InitiateCommand } from '../initiate/initiate-command';
import { useDryRun, type Preview } from '../initiate/use-dry-run';
import { ChangeDialog } from './change-dialog';

interface DraftBarProps {
  member: MemberView;
  before: Grants;
  draft: AccessDraft;
  changes: number;
}

function useOutcomeWords(preview: Preview): string {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (preview.state === 'failed') return t('people.draftRefused', { why: textOf(preview.problem) });
  if (preview.state !== 'known') return '';
  const { outcome, detail, code, requiredApprovals } = preview.dryRun;
  if (outcome === 'complete') return t('people.draftCompletes');
  if (outcome === 'queue') return t('people.draftWaits', { count: requiredApprovals });
  return t('people.draftRefused', { why: detail ?? (code ? t(`problems.${code}`) : '') });
}

/** The draft of one member’s access: how much it changes, what submitting would do, and the two ways on. */
export function DraftBar({ member, before, draft, changes }: DraftBarProps) {
  const { t } = useTranslation();
  const [isSubmitting, setSubmitting] = useState(false);
  const command = useMemo<InitiateCommand>(
    () => ({
      operation: 'member.permissions.change',
      params: { memberId: member.id, grants: draft.grants, baseVersion: draft.baseVersion },
    }),
    [member.id, draft],
  );
  const preview = useDryRun(command);
  const words = useOutcomeWords(preview);
  const hasMoved = draft.baseVersion !== member.version;
  return (
    <div className="draft-bar" role="status">
      <PencilLine className="i" />
      <span className="grow clip">
        <b>{t('people.draft', { count: changes })}</b>{' '}
        <span className="small">
          {hasMoved ? t('people.draftMoved', { name: member.displayName }) : words}
        </span>
      </span>
      <Button kind="ghost" onPress={() => keepAccessDraft(member.id, null)}>
        {t('people.discard')}
      </Button>
      <Button kind="primary" isDisabled={hasMoved || changes === 0} onPress={() => setSubmitting(true)}>
        {t('people.submit')}
      </Button>
      {isSubmitting ? (
        <ChangeDialog
          member={member}
          before={before}
          command={command}
          after={draft.grants}
          onClose={() => setSubmitting(false)}
        />
      ) : null}
    </div>
  );
}

import { PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { listOfNames } from '../../format/list';
import { discardPolicyDrafts } from '../../stores/policy-drafts';
import { Button } from '../../ui/button';
import { countEdits, type DraftItem } from './draft-edits';

interface PolicyDraftBarProps {
  items: readonly DraftItem[];
  onSee: () => void;
  onSubmit: () => void;
}

/** All drafts of the screen together: how many changes, to what, and the ways on. */
export function PolicyDraftBar({ items, onSee, onSubmit }: PolicyDraftBarProps) {
  const { t } = useTranslation();
  const hasConflict = items.some(({ conflicts }) => conflicts.length > 0);
  const what = listOfNames(items.map(({ subject }) => t(`policies.workflow.${subject}`)));
  return (
    <div className="draft-bar" role="status">
      <PencilLine className="i" />
      <span className="grow clip">
        <b>{t('policies.draft.title', { count: countEdits(items) })}</b>{' '}
        <span className="small">
          {hasConflict ? t('policies.draft.conflict') : t('policies.draft.text', { what })}
        </span>
      </span>
      <Button kind="ghost" onPress={discardPolicyDrafts}>
        {t('policies.draft.discard')}
      </Button>
      <Button onPress={onSee}>{t('policies.draft.see')}</Button>
      <Button kind="primary" isDisabled={hasConflict} onPress={onSubmit}>
        {t('policies.draft.submit', { count: items.length })}
      </Button>
    </div>
  );
}

import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Simulation } from '../../../shared/contract/what-if';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { AffectedRequests } from './affected-requests';
import type { DraftItem } from './draft-edits';
import { SettingDiff } from './setting-diff';

/** Everything the draft changes, and which pending requests that touches. */
export function DiffDialog({
  items,
  simulation,
  onClose,
}: {
  items: readonly DraftItem[];
  simulation: Simulation | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const refused = simulation?.refusedChange;
  const refusedItem = refused ? items[refused.index] : undefined;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('policies.draft.diffTitle')}
      footer={
        <>
          <span className="grow" />
          <Button isLarge onPress={onClose}>
            {t('action.close')}
          </Button>
        </>
      }
    >
      {items.map(({ subject, draft, standing }) => (
        <section key={subject} className="sect">
          <h3 className="h">{t(`policies.workflow.${subject}`)}</h3>
          <SettingDiff
            base={standing.settings}
            edits={draft.edits}
            label={t(`policies.workflow.${subject}`)}
          />
        </section>
      ))}
      {refused && refusedItem ? (
        <div className="note risk gap">
          <TriangleAlert className="i i-sm" />
          <span>
            {t('policies.draft.refusedChange', {
              what: t(`policies.workflow.${refusedItem.subject}`),
              why: refused.detail,
            })}
          </span>
        </div>
      ) : null}
      {simulation ? (
        <section className="sect">
          <h3 className="h">{t('policies.draft.affected')}</h3>
          <AffectedRequests affected={simulation.affectedPending} />
        </section>
      ) : null}
    </Dialog>
  );
}

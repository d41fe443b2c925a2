import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Simulation } from '../../../shared/contract/what-if';
import { restsBecause } from '../../../shared/domain/policies';
import { listOfNames } from '../../format/list';
import { useAccounts } from '../../stores/accounts-store';
import { useMembers } from '../../stores/members-store';
import { usePolicies } from '../../stores/policies-store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { CoverageTable } from '../people/coverage-after';
import { placesOfWorkflow, powerOfMember } from '../what-if/coverage-pairs';
import { AffectedRequests } from './affected-requests';
import type { DraftItem } from './draft-edits';
import { SettingDiff } from './setting-diff';

/** Whom a toggle takes from, or gives back, what they complete alone. */
function AloneAfter({ items }: { items: readonly DraftItem[] }) {
  const { t } = useTranslation();
  const policies = usePolicies((state) => state.policies);
  const members = useMembers((state) => state.members) ?? [];
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const lines = policies.flatMap(({ workflow }) => {
    const drafted = policies.map((policy) => ({
      ...policy,
      ...items.find(({ subject, conflicts }) => subject === policy.workflow && conflicts.length === 0)?.draft
        .edits,
    }));
    const isAloneNow = restsBecause(policies, workflow) === null;
    const isAloneThen = restsBecause(drafted, workflow) === null;
    if (isAloneNow === isAloneThen) return [];
    const names = members
      .filter((member) => member.status === 'active')
      .filter((member) =>
        placesOfWorkflow(workflow, accounts).some((place) =>
          powerOfMember(member)('execute', workflow, place),
        ),
      )
      .map(({ displayName }) => displayName);
    return names.length === 0 ? [] : [{ workflow, names, way: isAloneThen ? 'given' : 'taken' } as const];
  });
  if (lines.length === 0) return null;
  return (
    <section className="sect">
      <h3 className="h">{t('policies.draft.alone')}</h3>
      <ul>
        {lines.map(({ workflow, names, way }) => (
          <li key={workflow} className="mid">
            {t(`policies.draft.aloneLine.${way}`, {
              names: listOfNames(names),
              workflow: t(`policies.workflow.${workflow}`),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

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
      <AloneAfter items={items} />
      {simulation ? (
        <section className="sect">
          <h3 className="h">{t('people.coverage.title')}</h3>
          <CoverageTable simulation={simulation} />
        </section>
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

import { ArrowUpRight, BookMarked, Lock, SlidersHorizontal, Users, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageView } from '../../../shared/contract/coverage';
import type { Workflow } from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';
import { calendarDaysBetween, clockOrDay } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { keepPolicyDraft, type Settings } from '../../stores/policy-drafts';
import { CoverageMeter, CoverageWord } from '../what-if/coverage-meter';
import type { Pair } from '../what-if/coverage-pairs';
import { CoverageText } from '../what-if/coverage-text';
import { namesIn, settingsOfPolicy, type DraftItem } from './draft-edits';
import { MovedBase } from './moved-base';
import { DraftStep, LockedStep, NextStep } from './next-step';
import { SettingRows } from './setting-rows';
import { StageLine } from './stage-line';

export const WORKFLOW_ICON: Readonly<Record<Workflow, LucideIcon>> = {
  withdrawals: ArrowUpRight,
  addresses: BookMarked,
  access: Users,
  policies: SlidersHorizontal,
};

function StandChip({ policy, edits, isInRing }: { policy: PolicyView; edits: number; isInRing: boolean }) {
  const { t } = useTranslation();
  if (edits > 0) return <span className="chip draft">{t('policies.edits', { count: edits })}</span>;
  if (policy.locked)
    return (
      <span className="chip locked">
        <Lock className="i i-xs" />
        {t('policies.chip.locked')}
      </span>
    );
  if (isInRing) return <span className="chip">{t('policies.chip.inRing')}</span>;
  return policy.stage === 'enforce' && !policy.othersApprove ? (
    <span className="chip risk">{t('policies.chip.nobody')}</span>
  ) : (
    <span className="chip">{t(`policies.chip.${policy.stage}`)}</span>
  );
}

/** Which version stands and since when; with a draft, which one it would make. */
function useVersionLine(version: number, since: number | null, isDrafted: boolean): string {
  const { t } = useTranslation();
  const now = useNow();
  if (isDrafted) return t('policies.versionDraft', { version, next: version + 1 });
  if (since === null) return t('policies.version', { version });
  const date = clockOrDay(since, now);
  return calendarDaysBetween(since, now) === 0
    ? t('policies.versionToday', { version, time: date })
    : t('policies.versionSince', { version, date });
}

interface PolicyCardProps {
  policy: PolicyView;
  /** Since when this version is in force, in epoch ms; null while that isn't known. */
  since: number | null;
  item: DraftItem | undefined;
  /** Coverage after the draft where that was worked out, else as it stands. */
  coverage: CoverageView;
  tightest: Pair | null;
  /** Whether that is known by now, or never will be. */
  isWorkedOut: boolean;
  /** How many others a change of a locked policy needs. */
  neededForLocked: number;
  /** Whether it is bound by a lock, its own or another (§7). */
  isInRing: boolean;
  /** Whether anything is locked: then no toggle is turned off alone. */
  isAnyLocked: boolean;
  mayChange: boolean;
  onEdit: (edit: Settings) => void;
  onLock: () => void;
  onUnlock: () => void;
}

/** One workflow: where it stands, its settings, who is enough for it, and the next step. */
export function PolicyCard(props: PolicyCardProps) {
  const { policy, since, item, coverage, tightest, isInRing, mayChange, onEdit, onLock, onUnlock } = props;
  const { t } = useTranslation();
  const [isProposing, setProposing] = useState(false);
  const { workflow, version } = policy;
  const edits = item?.draft.edits ?? {};
  const count = namesIn(edits).length;
  // A draft in conflict isn't worked out: what is shown is what stands.
  const isInConflict = item !== undefined && item.conflicts.length > 0;
  const isEditable = mayChange && (!policy.locked || isProposing || count > 0);
  const Icon = WORKFLOW_ICON[workflow];
  const headId = `policy-${workflow}`;
  const versionLine = useVersionLine(version, since, count > 0);
  const stopProposing = (next: boolean) => {
    setProposing(next);
    if (!next) keepPolicyDraft(workflow, null);
  };
  return (
    <article className={count > 0 ? 'card changed' : 'card'} aria-labelledby={headId}>
      <header>
        <Icon className="i" />
        <div className="grow">
          <h2 id={headId}>{t(`policies.workflow.${workflow}`)}</h2>
          <small>{versionLine}</small>
        </div>
        <StandChip policy={policy} edits={count} isInRing={isInRing} />
      </header>
      <StageLine policy={policy} />
      {item && isInConflict ? <MovedBase item={item} /> : null}
      <SettingRows
        subject={workflow}
        settings={settingsOfPolicy(policy)}
        edits={edits}
        isDisabled={!isEditable}
        onEdit={onEdit}
      />
      <div className="cover">
        <div className="top">
          <span>
            {t(
              isInConflict
                ? 'policies.cover.withoutDraft'
                : count > 0
                  ? 'policies.cover.draft'
                  : 'policies.cover.title',
            )}
          </span>
          <CoverageWord coverage={coverage} />
        </div>
        <CoverageMeter
          required={(isInConflict ? undefined : edits.requiredApprovals) ?? policy.requiredApprovals}
          coverage={coverage}
        />
        {props.isWorkedOut ? <CoverageText coverage={coverage} tightest={tightest} /> : <p />}
      </div>
      {mayChange ? (
        <footer>
          {item ? (
            <DraftStep item={item} />
          ) : policy.locked ? (
            <LockedStep
              needed={props.neededForLocked}
              isEditing={isProposing}
              onEditing={stopProposing}
              onUnlock={onUnlock}
            />
          ) : (
            <NextStep policy={policy} isInRing={isInRing} isAnyLocked={props.isAnyLocked} onLock={onLock} />
          )}
        </footer>
      ) : null}
    </article>
  );
}

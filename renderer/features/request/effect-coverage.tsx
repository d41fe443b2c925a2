import { Equal, OctagonX, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inactive } from '../../../shared/contract/requests';
import { loadMembers, useMembers } from '../../stores/members-store';
import { loadServiceUsers, useServiceUsers } from '../../stores/service-users-store';
import { useNames } from '../what-if/use-names';
import { coverageLines, coverageMoves, type CoverageLine, type Effect } from './effect-lines';
import { useEffectWords } from './use-effect-words';

const SHOWN_SHORTFALLS = 2;

/** Names for shortfalls are read only where there are any. */
function useNamesAtHand(isNeeded: boolean): void {
  const isKnown = useMembers((state) => state.members !== null);
  const areBotsKnown = useServiceUsers((state) => state.serviceUsers !== null);
  useEffect(() => {
    if (!isNeeded) return;
    if (!isKnown) void loadMembers();
    if (!areBotsKnown) void loadServiceUsers();
  }, [isNeeded, isKnown, areBotsKnown]);
}

function CoverageChange({ line }: { line: CoverageLine }) {
  const { t } = useTranslation();
  const { coverageOf } = useEffectWords(true);
  const { personOf, placeOf } = useNames();
  const { ok, spare, shortfalls = [] } = line.after;
  useNamesAtHand(shortfalls.some(({ initiatorName }) => initiatorName === undefined));
  return (
    <li>
      {!ok ? (
        <OctagonX className="i i-sm t-bad" />
      ) : spare === 0 ? (
        <TriangleAlert className="i i-sm t-risk" />
      ) : (
        <Equal className="i i-sm dim" />
      )}
      <span className={ok ? 'mid' : 't-bad'}>
        {coverageOf(line)}
        {ok
          ? null
          : shortfalls.slice(0, SHOWN_SHORTFALLS).map((one) => (
              <small key={`${one.accountId ?? ''}${one.initiatorId}`} className="block dim">
                {t('effect.coverage.shortfall', {
                  place: one.accountName ?? placeOf(one.accountId),
                  name: one.initiatorName ?? personOf(one.initiatorId),
                  eligible: one.eligible,
                  required: one.required,
                })}
              </small>
            ))}
      </span>
    </li>
  );
}

export function CoverageChanges({ lines }: { lines: readonly CoverageLine[] | null }) {
  const { t } = useTranslation();
  if (lines === null) return null;
  const moved = lines.filter((line) => coverageMoves(line) || !line.after.ok);
  if (moved.length > 0) return moved.map((line) => <CoverageChange key={line.workflow} line={line} />);
  return (
    <li>
      <Equal className="i i-sm dim" />
      <span className="mid">{t('effect.coverage.same')}</span>
    </li>
  );
}

/** Whose grants don’t work as things stand: what is said below of them holds only after that has changed. */
export function NotYet({ member }: { member: Inactive }) {
  const { t } = useTranslation();
  const { status, mustBeConfirmed, displayName: name } = member;
  const key = status === 'invited' && mustBeConfirmed ? 'invitedUnconfirmed' : status;
  return (
    <li>
      <TriangleAlert className="i i-sm t-risk" />
      <span>{t(`effect.inactive.${key}`, { name })}</span>
    </li>
  );
}

/** For a form that tells powers by itself: what it leaves covered, and whose grants don’t work yet. */
export function CoverageSection({ effect }: { effect: Effect | undefined }) {
  const { t } = useTranslation();
  const lines = effect === undefined ? null : coverageLines(effect);
  const inactive = effect?.inactive ?? [];
  if (lines === null && inactive.length === 0) return null;
  return (
    <section className="sect effect">
      <h3 className="h">{t('people.coverage.title')}</h3>
      <ul className="power">
        {inactive.map((member) => (
          <NotYet key={member.id} member={member} />
        ))}
        <CoverageChanges lines={lines} />
      </ul>
    </section>
  );
}

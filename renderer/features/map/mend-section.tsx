import { Check, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView, Workflow } from '../../../shared/contract/organization';
import type { AccountId, MemberId } from '../../../shared/contract/primitives';
import { call } from '../../api/bridge';
import { firstNameOf } from '../../format/person';
import { keepAccessDraft, useAccessDrafts, type AccessDraft } from '../../stores/access-drafts';
import { useMayInitiate } from '../../stores/desktop-store';
import { useMembers } from '../../stores/members-store';
import { Avatar } from '../../ui/avatar';
import { IconButton } from '../../ui/button';
import { flipped, noGrants } from '../people/grant-matrix';
import { powerOfMember } from '../what-if/coverage-pairs';
import type { Change } from '../what-if/use-simulation';

const OFFERED = 3;

interface Mend {
  member: MemberView;
  draft: AccessDraft;
}

/** Who could be given Approve there: active, not the Owner, known grants; those who decide elsewhere first. */
function candidatesFor(
  members: readonly MemberView[],
  workflow: Workflow,
  place: AccountId | null,
  away: MemberId,
): Mend[] {
  const decidesSomewhere = ({ grants }: MemberView) =>
    (grants?.workflows ?? []).some(({ permissions }) => permissions.includes('approve'));
  return members
    .filter(
      ({ id, owner, status, grants }) => id !== away && !owner && status === 'active' && grants !== undefined,
    )
    .filter((member) => !powerOfMember(member)('approve', workflow, place))
    .sort((a, b) => Number(decidesSomewhere(b)) - Number(decidesSomewhere(a)))
    .slice(0, OFFERED)
    .map((member) => ({
      member,
      draft: {
        grants: flipped(member.grants ?? noGrants, { workflow, accountId: place }, 'approve'),
        baseVersion: member.version ?? 1,
        base: member.grants ?? noGrants,
      },
    }));
}

const changeOf = ({ member, draft }: Mend): Change => ({
  operation: 'member.permissions.change',
  params: { memberId: member.id, grants: draft.grants, baseVersion: draft.baseVersion },
});

/** The candidates that the engine says would help: with them the workflow has more to spare than now. */
function useHelpful(
  candidates: readonly Mend[],
  workflow: Workflow,
  changes: readonly Change[],
): readonly Mend[] {
  const question = useMemo(
    () => JSON.stringify([workflow, changes, candidates.map(changeOf)]),
    [workflow, changes, candidates],
  );
  const [answer, setAnswer] = useState<{ question: string; helpful: readonly Mend[] } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const spareWith = async (more: readonly Change[]) => {
      const { coverage } = await call('simulate', { changes: [...changes, ...more] });
      return coverage.find((one) => one.workflow === workflow)?.spare ?? null;
    };
    const work = async () => {
      const now = await spareWith([]);
      const spares = await Promise.all(candidates.map((one) => spareWith([changeOf(one)])));
      return candidates.filter((_one, index) => now !== null && (spares[index] ?? now) > now);
    };
    work().then(
      (helpful) => {
        if (isCurrent) setAnswer({ question, helpful });
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [question, candidates, workflow, changes]);
  return answer?.question === question ? answer.helpful : [];
}

interface MendSectionProps {
  workflow: Workflow;
  place: AccountId | null;
  away: MemberId;
  changes: readonly Change[];
}

/** Whom one more Approve would make independent of somebody; it lands in the draft of their access, nothing is sent. */
export function MendSection({ workflow, place, away, changes }: MendSectionProps) {
  const { t } = useTranslation();
  const members = useMembers((state) => state.members);
  const drafts = useAccessDrafts((state) => state.drafts);
  const mayChange = useMayInitiate('access');
  const candidates = useMemo(
    () => candidatesFor(members ?? [], workflow, place, away),
    [members, workflow, place, away],
  );
  const helpful = useHelpful(candidates, workflow, changes);
  if (!mayChange || helpful.length === 0) return null;
  const name = t(`policies.workflow.${workflow}`);
  const isGiven = (member: MemberView) => {
    const kept = drafts.get(member.id);
    return kept !== undefined && powerOfMember(member, kept.grants)('approve', workflow, place);
  };
  /** Beside whatever else their draft changes. */
  const give = ({ member, draft }: Mend) => {
    const kept = drafts.get(member.id);
    keepAccessDraft(
      member.id,
      kept === undefined
        ? draft
        : { ...kept, grants: flipped(kept.grants, { workflow, accountId: place }, 'approve') },
    );
  };
  return (
    <div className="pad">
      <h2 className="h">{t('map.mend')}</h2>
      <p className="small dim">{t('map.mendText', { workflow: name })}</p>
      <ul className="mini">
        {helpful.map(({ member, draft }) => (
          <li key={member.id}>
            <Avatar id={member.id} name={member.displayName} />
            <span className="grow clip">{t('map.give', { name: firstNameOf(member.displayName) })}</span>
            {isGiven(member) ? (
              <span className="chip draft">
                <Check className="i i-xs" />
                {t('map.given')}
              </span>
            ) : (
              <IconButton
                icon={Plus}
                label={t('map.giveLabel', { workflow: name, name: member.displayName })}
                onPress={() => give({ member, draft })}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

import { Info, UserPlus, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Grants, MemberView } from '../../../shared/contract/organization';
import { firstNameOf } from '../../format/person';
import { keepAccessDraft, useAccessDrafts } from '../../stores/access-drafts';
import { useAccounts } from '../../stores/accounts-store';
import { useMayInitiate } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { DraftBar } from './draft-bar';
import { countChanges, noGrants } from './grant-matrix';
import { GrantLegend, GrantTable } from './grant-table';
import { MemberHead } from './member-head';
import { PowerList } from './power-list';

function KnownMember({ member, grants }: { member: MemberView; grants: Grants }) {
  const { t } = useTranslation();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const mayChange = useMayInitiate('access');
  const draft = useAccessDrafts((state) => state.drafts.get(member.id));
  const isGone = member.status === 'removed' || member.status === 'suspended';
  const after = draft?.grants ?? grants;
  const changes = countChanges(grants, after, accounts);
  const firstName = firstNameOf(member.displayName);
  const change = (next: Grants) =>
    keepAccessDraft(
      member.id,
      countChanges(grants, next, accounts) === 0
        ? null
        : { grants: next, baseVersion: draft?.baseVersion ?? member.version ?? 1 },
    );
  return (
    <>
      {draft ? <DraftBar member={member} before={grants} draft={draft} changes={changes} /> : null}
      <div className="dcols">
        <div className="mcol">
          <MemberHead member={member} />
          <GrantTable
            label={t('people.grants', { name: member.displayName })}
            accounts={accounts}
            before={grants}
            after={after}
            onChange={mayChange && !isGone ? change : undefined}
          />
          <GrantLegend hasDraft={changes > 0} />
          {mayChange && !isGone && changes === 0 ? <p className="help">{t('people.edit')}</p> : null}
        </div>
        <aside className="aside eff" aria-label={t('people.can', { name: member.displayName })}>
          <div className="pad">
            <h3 className="h">{t(changes > 0 ? 'people.could' : 'people.can', { name: firstName })}</h3>
            <PowerList before={grants} after={after} accounts={accounts} />
          </div>
          {changes > 0 ? (
            <div className="pad">
              <div className="note">
                <Info className="i i-sm" />
                <span>{t('people.selfNote', { name: firstName })}</span>
              </div>
            </div>
          ) : null}
        </aside>
      </div>
    </>
  );
}

interface MemberDetailProps {
  member: MemberView | null;
  /** Whether there is nobody else yet. */
  isAlone: boolean;
  onInvite: () => void;
}

/** One member: who they are, what they may do, and the draft of what they could. */
export function MemberDetail({ member, isAlone, onInvite }: MemberDetailProps) {
  const { t } = useTranslation();
  if (member === null) {
    return (
      <section className="detail" aria-label={t('people.select')}>
        <EmptyState icon={UserRound} title={t('people.select')} text={t('people.selectText')} />
      </section>
    );
  }
  const isOpen = !member.owner && member.grants !== undefined;
  return (
    <section className="detail" aria-label={member.displayName}>
      {isOpen ? (
        <KnownMember member={member} grants={member.grants ?? noGrants} />
      ) : (
        <div className="mcol">
          <MemberHead member={member} />
          <p className="mid read">{t(member.owner ? 'people.ownerText' : 'people.hidden')}</p>
          {isAlone ? (
            <EmptyState
              icon={UserPlus}
              title={t('people.alone')}
              text={t('people.aloneText')}
              action={<Button onPress={onInvite}>{t('people.aloneStep')}</Button>}
            />
          ) : null}
        </div>
      )}
    </section>
  );
}

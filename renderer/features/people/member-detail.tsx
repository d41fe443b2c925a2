import { Info, UserPlus, UserRound } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grants, MemberView } from '../../../shared/contract/organization';
import type { RoleId } from '../../../shared/contract/primitives';
import { firstNameOf } from '../../format/person';
import { useAccounts } from '../../stores/accounts-store';
import { useMayInitiate } from '../../stores/desktop-store';
import { useRoles } from '../../stores/roles-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { commandOfDraft } from './access-draft';
import { CoverageAfter } from './coverage-after';
import { DraftBar } from './draft-bar';
import { noGrants } from './grant-matrix';
import { GrantLegend, GrantTable } from './grant-table';
import { MemberActions, RoleMenu } from './member-actions';
import { MemberHead } from './member-head';
import { OWNER_GRANTS } from './power-kinds';
import { PowerList } from './power-list';
import { useAccessDraft } from './use-access-draft';

function KnownMember({ member, grants }: { member: MemberView; grants: Grants }) {
  const { t } = useTranslation();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const roles = useRoles((state) => state.roles);
  const mayStart = useMayInitiate('access');
  const desk = useAccessDraft(member, grants);
  const { draft, edit } = desk;
  const mayEdit = mayStart && member.status !== 'removed' && !desk.isStuck;
  const after = draft?.grants ?? grants;
  const firstName = firstNameOf(member.displayName);
  const away = member.status === undefined || member.status === 'active' ? null : member.status;
  const change = useMemo(
    () => (draft === null ? null : commandOfDraft(member, draft, roles ?? [])),
    [member, draft, roles],
  );
  const give = (roleId: RoleId | null) => {
    const role = roles?.find(({ id }) => id === roleId);
    edit(role ? { roleId, grants: role.grants } : { roleId: null });
  };
  const actions = mayStart ? (
    <>
      {mayEdit ? (
        <RoleMenu
          roleId={draft?.roleId === undefined ? (member.roleId ?? null) : draft.roleId}
          onRole={give}
        />
      ) : null}
      <MemberActions member={member} />
    </>
  ) : null;
  return (
    <>
      <DraftBar member={member} before={grants} desk={desk} />
      <div className="dcols">
        <div className="mcol">
          <MemberHead member={member} actions={actions} />
          <GrantTable
            label={t('people.grants', { name: member.displayName })}
            accounts={accounts}
            before={grants}
            after={after}
            onChange={mayEdit ? (next) => edit({ grants: next }) : undefined}
          />
          <GrantLegend hasDraft={draft !== null} />
          {mayEdit && draft === null ? <p className="help">{t('people.edit')}</p> : null}
        </div>
        <aside className="aside eff" aria-label={t('people.can', { name: member.displayName })}>
          <div className="pad">
            <h3 className="h">
              {away === null
                ? t(draft === null ? 'people.can' : 'people.could', { name: firstName })
                : t(`people.onceIn.${away}`, { name: firstName })}
            </h3>
            {away === null ? null : <p className="small mid">{t(`people.nothingNow.${away}`)}</p>}
            <PowerList before={grants} after={after} accounts={accounts} />
          </div>
          {change === null ? null : (
            <>
              <CoverageAfter change={change} />
              <div className="pad">
                <div className="note">
                  <Info className="i i-sm" />
                  <span>{t('people.selfNote', { name: firstName })}</span>
                </div>
              </div>
            </>
          )}
        </aside>
      </div>
    </>
  );
}

/** The Owner has no grants to edit, and yet toggles and locks decide what they still do alone. */
function OwnersPower({ member }: { member: MemberView }) {
  const { t } = useTranslation();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  return (
    <section className="sect read" aria-label={t('people.can', { name: member.displayName })}>
      <h3 className="h">{t('people.can', { name: firstNameOf(member.displayName) })}</h3>
      <PowerList before={OWNER_GRANTS} after={OWNER_GRANTS} accounts={accounts} />
    </section>
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
        <KnownMember key={member.id} member={member} grants={member.grants ?? noGrants} />
      ) : (
        <div className="mcol">
          <MemberHead member={member} />
          <p className="mid read">{t(member.owner ? 'people.ownerText' : 'people.hidden')}</p>
          {member.owner ? <OwnersPower member={member} /> : null}
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

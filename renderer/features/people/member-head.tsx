import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/contract/organization';
import { exactTime, twoUnits } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { useSession } from '../../stores/desktop-store';
import { isInvitee, useMemberName } from '../../stores/members-store';
import { useRoles } from '../../stores/roles-store';
import { Avatar } from '../../ui/avatar';
import { useNames } from '../what-if/use-names';
import { cellsThatDiffer } from './grant-matrix';

/** The role that somebody was given, and in how many places they hold something else by now. */
function useRoleWords(): (member: MemberView) => string | null {
  const { t } = useTranslation();
  const roles = useRoles((state) => state.roles);
  return ({ roleId, grants }) => {
    const role = roles?.find((one) => one.id === roleId);
    if (!role || grants === undefined) return null;
    const count = cellsThatDiffer(role.grants, grants);
    return count === 0
      ? t('people.role.is', { role: role.name })
      : t('people.role.differs', { role: role.name, count });
  };
}

/** What there is to know of a member in one line; the exact end of an invitation stands in its title. */
function useFacts(member: MemberView): { facts: string[]; endsAt: number | null } {
  const { t } = useTranslation();
  const now = useNow();
  const nameOf = useMemberName();
  const { titleOf } = useNames();
  const roleWords = useRoleWords();
  const { status, email, invitedBy, invitationExpiresAt, replaces } = member;
  const title = titleOf(member.id);
  const facts: string[] = [];
  if (title !== '') facts.push(title);
  if (email !== undefined) facts.push(email);
  const role = roleWords(member);
  if (role !== null) facts.push(role);
  if (status !== undefined && status !== 'active') facts.push(t(`people.statusText.${status}`));
  if (status === 'active' && member.signInCompliant === false) facts.push(t('people.blocked'));
  // Who let somebody in matters until they are in.
  const inviter = invitedBy && isInvitee(member) ? nameOf(invitedBy) : null;
  if (inviter !== null) facts.push(t('people.invitedBy', { name: inviter }));
  const leaving = replaces ? nameOf(replaces) : null;
  if (leaving !== null && status !== 'active') facts.push(t('people.succeeds', { name: leaving }));
  const endsAt = status === 'invited' && invitationExpiresAt ? Date.parse(invitationExpiresAt) : null;
  if (endsAt !== null)
    facts.push(endsAt > now ? t('people.codeEnds', { span: twoUnits(endsAt - now) }) : t('people.codeEnded'));
  return { facts, endsAt };
}

function Standing({ member }: { member: MemberView }) {
  const { t } = useTranslation();
  const { status } = member;
  if (status === 'active' && member.signInCompliant === false)
    return <span className="chip risk">{t('people.blockedShort')}</span>;
  if (status === undefined || status === 'active') return null;
  const tone = { invited: '', unconfirmed: 'pending', suspended: 'risk', removed: '' }[status];
  return <span className={`chip ${tone}`}>{t(`people.status.${status}`)}</span>;
}

/** Name, standing, what there is to know in one line, and what can be done. */
export function MemberHead({ member, actions }: { member: MemberView; actions?: ReactNode }) {
  const { t } = useTranslation();
  const me = useSession()?.member.id;
  const { facts, endsAt } = useFacts(member);
  return (
    <header className="phead">
      <Avatar id={member.id} name={member.displayName} size="xl" />
      <h2>
        <span className="clip">{member.displayName}</span>
        {member.id === me ? <span className="dim"> ({t('people.you')})</span> : null}{' '}
        <Standing member={member} />
      </h2>
      <div className="phead-actions">{actions}</div>
      <p className="small dim sel facts-line" title={endsAt === null ? undefined : exactTime(endsAt)}>
        {facts.map((fact) => (
          <span key={fact} className="fact">
            {fact}
          </span>
        ))}
      </p>
    </header>
  );
}

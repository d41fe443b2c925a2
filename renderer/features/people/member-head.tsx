import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/contract/organization';
import { exactTime, twoUnits } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { useSession } from '../../stores/desktop-store';
import { useMemberName } from '../../stores/members-store';
import { Avatar } from '../../ui/avatar';

/** Name, and in one line what there is to know: contact, standing, until when an invitation can be accepted. */
export function MemberHead({ member }: { member: MemberView }) {
  const { t } = useTranslation();
  const now = useNow();
  const nameOf = useMemberName();
  const me = useSession()?.member.id;
  const { status, email, title, invitedBy, invitationExpiresAt } = member;
  const facts: string[] = [];
  if (member.owner) facts.push(t('people.owner'));
  if (title !== undefined) facts.push(title);
  if (email !== undefined) facts.push(email);
  if (status !== undefined && status !== 'active') facts.push(t(`people.statusText.${status}`));
  if (status === 'active' && member.signInCompliant === false) facts.push(t('people.blocked'));
  const inviter = invitedBy ? nameOf(invitedBy) : null;
  if (inviter !== null) facts.push(t('people.invitedBy', { name: inviter }));
  const ends = status === 'invited' && invitationExpiresAt ? Date.parse(invitationExpiresAt) : null;
  if (ends !== null)
    facts.push(ends > now ? t('people.codeEnds', { span: twoUnits(ends - now) }) : t('people.codeEnded'));
  return (
    <header className="phead">
      <Avatar id={member.id} name={member.displayName} size="xl" />
      <div className="grow">
        <h2>
          {member.displayName}
          {member.id === me ? <span className="dim"> ({t('people.you')})</span> : null}
        </h2>
        <p className="small dim sel" title={ends === null ? undefined : exactTime(ends)}>
          {facts.join(' · ')}
        </p>
      </div>
    </header>
  );
}

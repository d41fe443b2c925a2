import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/contract/organization';
import type { MemberId, ServiceUserId } from '../../../shared/contract/primitives';
import { useAccessDrafts } from '../../stores/access-drafts';
import { isInvitee, selectMember, useMembers } from '../../stores/members-store';
import { showServiceUser } from '../../stores/people-section';
import { useServiceUsers } from '../../stores/service-users-store';
import { Avatar } from '../../ui/avatar';
import { BotMark } from '../service-users/bot-mark';
import { useServiceUserLine } from '../service-users/use-service-user-line';
import { useNames } from '../what-if/use-names';
import { draftCount, onWhatStands } from './access-draft';
import { PickList, type PickGroup, type PickItem } from './pick-list';

function PersonEnd({ member }: { member: MemberView }) {
  const { t } = useTranslation();
  const draft = useAccessDrafts((state) => state.drafts.get(member.id));
  const count = draft ? draftCount(member, onWhatStands(member, draft)) : 0;
  if (count > 0) return <span className="chip draft">{t('people.edits', { count })}</span>;
  if (member.owner) return <KeyRound className="i i-sm dim" aria-hidden="true" />;
  return member.status === 'active' && member.signInCompliant === false ? (
    <span className="chip risk">{t('people.blockedShort')}</span>
  ) : null;
}

function useMemberItem(): (member: MemberView) => PickItem {
  const { t } = useTranslation();
  const { titleOf } = useNames();
  const secondOf = (member: MemberView): string => {
    const who = (member.owner ? t('people.owner') : titleOf(member.id)) || (member.email ?? '');
    const { status } = member;
    // Their heading names both, so each row says which; every other heading says it for all its rows.
    const gone = status === 'suspended' || status === 'removed' ? t(`people.status.${status}`) : '';
    return [gone, who].filter((one) => one !== '').join(', ');
  };
  return (member) => ({
    id: member.id,
    name: member.displayName,
    second: secondOf(member),
    alsoFoundBy: member.email ?? '',
    picture: <Avatar id={member.id} name={member.displayName} />,
    end: <PersonEnd member={member} />,
  });
}

const byName = (a: MemberView, b: MemberView) =>
  Number(b.owner) - Number(a.owner) || a.displayName.localeCompare(b.displayName);
const isGone = ({ status }: MemberView) => status === 'suspended' || status === 'removed';

/** Everyone who came in, the Owner first, and the Service Users beside them. */
export function MemberList({ selectedId }: { selectedId: MemberId | null }) {
  const { t } = useTranslation();
  const members = useMembers((state) => state.members);
  const serviceUsers = useServiceUsers((state) => state.serviceUsers) ?? [];
  const itemOf = useMemberItem();
  const lineOf = useServiceUserLine();
  const inside = (members ?? []).filter((one) => !isInvitee(one)).sort(byName);
  const groups: PickGroup[] = [
    { id: 'members', label: t('people.members'), items: inside.filter((one) => !isGone(one)).map(itemOf) },
    {
      id: 'serviceUsers',
      label: t('people.section.serviceUsers'),
      items: serviceUsers.map((one) => ({
        id: one.id,
        name: one.name,
        second: lineOf(one),
        picture: <BotMark />,
      })),
    },
    { id: 'gone', label: t('people.gone'), items: inside.filter(isGone).map(itemOf) },
  ];
  const isServiceUser = (id: string): id is ServiceUserId => serviceUsers.some((one) => one.id === id);
  return (
    <PickList
      label={t('people.members')}
      findLabel={t('people.find')}
      noneText={t('people.noneText')}
      groups={members === null ? null : groups}
      selectedId={selectedId}
      onSelect={(id) => (isServiceUser(id) ? showServiceUser(id) : selectMember(id as MemberId))}
    />
  );
}

/** Who was invited and hasn’t come in, those who wait to be confirmed first. */
export function InvitationList({ selectedId }: { selectedId: MemberId | null }) {
  const { t } = useTranslation();
  const members = useMembers((state) => state.members);
  const itemOf = useMemberItem();
  const invitees = (members ?? []).filter(isInvitee).sort(byName);
  const groups: PickGroup[] = (['unconfirmed', 'invited'] as const).map((status) => ({
    id: status,
    label: t(`people.group.${status}`),
    items: invitees.filter((one) => one.status === status).map(itemOf),
  }));
  return (
    <PickList
      label={t('people.section.invitations')}
      findLabel={t('people.find')}
      noneText={t('people.noneText')}
      groups={members === null ? null : groups}
      selectedId={selectedId}
      onSelect={(id) => selectMember(id as MemberId)}
    />
  );
}

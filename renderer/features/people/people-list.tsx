import { KeyRound, Search, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Header, Input, ListBox, ListBoxItem, ListBoxSection, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MemberView, SessionView } from '../../../shared/contract/organization';
import type { MemberId } from '../../../shared/contract/primitives';
import { useAccessDrafts } from '../../stores/access-drafts';
import { useAccounts } from '../../stores/accounts-store';
import { useDesktop } from '../../stores/desktop-store';
import { selectMember, useMembers } from '../../stores/members-store';
import { Avatar } from '../../ui/avatar';
import { EmptyState } from '../../ui/empty-state';
import { useDelayed } from '../../ui/use-delayed';
import { countChanges, noGrants } from './grant-matrix';

const GROUPS = ['members', 'invitations', 'gone'] as const;
type Group = (typeof GROUPS)[number];

function groupOf({ status }: MemberView): Group {
  if (status === 'invited' || status === 'unconfirmed') return 'invitations';
  return status === 'suspended' || status === 'removed' ? 'gone' : 'members';
}

function PersonEnd({ member }: { member: MemberView }) {
  const { t } = useTranslation();
  const draft = useAccessDrafts((state) => state.drafts.get(member.id));
  const accounts = useAccounts((state) => state.accounts);
  const count = draft ? countChanges(member.grants ?? noGrants, draft.grants, accounts ?? []) : 0;
  if (count > 0) return <span className="chip draft">{t('people.edits', { count })}</span>;
  if (member.owner) return <KeyRound className="i i-sm dim" aria-hidden="true" />;
  if (member.status === undefined || member.status === 'active') return null;
  return <span className="chip">{t(`people.status.${member.status}`)}</span>;
}

function LoadingPeople() {
  const { t } = useTranslation();
  const isShown = useDelayed(true);
  return (
    <div className="plist-blanks" role="status" aria-label={t('people.loading')}>
      {isShown
        ? [0, 1, 2, 3, 4, 5].map((row) => (
            <div key={row}>
              <span className="blank w7" />
              <span className="blank w5" />
            </div>
          ))
        : null}
    </div>
  );
}

/** Everyone, the Owner first, found by name or e-mail. */
export function PeopleList({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { members, selectedId } = useMembers();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = (members ?? [])
    .filter((one) => `${one.displayName} ${one.email ?? ''}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.owner) - Number(a.owner) || a.displayName.localeCompare(b.displayName));
  const groups = GROUPS.map((id) => ({ id, people: shown.filter((one) => groupOf(one) === id) })).filter(
    (group) => group.people.length > 0,
  );
  const samplePeople = useDesktop((state) => state.desktop?.profile?.people);
  const secondLine = (member: MemberView) => {
    if (member.owner) return t('people.owner');
    const title = member.title ?? samplePeople?.find((one) => one.id === member.id)?.title;
    return title ?? member.email ?? '';
  };
  return (
    <section className="aside plist" aria-label={t('people.members')}>
      <div className="list-tools">
        <SearchField
          className="input soft search"
          aria-label={t('people.find')}
          value={text}
          onChange={setText}
        >
          <Search className="i i-sm" />
          <Input className="bare grow" placeholder={t('people.find')} maxLength={100} />
        </SearchField>
      </div>
      {members === null ? (
        <LoadingPeople />
      ) : shown.length === 0 ? (
        <EmptyState icon={SearchX} title={t('people.none')} text={t('people.noneText')} />
      ) : (
        <ListBox
          className="plist-rows"
          aria-label={t('people.members')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[selectedId ?? session.member.id]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys];
            if (key !== undefined) selectMember(key as MemberId);
          }}
        >
          {groups.map((group) => (
            <ListBoxSection key={group.id}>
              <Header className="gh">{t(`people.${group.id}`)}</Header>
              {group.people.map((member) => (
                <ListBoxItem key={member.id} id={member.id} textValue={member.displayName} className="person">
                  <Avatar id={member.id} name={member.displayName} />
                  <span className="grow">
                    <span className="n clip">{member.displayName}</span>
                    <small className="clip">{secondLine(member)}</small>
                  </span>
                  <PersonEnd member={member} />
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      )}
    </section>
  );
}

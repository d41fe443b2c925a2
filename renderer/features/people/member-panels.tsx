import { MailPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { isInvitee, useMembers } from '../../stores/members-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorBoundary } from '../../ui/error-boundary';
import { MemberDetail } from './member-detail';
import { InvitationList, MemberList } from './member-list';

interface PanelProps {
  mayInvite: boolean;
  onInvite: () => void;
}

/** Everyone who came in; who holds nothing on Manage Access sees names, and their own grants. */
export function MembersPanel({ session, mayInvite, onInvite }: PanelProps & { session: SessionView }) {
  const { members, selectedId } = useMembers();
  const inside = (members ?? []).filter((one) => !isInvitee(one));
  const shown =
    inside.find((one) => one.id === selectedId) ?? inside.find((one) => one.id === session.member.id) ?? null;
  return (
    <>
      <MemberList selectedId={shown?.id ?? null} />
      <ErrorBoundary resetKey={shown?.id ?? null}>
        <MemberDetail member={shown} isAlone={mayInvite && members?.length === 1} onInvite={onInvite} />
      </ErrorBoundary>
    </>
  );
}

/** Who was invited and hasn’t come in. */
export function InvitationsPanel({ mayInvite, onInvite }: PanelProps) {
  const { t } = useTranslation();
  const { members, selectedId } = useMembers();
  const invitees = (members ?? []).filter(isInvitee);
  const shown =
    invitees.find((one) => one.id === selectedId) ??
    invitees.find((one) => one.status === 'unconfirmed') ??
    invitees[0] ??
    null;
  return (
    <>
      <InvitationList selectedId={shown?.id ?? null} />
      {members !== null && shown === null ? (
        <section className="detail" aria-label={t('people.section.invitations')}>
          <EmptyState
            icon={MailPlus}
            title={t('people.noInvitations')}
            text={t(mayInvite ? 'people.noInvitationsText' : 'people.noInvitationsRead')}
            action={mayInvite ? <Button onPress={onInvite}>{t('people.aloneStep')}</Button> : null}
          />
        </section>
      ) : (
        <ErrorBoundary resetKey={shown?.id ?? null}>
          <MemberDetail member={shown} isAlone={false} onInvite={onInvite} />
        </ErrorBoundary>
      )}
    </>
  );
}

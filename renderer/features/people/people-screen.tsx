import { OctagonX, UserPlus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { useMayInitiate } from '../../stores/desktop-store';
import { dropKept, useKept } from '../../stores/kept';
import { loadMembers, useMembers } from '../../stores/members-store';
import { loadPolicies } from '../../stores/policies-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { ErrorBoundary } from '../../ui/error-boundary';
import { useProblemText } from '../../ui/problem-text';
import { InviteDialog } from './invite-dialog';
import { MemberDetail } from './member-detail';
import { PeopleList } from './people-list';

/** Members and what each may do. Who holds nothing on Manage Access sees names, and their own grants. */
export function PeopleScreen({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { members, problem, selectedId } = useMembers();
  const mayInvite = useMayInitiate('access');
  const [isInviting, setInviting] = useKept('invite', false);
  useEffect(() => {
    void loadMembers();
    void loadPolicies();
  }, []);
  const shown = members?.find((one) => one.id === (selectedId ?? session.member.id)) ?? null;
  return (
    <main className="page">
      <header className="bar ruled edge">
        <h1>{t('people.title')}</h1>
        <span className="grow" />
        {mayInvite ? (
          <Button icon={UserPlus} onPress={() => setInviting(true)}>
            {t('people.invite')}
          </Button>
        ) : null}
      </header>
      {problem ? (
        <Banner
          icon={OctagonX}
          isBad
          title={t('people.failed')}
          action={<Button onPress={() => void loadMembers()}>{t('action.tryAgain')}</Button>}
        >
          {textOf(problem)}
        </Banner>
      ) : null}
      <div className="split people">
        <PeopleList session={session} />
        <ErrorBoundary resetKey={shown?.id ?? null}>
          <MemberDetail
            member={shown}
            isAlone={mayInvite && members?.length === 1}
            onInvite={() => setInviting(true)}
          />
        </ErrorBoundary>
      </div>
      {isInviting ? <InviteDialog session={session} onClose={() => dropKept('invite')} /> : null}
    </main>
  );
}

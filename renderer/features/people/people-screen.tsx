import { OctagonX, Plus, UserPlus } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { Problem } from '../../../shared/contract/problem';
import { useMayInitiate } from '../../stores/desktop-store';
import { dropKept, useKept } from '../../stores/kept';
import { isInvitee, loadMembers, useMembers } from '../../stores/members-store';
import {
  PEOPLE_SECTIONS,
  showPeopleSection,
  usePeopleSection,
  type PeopleSection,
} from '../../stores/people-section';
import { loadPolicies } from '../../stores/policies-store';
import { loadRoles, useRoles } from '../../stores/roles-store';
import { loadServiceUsers, useServiceUsers } from '../../stores/service-users-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { ErrorBoundary } from '../../ui/error-boundary';
import { useProblemText } from '../../ui/problem-text';
import { RoleDialog } from '../roles/role-dialog';
import { RolesPanel } from '../roles/roles-panel';
import { ServiceUserDialog } from '../service-users/service-user-dialog';
import { ServiceUsersPanel } from '../service-users/service-users-panel';
import { InviteDialog } from './invite-dialog';
import { InvitationsPanel, MembersPanel } from './member-panels';

function useEverythingRead(): void {
  useEffect(() => {
    void loadMembers();
    void loadPolicies();
    void loadServiceUsers();
    void loadRoles();
  }, []);
}

/** What of a section couldn’t be read. */
function useSectionProblem(section: PeopleSection): { problem: Problem | null; again: () => void } {
  const members = useMembers((state) => state.problem);
  const serviceUsers = useServiceUsers((state) => state.problem);
  const roles = useRoles((state) => state.problem);
  if (section === 'serviceUsers') return { problem: serviceUsers, again: () => void loadServiceUsers() };
  if (section === 'roles') return { problem: roles, again: () => void loadRoles() };
  return { problem: members, again: () => void loadMembers() };
}

/** How many are invited, beside the word. */
function TabWords({ section }: { section: PeopleSection }) {
  const { t } = useTranslation();
  const open = useMembers((state) => (state.members ?? []).filter(isInvitee).length);
  return (
    <>
      {t(`people.section.${section}`)}
      {section === 'invitations' && open > 0 ? <span className="count">{open}</span> : null}
    </>
  );
}

const FORM: Record<PeopleSection, 'invite' | 'new-service-user' | 'new-role'> = {
  members: 'invite',
  invitations: 'invite',
  serviceUsers: 'new-service-user',
  roles: 'new-role',
};

/** Members, invitations, Service Users and roles: who may do what, and what may be started about it. */
export function PeopleScreen({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  useEverythingRead();
  const section = usePeopleSection((state) => state.section);
  const mayStart = useMayInitiate('access');
  const [isInviting, setInviting] = useKept('invite', false);
  const [isCreating, setCreating] = useKept('new-service-user', false);
  const [isSaving, setSaving] = useKept('new-role', false);
  const { problem, again } = useSectionProblem(section);
  const open = { invite: setInviting, 'new-service-user': setCreating, 'new-role': setSaving };
  const start = () => open[FORM[section]](true);
  const panels: Record<PeopleSection, ReactNode> = {
    members: <MembersPanel session={session} mayInvite={mayStart} onInvite={start} />,
    invitations: <InvitationsPanel mayInvite={mayStart} onInvite={start} />,
    serviceUsers: <ServiceUsersPanel mayStart={mayStart} onCreate={start} />,
    roles: <RolesPanel mayStart={mayStart} />,
  };
  return (
    <main className="page">
      <Tabs
        className="people-tabs"
        selectedKey={section}
        onSelectionChange={(key) =>
          showPeopleSection(PEOPLE_SECTIONS.find((one) => one === key) ?? 'members')
        }
      >
        <header className="bar ruled edge">
          <h1>{t('people.title')}</h1>
          <TabList className="seg" aria-label={t('people.title')}>
            {PEOPLE_SECTIONS.map((one) => (
              <Tab key={one} id={one}>
                <TabWords section={one} />
              </Tab>
            ))}
          </TabList>
          <span className="grow" />
          {mayStart ? (
            <Button icon={FORM[section] === 'invite' ? UserPlus : Plus} onPress={start}>
              {t(`people.start.${FORM[section]}`)}
            </Button>
          ) : null}
        </header>
        {problem ? (
          <Banner
            icon={OctagonX}
            isBad
            title={t(`people.failed.${section}`)}
            action={<Button onPress={again}>{t('action.tryAgain')}</Button>}
          >
            {textOf(problem)}
          </Banner>
        ) : null}
        {PEOPLE_SECTIONS.map((one) => (
          <TabPanel key={one} id={one} className="split people">
            <ErrorBoundary resetKey={one}>{panels[one]}</ErrorBoundary>
          </TabPanel>
        ))}
      </Tabs>
      {isInviting ? <InviteDialog session={session} onClose={() => dropKept('invite')} /> : null}
      {isCreating ? <ServiceUserDialog onClose={() => dropKept('new-service-user')} /> : null}
      {isSaving ? <RoleDialog base={null} onClose={() => dropKept('new-role')} /> : null}
    </main>
  );
}

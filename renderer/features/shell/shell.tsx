import { Suspense, useEffect, useState } from 'react';
import type { SessionView } from '../../../shared/contract/organization';
import { subscribe } from '../../api/bridge';
import { openAccessDrafts } from '../../stores/access-drafts';
import { loadAccounts } from '../../stores/accounts-store';
import { loadMembers } from '../../stores/members-store';
import { loadPolicies } from '../../stores/policies-store';
import { showScreen, useScreen, type ScreenName } from '../../stores/screen-store';
import { loadCounts, planCounts } from '../../stores/counts-store';
import { refreshSession, useMayWithdraw } from '../../stores/desktop-store';
import { loadQueue, receiveRow } from '../../stores/queue-store';
import { loadRoles, useRoles } from '../../stores/roles-store';
import { loadServiceUsers, useServiceUsers } from '../../stores/service-users-store';
import { catchUpRequest, followRequest } from '../../stores/request-store';
import { openWithdrawal, useWithdrawalDraft } from '../../stores/withdrawal-draft';
import { FOCUS, focusOn } from '../../keyboard/focus-targets';
import { useShortcuts } from '../../keyboard/use-shortcuts';
import { ActivityScreen } from '../activity/activity-screen';
import { AuditScreen } from '../audit/audit-screen';
import { AccountsScreen } from '../accounts/accounts-screen';
import { ConnectionBand } from '../connect/connection-band';
import { RollbackBand } from '../data/rollback-band';
import { HelpDialog } from '../help/help-dialog';
import { CommandPalette } from '../palette/command-palette';
import { focusList, moveSelection } from '../queue/queue-commands';
import { MapScreen } from '../map/later-map';
import { PeopleScreen } from '../people/people-screen';
import { PoliciesScreen } from '../policies/policies-screen';
import { QueueScreen } from '../queue/queue-screen';
import { SettingsScreen } from '../settings/settings-screen';
import { WithdrawalDialog } from '../withdrawal/withdrawal-dialog';
import { ErrorBoundary } from '../../ui/error-boundary';
import { Sidebar } from './sidebar';
import { Toasts } from './toasts';

/** Who may do what is another thing from now on. What no screen has asked for yet isn’t read. */
function readAccessAnew(): void {
  void refreshSession();
  void loadMembers();
  void loadAccounts();
  if (useServiceUsers.getState().serviceUsers !== null) void loadServiceUsers();
  if (useRoles.getState().roles !== null) void loadRoles();
}

/** The connection was lost for a while: everything that is shown is read again. */
function readAnew(): void {
  void loadQueue();
  void loadCounts();
  void loadPolicies();
  readAccessAnew();
  void catchUpRequest();
}

/** Loads what the screens start from, and takes in what happens from then on. */
function useLive(myId: string): void {
  useEffect(() => {
    void loadQueue();
    void loadCounts();
    void loadAccounts();
    const stops = [
      subscribe('request.changed', ({ requestId, row }) => {
        receiveRow(requestId, row, myId);
        void followRequest(requestId);
        planCounts();
      }),
      subscribe('desktop.resync', readAnew),
      subscribe('balance.changed', () => void loadAccounts()),
      subscribe('account.changed', () => void loadAccounts()),
      subscribe('policy.changed', () => {
        void loadPolicies();
        // An account is dormant only while a policy is locked (§6).
        void loadAccounts();
        void catchUpRequest();
      }),
      subscribe('access.changed', () => {
        readAccessAnew();
        // What is read may mean something else now, or not be possible any more.
        void catchUpRequest();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [myId]);
}

function CurrentScreen({ screen, session }: { screen: ScreenName; session: SessionView }) {
  switch (screen) {
    case 'people':
      return <PeopleScreen session={session} />;
    case 'policies':
      return <PoliciesScreen session={session} />;
    case 'map':
      return (
        <Suspense fallback={<main className="page" />}>
          <MapScreen session={session} />
        </Suspense>
      );
    case 'accounts':
      return <AccountsScreen session={session} />;
    case 'activity':
      return <ActivityScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'audit':
      return session.may.audit === true ? <AuditScreen /> : <QueueScreen />;
    case 'queue':
      return <QueueScreen />;
  }
}

export function Shell({ session }: { session: SessionView }) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const screen = useScreen((state) => state.screen);
  const isWithdrawing = useWithdrawalDraft((state) => state.isOpen);
  const mayWithdraw = useMayWithdraw();
  useLive(session.member.id);
  useEffect(() => openAccessDrafts(session), [session]);
  useShortcuts({
    j: () => moveSelection(1),
    k: () => moveSelection(-1),
    a: () => focusOn(FOCUS.code, FOCUS.approve),
    r: () => focusOn(FOCUS.reason),
    '/': () => focusOn(FOCUS.search),
    '?': () => setHelpOpen(true),
    n: mayWithdraw ? openWithdrawal : undefined,
    'mod+k': () => setPaletteOpen(true),
    // Elsewhere Escape belongs to what is shown: on the map it takes the pick back.
    Escape: screen === 'queue' ? focusList : undefined,
  });
  return (
    <div className="shell">
      <Sidebar
        session={session}
        onHelp={() => setHelpOpen(true)}
        onPalette={() => setPaletteOpen(true)}
        onSettings={() => showScreen('settings')}
      />
      <div className="shell-main">
        <ConnectionBand>
          <RollbackBand memberId={session.member.id} />
        </ConnectionBand>
        <ErrorBoundary resetKey={screen}>
          <CurrentScreen screen={screen} session={session} />
        </ErrorBoundary>
      </div>
      {isWithdrawing && mayWithdraw ? (
        <ErrorBoundary>
          <WithdrawalDialog session={session} />
        </ErrorBoundary>
      ) : null}
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      {isPaletteOpen ? <CommandPalette onClose={() => setPaletteOpen(false)} /> : null}
      <Toasts />
    </div>
  );
}

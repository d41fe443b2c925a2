import { useEffect, useState } from 'react';
import type { SessionView } from '../../../shared/contract/organization';
import { subscribe } from '../../api/bridge';
import { loadAccounts } from '../../stores/accounts-store';
import { loadMembers } from '../../stores/members-store';
import { loadPolicies } from '../../stores/policies-store';
import { useScreen, type ScreenName } from '../../stores/screen-store';
import { loadCounts, planCounts } from '../../stores/counts-store';
import { refreshSession, useMayWithdraw } from '../../stores/desktop-store';
import { loadQueue, receiveRow } from '../../stores/queue-store';
import { followRequest } from '../../stores/request-store';
import { openWithdrawal, useWithdrawalDraft } from '../../stores/withdrawal-draft';
import { FOCUS, focusOn } from '../../keyboard/focus-targets';
import { useShortcuts } from '../../keyboard/use-shortcuts';
import { AccountsScreen } from '../accounts/accounts-screen';
import { HelpDialog } from '../help/help-dialog';
import { CommandPalette } from '../palette/command-palette';
import { focusList, moveSelection } from '../queue/queue-commands';
import { PeopleScreen } from '../people/people-screen';
import { QueueScreen } from '../queue/queue-screen';
import { SettingsDialog } from '../settings/settings-dialog';
import { WithdrawalDialog } from '../withdrawal/withdrawal-dialog';
import { ErrorBoundary } from '../../ui/error-boundary';
import { Sidebar } from './sidebar';
import { Toasts } from './toasts';

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
      subscribe('balance.changed', () => void loadAccounts()),
      subscribe('account.changed', () => void loadAccounts()),
      subscribe('policy.changed', () => void loadPolicies()),
      subscribe('access.changed', () => {
        // What may be offered, and who may do what, are other things from now on.
        void refreshSession();
        void loadMembers();
        void loadAccounts();
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
    case 'accounts':
      return <AccountsScreen session={session} />;
    case 'queue':
      return <QueueScreen />;
  }
}

export function Shell({ session }: { session: SessionView }) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isSettingsOpen, setSettingsOpen] = useState(false);
  const screen = useScreen((state) => state.screen);
  const isWithdrawing = useWithdrawalDraft((state) => state.isOpen);
  const mayWithdraw = useMayWithdraw();
  useLive(session.member.id);
  useShortcuts({
    j: () => moveSelection(1),
    k: () => moveSelection(-1),
    a: () => focusOn(FOCUS.code, FOCUS.approve),
    r: () => focusOn(FOCUS.reason),
    '/': () => focusOn(FOCUS.search),
    '?': () => setHelpOpen(true),
    n: mayWithdraw ? openWithdrawal : undefined,
    'mod+k': () => setPaletteOpen(true),
    Escape: focusList,
  });
  return (
    <div className="shell">
      <Sidebar
        session={session}
        onHelp={() => setHelpOpen(true)}
        onPalette={() => setPaletteOpen(true)}
        onSettings={() => setSettingsOpen(true)}
      />
      <ErrorBoundary resetKey={screen}>
        <CurrentScreen screen={screen} session={session} />
      </ErrorBoundary>
      {isWithdrawing && mayWithdraw ? (
        <ErrorBoundary>
          <WithdrawalDialog session={session} />
        </ErrorBoundary>
      ) : null}
      {isSettingsOpen ? <SettingsDialog onClose={() => setSettingsOpen(false)} /> : null}
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      {isPaletteOpen ? <CommandPalette onClose={() => setPaletteOpen(false)} /> : null}
      <Toasts />
    </div>
  );
}

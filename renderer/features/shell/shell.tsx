import { useEffect, useState } from 'react';
import type { SessionView } from '../../../shared/contract/organization';
import { subscribe } from '../../api/bridge';
import { loadAccounts } from '../../stores/accounts-store';
import { loadCounts, planCounts } from '../../stores/counts-store';
import { useMayWithdraw } from '../../stores/desktop-store';
import { loadQueue, receiveRow } from '../../stores/queue-store';
import { followRequest } from '../../stores/request-store';
import { openWithdrawal, useWithdrawalDraft } from '../../stores/withdrawal-draft';
import { FOCUS, focusOn } from '../../keyboard/focus-targets';
import { useShortcuts } from '../../keyboard/use-shortcuts';
import { HelpDialog } from '../help/help-dialog';
import { CommandPalette } from '../palette/command-palette';
import { focusList, moveSelection } from '../queue/queue-commands';
import { QueueScreen } from '../queue/queue-screen';
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
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [myId]);
}

export function Shell({ session }: { session: SessionView }) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
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
      <Sidebar session={session} onHelp={() => setHelpOpen(true)} onPalette={() => setPaletteOpen(true)} />
      <QueueScreen />
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

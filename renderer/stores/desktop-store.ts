import { create } from 'zustand';
import type { Appearance, Closing, DesktopState } from '../../shared/contract/desktop-calls';
import type { SessionView, Workflow } from '../../shared/contract/organization';
import type { AccountId } from '../../shared/contract/primitives';
import type { Problem } from '../../shared/contract/problem';
import { call, problemOf, subscribe } from '../api/bridge';
import { announce } from '../ui/announcer';
import { forgetEverything } from './forget';
import { dropInvitationCode, leaveEntrance, stopCreating } from './entrance-store';
import { forgetPlace, rememberPlace, restorePlace, showAfterSignIn } from './place';
import { startTellingPlace } from './place-told';
import { selectRequest, showView } from './queue-store';
import { showScreen } from './screen-store';
import { dismissNotice, showNotice } from './toast-store';
import { closeWithdrawal } from './withdrawal-draft';

interface DesktopStore {
  /** Null until main has answered the first time. */
  desktop: DesktopState | null;
  problem: Problem | null;
  /** When the idle countdown ends, in epoch milliseconds; null while none runs. */
  idleDeadline: number | null;
}

export const useDesktop = create<DesktopStore>(() => ({ desktop: null, problem: null, idleDeadline: null }));

/** Takes in the state main told, and empties the page of everything that belonged to a session that is gone. */
export function receiveDesktop(next: DesktopState): void {
  const before = useDesktop.getState().desktop?.session ?? null;
  const after = next.session;
  const clearedBefore = useDesktop.getState().desktop?.cleared.count ?? next.cleared.count;
  if (next.cleared.count !== clearedBefore && !before) leaveEntrance(next.cleared.gaveUp);
  if (before && before.member.id !== after?.member.id) {
    rememberPlace(before.member.id);
    forgetEverything();
  }
  if (!next.profile) forgetPlace();
  if (after) stopCreating();
  // It was used, or is for a server that was left: the next sign-in has nothing to do with it.
  if (after || !next.profile) dropInvitationCode();
  if (after && after.member.id !== before?.member.id) restorePlace(after.member.id);
  useDesktop.setState((state) => ({
    desktop: next,
    problem: null,
    idleDeadline: after ? state.idleDeadline : null,
  }));
}

/** A fresh session as a call gave it; the rest of the state stands. */
export function receiveSession(session: SessionView): void {
  const { desktop } = useDesktop.getState();
  if (desktop) receiveDesktop({ ...desktop, session, signedOutBecause: null });
}

const isSignedIn = (): boolean => (useDesktop.getState().desktop?.session ?? null) !== null;

/** Asks main for the state and listens from then on. Gives back what stops listening. */
export function startDesktop(): () => void {
  const stops = [
    startTellingPlace(),
    subscribe('desktop.changed', receiveDesktop),
    subscribe('desktop.openRequest', ({ requestId }) => {
      if (!isSignedIn()) return showAfterSignIn(requestId);
      // What was typed stays; a form that covers what was asked for doesn't.
      closeWithdrawal();
      selectRequest(requestId);
    }),
    subscribe('desktop.openWaiting', () => {
      if (!isSignedIn()) return showAfterSignIn('waiting');
      closeWithdrawal();
      showView('waiting');
    }),
    subscribe('desktop.openSettings', () => {
      if (isSignedIn()) showScreen('settings');
    }),
    subscribe('desktop.notice', ({ key, title, body, requestId }) => {
      const open = () => (requestId ? selectRequest(requestId) : showView('waiting'));
      showNotice({ key, title, text: body, open });
      announce(title);
    }),
    subscribe('desktop.noticeTakenBack', ({ key }) => dismissNotice(key)),
    subscribe('desktop.idle', ({ secondsLeft }) => {
      useDesktop.setState({ idleDeadline: secondsLeft === null ? null : Date.now() + secondsLeft * 1000 });
    }),
  ];
  void call('desktop.state', {}).then(receiveDesktop, (error: unknown) => {
    useDesktop.setState({ problem: problemOf(error) });
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** Brings the session up to date after a second factor counted, so that the bar says how long it is good for. */
export async function refreshSession(): Promise<void> {
  try {
    receiveSession(await call('session.get', {}));
  } catch {
    // Only tells the time left; main announces a session that ended by itself.
  }
}

export async function staySignedIn(): Promise<void> {
  const session = await call('session.touch', {});
  useDesktop.setState({ idleDeadline: null });
  receiveSession(session);
}

export async function signOut(): Promise<void> {
  await call('desktop.signOut', {});
}

export async function leaveOrganization(): Promise<void> {
  receiveDesktop(await call('desktop.leave', {}));
}

export async function setAppearance(appearance: Appearance): Promise<void> {
  receiveDesktop(await call('desktop.setAppearance', { appearance }));
}

export function useSession(): SessionView | null {
  return useDesktop((state) => state.desktop?.session ?? null);
}

export async function setClosing(closing: Closing): Promise<void> {
  receiveDesktop(await call('desktop.setClosing', { closing }));
}

/** Whether the signed-in person may start something of this workflow, on this account or anywhere. */
export function useMayInitiate(workflow: Workflow, accountId: AccountId | null = null): boolean {
  return useDesktop(
    (state) =>
      state.desktop?.session?.may.initiate.some(
        ({ workflow: its, accountId: place }) =>
          its === workflow && (accountId === null || place === null || place === accountId),
      ) ?? false,
  );
}

/** Whether the signed-in person may start withdrawals anywhere. */
export function useMayWithdraw(): boolean {
  return useMayInitiate('withdrawals');
}

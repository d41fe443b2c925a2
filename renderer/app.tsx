import { Suspense, useEffect, useState } from 'react';
import { call, subscribe } from './api/bridge';
import { useDesktop, startDesktop } from './stores/desktop-store';
import { useClockTicker } from './stores/clock-store';
import { useEntrance } from './stores/entrance-store';
import { useAppearance } from './ui/use-appearance';
import { Announcer } from './ui/announcer';
import { ErrorBoundary } from './ui/error-boundary';
import { WindowButtons } from './ui/window-buttons';
import { ConnectScreen } from './features/connect/connect-screen';
import { WelcomeScreen } from './features/welcome/welcome-screen';
import { EngineScreen } from './features/sign-in/engine-screen';
import { SignInScreen } from './features/sign-in/sign-in-screen';
import { BlankShell } from './features/sign-in/blank-shell';
import { ClosingDialog, CreateScreen, fetchLaterScreens, RecoveryScreen, Shell } from './later-screens';

/** Which screen stands, by what main says: nothing here decides, it only shows. */
function Screen() {
  // Drawn anew, with nothing that was typed or shown, each time main says that nobody may be there any more.
  const cleared = useDesktop((state) => state.desktop?.cleared.count ?? 0);
  return <ScreenNow key={cleared} />;
}

function ScreenNow() {
  const desktop = useDesktop((state) => state.desktop);
  const problem = useDesktop((state) => state.problem);
  const isCreating = useEntrance((state) => state.isCreating);
  const isConnecting = useEntrance((state) => state.isConnecting);
  if (!desktop) return problem ? <EngineScreen /> : <BlankShell />;
  const { profile, session, signedOutBecause, acceptLink, unopened } = desktop;
  if (isCreating && !session) return <CreateScreen />;
  if ((isConnecting || acceptLink) && !session) return <ConnectScreen />;
  if (unopened && profile?.status !== 'ready') return <RecoveryScreen unopened={unopened} />;
  if (!profile) return <WelcomeScreen />;
  if (profile.status === 'starting' && signedOutBecause !== 'engine-stopped') return <WelcomeScreen />;
  if (profile.status !== 'ready') return <EngineScreen />;
  return session ? <Shell key={session.member.id} session={session} /> : <SignInScreen />;
}

/** Listens from the first moment; the dialog itself comes when it is asked for. */
function ClosingQuestion() {
  const [isAsked, setAsked] = useState(false);
  useEffect(() => subscribe('desktop.askClosing', () => setAsked(true)), []);
  if (!isAsked) return null;
  return (
    <Suspense fallback={null}>
      <ClosingDialog onClose={() => setAsked(false)} />
    </Suspense>
  );
}

/** Tells main once that the first screen is drawn, with its fonts. */
function useReady(): void {
  const isDrawn = useDesktop((state) => state.desktop !== null);
  useEffect(() => {
    if (!isDrawn) return;
    const fonts = (document as { fonts?: { ready: Promise<unknown> } }).fonts?.ready ?? Promise.resolve();
    void fonts
      .then(() => call('desktop.ready', {}))
      .catch(() => undefined)
      .then(fetchLaterScreens);
  }, [isDrawn]);
}

export function App() {
  useEffect(startDesktop, []);
  useClockTicker();
  useAppearance();
  useReady();
  return (
    <ErrorBoundary>
      <Announcer />
      <Suspense fallback={<BlankShell />}>
        <Screen />
      </Suspense>
      <ClosingQuestion />
      <WindowButtons />
    </ErrorBoundary>
  );
}

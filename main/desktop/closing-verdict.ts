import type { Closing } from '../../shared/contract/desktop-calls';

export interface ClosingSituation {
  /** What the person once said. */
  closing: Closing;
  trayAvailable: boolean;
  /** The page is drawn and can ask. */
  pageIsReady: boolean;
  /** The whole app is ending. */
  quitting: boolean;
  /** It was asked a moment ago, and the window is closed again. */
  insisting: boolean;
}

/** What closing the window does: end the app with it, hide it in the tray, or ask which of the two. */
export function judgeClosing(situation: ClosingSituation): 'close' | 'hide' | 'ask' {
  const { closing, trayAvailable, pageIsReady, quitting, insisting } = situation;
  if (quitting || !trayAvailable || closing === 'quit') return 'close';
  if (closing === 'tray') return 'hide';
  return pageIsReady && !insisting ? 'ask' : 'close';
}

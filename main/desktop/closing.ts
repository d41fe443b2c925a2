import { app, type BrowserWindow } from 'electron';
import { judgeClosing, type ClosingSituation } from './closing-verdict';

export interface ClosingParts {
  situation(): Pick<ClosingSituation, 'closing' | 'trayAvailable' | 'pageIsReady'>;
  /** Has the page ask what closing means. */
  ask(): void;
}

/** Somebody who closes again so soon means it, or the page doesn't answer. */
const INSISTING_MS = 3000;

/** Decides what happens when the window is asked to close. Quitting, from wherever, is never asked about. */
export function guardClosing(window: BrowserWindow, parts: ClosingParts): () => void {
  let quitting = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  const quit = (): void => {
    quitting = true;
  };
  const close = (event: Electron.Event): void => {
    const now = performance.now();
    const current = parts.situation();
    const verdict = judgeClosing({
      ...current,
      pageIsReady: current.pageIsReady && !window.webContents.isCrashed(),
      quitting,
      insisting: now - askedAt < INSISTING_MS,
    });
    if (verdict === 'close') return;
    event.preventDefault();
    if (verdict === 'hide') {
      window.hide();
    } else {
      askedAt = now;
      parts.ask();
    }
  };
  app.on('before-quit', quit);
  window.on('close', close);
  return () => {
    app.off('before-quit', quit);
    if (!window.isDestroyed()) window.off('close', close);
  };
}

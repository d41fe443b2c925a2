import { app, BrowserWindow } from 'electron';
import { bringToFront } from './main-window';

/** One instance for each user-data folder: a second one brings the first to the front and ends. */
export function claimOnlyInstance(): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return false;
  }
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window !== undefined) bringToFront(window);
  });
  return true;
}

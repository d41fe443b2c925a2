import os from 'node:os';
import { app, dialog, ipcMain, nativeTheme, type BrowserWindow } from 'electron';
import { INVOKE_CHANNEL } from '../../shared/contract/bridge';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { removeOldSampleFolders } from '../backend/local/sample-folder';
import { startWorkerLine } from '../backend/local/worker-line';
import { PageEvents } from '../ipc/page-events';
import { registerCalls } from '../ipc/register';
import { systemClocks } from '../session/clocks';
import { startEnforcement, systemIdleSeconds, watchInput } from '../session/enforcement';
import { guardAgainstCrashes, guardAgainstUncaught } from './crash-guard';
import { openLog } from './log';
import { actOnWindow } from './main-window';
import { originOf, type PageAddress } from './page-origin';
import { startParts } from './parts';
import { orderScreenshot } from './screenshot';
import { makeServices } from './services';
import type { Settings } from './settings';
import { screenshotOrder } from './switches';
import type { Platform } from './window-look';

/** Electron's major version that releases are built with; an older one is the fallback for development (toolchain). */
const RELEASE_ELECTRON = 45;

export interface TrustedSideParts {
  window: BrowserWindow;
  page: PageAddress;
  platform: Platform;
  settings: Settings;
  /** The built engine-worker.js. */
  workerFile: string;
}

/**
 * Everything behind the window: calls, session, engine. Loaded after the window was opened, so that Chromium starts
 * the page's process meanwhile.
 * @returns stops it all
 */
export function startTrustedSide({
  window,
  page,
  platform,
  settings,
  workerFile,
}: TrustedSideParts): () => Promise<void> {
  const userData = app.getPath('userData');
  const log = openLog(userData);
  const contents = window.webContents;
  const order = screenshotOrder(process.argv);
  const takePicture = order === null ? null : orderScreenshot({ order, contents, log });

  const events = new PageEvents(
    (channel, name, payload) => {
      if (!contents.isDestroyed() && originOf(contents.getURL()) === page.origin)
        contents.send(channel, name, payload);
    },
    (name, error) => log.bug(name, error),
  );

  const services = makeServices({
    initialState: initialState(platform, settings),
    clocks: systemClocks,
    systemIdleSeconds,
    device: os.hostname(),
    sample: { userData, startEngine: () => startWorkerLine(workerFile) },
    emit: (name, payload) => events.emit(name, payload),
    setAppearance: (appearance) => {
      settings.appearance = appearance;
      nativeTheme.themeSource = appearance;
    },
    actOnWindow: (action) => actOnWindow(window, action),
    pageIsReady: () => {
      log.note('the page is ready');
      takePicture?.(services);
    },
    logBug: (what, error) => log.bug(what, error),
    logNote: (message, detail) => log.note(message, detail),
  });
  const { session } = services;

  return startParts(
    [
      { name: 'uncaught errors', start: () => void guardAgainstUncaught(session, log) },
      {
        name: 'calls',
        start: () => {
          registerCalls(ipcMain, () => ({ webContentsId: contents.id, origin: page.origin }), services.doors);
          return () => ipcMain.removeHandler(INVOKE_CHANNEL);
        },
      },
      {
        name: 'crashes',
        start: () => {
          guardAgainstCrashes(window, { session, log, giveUp: endWithApology });
          return undefined;
        },
      },
      { name: 'input', start: () => void watchInput(contents, session) },
      { name: 'session', start: () => startEnforcement(session) },
      { name: 'organization', start: () => () => services.stop() },
      { name: 'old samples', start: () => void removeOldSamples() },
    ],
    (part, error) => log.bug(`stopping ${part}`, error),
  );

  function removeOldSamples(): void {
    removeOldSampleFolders(userData).catch((error: unknown) => log.bug('removing old samples', error));
  }
}

function initialState(platform: Platform, settings: Settings): DesktopState {
  return {
    version: app.getVersion(),
    platform,
    ownWindowButtons: platform === 'linux',
    appearance: settings.appearance,
    profile: null,
    session: null,
    signedOutBecause: null,
    lastEmail: null,
    developmentRuntime: Number.parseInt(process.versions.electron, 10) < RELEASE_ELECTRON,
  };
}

function endWithApology(): void {
  dialog.showErrorBox(
    'Countersign has to close',
    'Its window stopped several times in a row. Nothing that was confirmed is lost.',
  );
  app.quit();
}

import os from 'node:os';
import { app, dialog, ipcMain, nativeTheme, type BrowserWindow } from 'electron';
import { INVOKE_CHANNEL } from '../../shared/contract/bridge';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { describeOrganization, removeAbandonedFoundings } from '../backend/local/organization-folder';
import { removeOldSampleFolders } from '../backend/local/sample-folder';
import { startWorkerLine } from '../backend/local/worker-line';
import { PageEvents } from '../ipc/page-events';
import { registerCalls, type InvokeChannel } from '../ipc/register';
import { systemClocks } from '../session/clocks';
import { startEnforcement, systemIdleSeconds, watchInput } from '../session/enforcement';
import { guardClosing } from './closing';
import { guardAgainstCrashes, guardAgainstUncaught } from './crash-guard';
import { openLog } from './log';
import { actOnWindow } from './main-window';
import { mayHaveNotifications } from './notifications/os-notifications';
import { originOf, type PageAddress } from './page-origin';
import { startParts } from './parts';
import { Presence } from './presence';
import { orderScreenshot } from './screenshot';
import { makeServices } from './services';
import type { Settings } from './settings';
import { screenshotOrder } from './switches';
import { trayIsAvailable } from './tray/tray-available';
import type { Platform } from './window-look';

/** Electron's major version that releases are built with; an older one is the fallback for development (toolchain). */
const RELEASE_ELECTRON = 45;

export interface TrustedSideParts {
  window: BrowserWindow;
  /** Where the page's calls arrive. */
  calls: InvokeChannel;
  page: PageAddress;
  platform: Platform;
  settings: Settings;
  /** The built engine-worker.js. */
  workerFile: string;
  /** The folder with the pictures. */
  assets: string;
}

/**
 * Everything behind the window: calls, session, engine. Loaded after the window was opened, so that Chromium starts
 * the page's process meanwhile.
 * @returns stops it all
 */
export function startTrustedSide({
  window,
  calls,
  page,
  platform,
  settings,
  workerFile,
  assets,
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

  const presence = new Presence({
    window,
    platform,
    assets,
    openRequest: (id) => services.openRequest(id),
    onNoticeGone: (key) => services.noticeGone(key),
    onNotificationsAvailable: (available) => {
      const { notifications } = services.state.current;
      if (notifications.available !== available)
        services.state.change({ notifications: { ...notifications, available } });
    },
  });
  let pageIsReady = false;

  const services = makeServices({
    initialState: initialState(platform, settings, userData),
    clocks: systemClocks,
    systemIdleSeconds,
    device: os.hostname(),
    host: { userData, startEngine: () => startWorkerLine(workerFile) },
    noticeBoard: presence,
    onState: (state) => presence.follow(state),
    emit: (name, payload) => events.emit(name, payload),
    setAppearance: (appearance) => {
      settings.appearance = appearance;
      nativeTheme.themeSource = appearance;
    },
    setNotificationPrivacy: (privacy) => (settings.notificationPrivacy = privacy),
    setClosing: (closing) => (settings.closing = closing),
    actOnWindow: (action) => actOnWindow(window, action),
    pageIsReady: () => {
      log.note('the page is ready');
      pageIsReady = true;
      takePicture?.(services);
    },
    logBug: (what, error) => log.bug(what, error),
    logNote: (message, detail) => log.note(message, detail),
  });
  const { session, state } = services;

  return startParts(
    [
      { name: 'uncaught errors', start: () => void guardAgainstUncaught(session, log) },
      {
        name: 'calls',
        start: () => {
          registerCalls(calls, () => ({ webContentsId: contents.id, origin: page.origin }), services.doors);
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
      { name: 'presence', start: () => () => presence.stop() },
      {
        name: 'closing',
        start: () =>
          guardClosing(window, {
            situation: () => ({ ...state.current, pageIsReady }),
            ask: () => events.emit('desktop.askClosing', {}),
          }),
      },
      { name: 'tray', start: () => void lookForTray() },
      { name: 'what earlier runs left', start: () => void removeLeftovers() },
    ],
    (part, error) => log.bug(`stopping ${part}`, error),
  );

  function lookForTray(): void {
    trayIsAvailable(platform)
      .then((trayAvailable) => trayAvailable && state.change({ trayAvailable }))
      .catch((error: unknown) => log.bug('looking for a tray', error));
  }

  function removeLeftovers(): void {
    removeOldSampleFolders(userData).catch((error: unknown) => log.bug('removing old samples', error));
    removeAbandonedFoundings(userData).catch((error: unknown) =>
      log.bug('removing an unfinished organization', error),
    );
  }
}

function initialState(platform: Platform, settings: Settings, userData: string): DesktopState {
  return {
    version: app.getVersion(),
    platform,
    ownWindowButtons: platform === 'linux',
    appearance: settings.appearance,
    profile: null,
    session: null,
    signedOutBecause: null,
    lastEmail: null,
    localOrganization: describeOrganization(userData),
    notifications: { privacy: settings.notificationPrivacy, available: mayHaveNotifications(platform) },
    closing: settings.closing,
    trayAvailable: false,
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

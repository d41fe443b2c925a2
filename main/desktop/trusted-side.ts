import os from 'node:os';
import { app, dialog, ipcMain, shell, type BrowserWindow } from 'electron';
import { HEARS_ALL, HEARS_NOTHING } from '../../shared/contract/desktop-settings';
import { INVOKE_CHANNEL } from '../../shared/contract/bridge';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { describeOrganization, removeAbandonedFoundings } from '../backend/local/organization-folder';
import { removeOldSampleFolders } from '../backend/local/sample-folder';
import { startWorkerLine } from '../backend/local/worker-line';
import { systemTiming } from '../backend/remote/timing';
import { PageEvents } from '../ipc/page-events';
import { registerCalls, type InvokeChannel } from '../ipc/register';
import { systemClocks } from '../session/clocks';
import { systemIdleSeconds, watchInput } from '../session/enforcement';
import { followBusServices, NOTIFICATIONS, TRAY_WATCHER, type Found } from './bus-services';
import { guardClosing } from './closing';
import { connectToBus } from './dbus/bus-connection';
import { guardAgainstCrashes, guardAgainstUncaught } from './crash-guard';
import type { Launches } from './launches';
import { openLog } from './log';
import { startAtLoginHere } from './login-item';
import { actOnWindow } from './main-window';
import { setApplicationMenu } from './menu';
import { ToldNotices } from './notifications/told-notices';
import { mayHaveNotifications } from './notifications/os-notifications';
import { originOf, type PageAddress } from './page-origin';
import { startParts } from './parts';
import { Preferences } from './preferences';
import { Presence } from './presence';
import { orderScreenshot } from './screenshot';
import { KeptServers } from './profile-servers';
import { makeServices } from './services';
import type { Settings } from './settings';
import { settingsActions } from './settings-actions';
import { copiedSecret, surroundings } from './surroundings';
import { systemFetch } from './system-fetch';
import { systemKeychain } from './system-keychain';
import { screenshotOrder } from './switches';
import { hasTray } from './tray/tray-available';
import { openToldStore } from './told-store';
import type { Platform } from './window-look';

/** Electron's major version that releases are built with; an older one is the fallback for development (toolchain). */
const RELEASE_ELECTRON = 45;

export interface TrustedSideParts {
  window: BrowserWindow;
  /** Where the page's calls arrive. */
  calls: InvokeChannel;
  launches: Launches;
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
  launches,
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
    openWaiting: () => events.emit('desktop.openWaiting', {}),
    lock: () => services.session.end('user'),
    showInPage: (notice) => events.emit('desktop.notice', notice),
    takeBackInPage: (key) => events.emit('desktop.noticeTakenBack', { key }),
    onNoticeGone: (key) => services.noticeGone(key),
    onNotificationsAvailable: noteNotifications,
  });
  let pageIsReady = false;
  const preferences = new Preferences(settings);
  const kept = new KeptServers(settings);
  const startAtLogin = startAtLoginHere(platform);
  const copied = copiedSecret(log);

  const services = makeServices({
    initialState: {
      ...initialState(platform, settings, preferences, userData),
      startAtLogin: startAtLogin.isOn(),
      servers: kept.all,
    },
    clocks: systemClocks,
    systemIdleSeconds,
    device: os.hostname(),
    host: { userData, startEngine: () => startWorkerLine(workerFile) },
    servers: { fetch: systemFetch, timing: systemTiming, kept },
    localData: { keychain: systemKeychain(platform), stored: settings },
    noticeBoard: presence,
    onState: (state) => presence.follow(state),
    emit: (name, payload) => events.emit(name, payload),
    told: new ToldNotices(openToldStore(), (what, error) => log.bug(what, error)),
    chooseFile: async (defaultPath) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath });
      return canceled || !filePath ? null : filePath;
    },
    openPage: (url) => shell.openExternal(url),
    settings: settingsActions({ settings, preferences, startAtLogin, copied, userData }),
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
  const menuActions = {
    openSettings: () => events.emit('desktop.openSettings', {}),
    lock: () => session.end('user'),
  };

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
      ...surroundings({ window, platform, services, preferences, copied, launches, log }),
      { name: 'organization', start: () => () => services.stop() },
      {
        name: 'presence',
        start: () => {
          presence.follow(state.current);
          return () => presence.stop();
        },
      },
      { name: 'menu', start: () => void setApplicationMenu(platform, !app.isPackaged, menuActions) },
      {
        name: 'closing',
        start: () =>
          guardClosing(window, {
            situation: () => ({ ...state.current, pageIsReady }),
            ask: () => events.emit('desktop.askClosing', {}),
          }),
      },
      {
        name: 'services of the desktop',
        start: () => (platform === 'linux' ? followServices() : void noteTray(true)),
      },
      { name: 'what waits', start: () => void services.watchSignedOut() },
      { name: 'what earlier runs left', start: () => void removeLeftovers() },
    ],
    (part, error) => log.bug(`stopping ${part}`, error),
  );

  function followServices(): () => void {
    return followBusServices({
      env: process.env,
      names: [NOTIFICATIONS, TRAY_WATCHER],
      connect: (address) => connectToBus(address, process.env),
      onFound: (name, found) => {
        if (name === TRAY_WATCHER) noteTray(hasTray(found));
        else noteService(found);
      },
      onEnded: (name) => {
        if (name === NOTIFICATIONS) presence.notificationsLost();
      },
      note: (message, detail) => log.note(message, detail),
    });
  }

  function noteTray(trayAvailable: boolean): void {
    if (services.state.current.trayAvailable !== trayAvailable) services.state.change({ trayAvailable });
  }

  /** Where the bus can't be asked, trying will tell. */
  function noteService(found: Found | null): void {
    if (found !== null) noteNotifications(found.running || found.startable);
  }

  function noteNotifications(available: boolean): void {
    const { notifications } = services.state.current;
    if (notifications.available !== available)
      services.state.change({ notifications: { ...notifications, available } });
  }

  function removeLeftovers(): void {
    removeOldSampleFolders(userData).catch((error: unknown) => log.bug('removing old samples', error));
    removeAbandonedFoundings(userData).catch((error: unknown) =>
      log.bug('removing an unfinished organization', error),
    );
  }
}

function initialState(
  platform: Platform,
  settings: Settings,
  preferences: Preferences,
  userData: string,
): Omit<DesktopState, 'startAtLogin' | 'servers'> {
  return {
    version: app.getVersion(),
    platform,
    ownWindowButtons: platform === 'linux',
    appearance: settings.appearance,
    profile: null,
    connection: null,
    session: null,
    signedOutBecause: null,
    cleared: { count: 0, because: null, gaveUp: false },
    waitingSignedOut: [],
    lastEmail: null,
    localOrganization: describeOrganization(userData),
    unopened: null,
    localData: null,
    notifications: { ...preferences.notifications, available: mayHaveNotifications(platform) },
    sessionEnds: preferences.sessionEnds,
    machineHearing: platform === 'linux' ? HEARS_NOTHING : HEARS_ALL,
    acceptLink: null,
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

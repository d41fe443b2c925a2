import { BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import type { WindowAction } from './desktop-handlers';
import type { PageAddress } from './page-origin';
import type { Settings } from './settings';
import { hardenedPreferences } from './web-preferences';
import { placeWindow, SMALLEST_WINDOW } from './window-bounds';
import { guardContents } from './window-guards';
import { frameColor, frameOptions, titleBarOverlay, type Platform } from './window-look';

export interface MainWindowParts {
  preload: string;
  session: Session;
  page: PageAddress;
  platform: Platform;
  settings: Settings;
  devTools: boolean;
  title: string;
  /** The picture of the app, for task bars that don't find it by themselves. */
  icon: string;
}

/** Moving a window fires for every pixel; the place is written once it has come to rest. */
const REMEMBER_AFTER_MS = 500;

/** Opens the one window. It shows itself when the first picture is there, in the colour of the theme. */
export function openMainWindow(parts: MainWindowParts): BrowserWindow {
  const { settings, platform, page } = parts;
  const remembered = settings.window;
  const dark = nativeTheme.shouldUseDarkColors;
  const window = new BrowserWindow({
    ...placeWindow(
      remembered.bounds,
      screen.getAllDisplays().map(({ workArea }) => workArea),
      screen.getPrimaryDisplay().workArea,
    ),
    minWidth: SMALLEST_WINDOW.width,
    minHeight: SMALLEST_WINDOW.height,
    show: false,
    title: parts.title,
    ...(platform === 'linux' ? { icon: parts.icon } : {}),
    backgroundColor: frameColor(dark),
    autoHideMenuBar: true,
    ...frameOptions(platform, dark),
    webPreferences: hardenedPreferences(parts.preload, parts.session, parts.devTools),
  });
  guardContents(window.webContents, page);
  followTheme(window, platform);
  rememberPlace(window, settings);
  window.once('ready-to-show', () => {
    if (remembered.maximized) window.maximize();
    window.show();
  });
  // A failure shows as an empty window and is told by did-fail-load, not by a rejection nobody awaits.
  window.loadURL(page.url).catch(() => undefined);
  return window;
}

export function actOnWindow(window: BrowserWindow, action: WindowAction): void {
  switch (action) {
    case 'minimize':
      window.minimize();
      return;
    case 'toggle-maximize':
      if (window.isMaximized()) window.unmaximize();
      else window.maximize();
      return;
    case 'close':
      window.close();
  }
}

/** Brings the window back from wherever it is. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function followTheme(window: BrowserWindow, platform: Platform): void {
  const repaint = (): void => {
    const dark = nativeTheme.shouldUseDarkColors;
    window.setBackgroundColor(frameColor(dark));
    if (platform === 'win') window.setTitleBarOverlay(titleBarOverlay(dark));
  };
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
}

function rememberPlace(window: BrowserWindow, settings: Settings): void {
  let timer: NodeJS.Timeout | null = null;
  const remember = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    settings.window = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  };
  const rememberSoon = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(remember, REMEMBER_AFTER_MS);
  };
  window.on('resize', rememberSoon);
  window.on('move', rememberSoon);
  window.on('close', remember);
}

import path from 'node:path';
import { app, nativeImage, type BrowserWindow } from 'electron';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import type { RequestId } from '../../shared/contract/primitives';
import { bringToFront } from './main-window';
import type { Notice, NoticeBoard } from './notifications/notice';
import { OsNotifications } from './notifications/os-notifications';
import { TrayIcon } from './tray/tray-icon';
import { trayIsWanted } from './tray/tray-wanted';
import type { Platform } from './window-look';

export interface PresenceParts {
  window: BrowserWindow;
  platform: Platform;
  /** The folder with the pictures. */
  assets: string;
  openRequest(id: RequestId): void;
  openWaiting(): void;
  lock(): void;
  onNoticeGone(key: string): void;
  onNotificationsAvailable(available: boolean): void;
  /** Where the desktop shows none, the page does. */
  showInPage(notice: Notice): void;
  takeBackInPage(key: string): void;
}

/** What shows of the app outside of its window: notifications, the icon in the tray, the number on the dock. */
export class Presence implements NoticeBoard {
  private readonly notifications: OsNotifications;
  private readonly tray: TrayIcon;
  private readonly inPage = new Set<string>();
  private trayWanted = false;
  private available = true;
  private signedIn = false;
  private waiting = 0;

  constructor(private readonly parts: PresenceParts) {
    const { window, platform, assets } = parts;
    const open = (): void => {
      if (!window.isDestroyed()) bringToFront(window);
    };
    this.notifications = new OsNotifications({
      platform,
      onClick: ({ requestId }) => {
        open();
        if (requestId === null) parts.openWaiting();
        else parts.openRequest(requestId);
      },
      onGone: (key) => parts.onNoticeGone(key),
      onAvailable: () => parts.onNotificationsAvailable(true),
      onFailed: (notice) => {
        parts.onNotificationsAvailable(false);
        this.showInPage(notice);
      },
    });
    this.tray = new TrayIcon({
      platform,
      assets,
      title: app.name,
      onOpen: open,
      onWaiting: () => {
        open();
        parts.openWaiting();
      },
      onLock: () => parts.lock(),
      onQuit: () => app.quit(),
    });
    // macOS: a click in the dock, while the window is hidden.
    app.on('activate', open);
  }

  readonly show: NoticeBoard['show'] = (notice) => {
    if (!this.available) return this.showInPage(notice);
    // It takes the place of what the page shows.
    if (this.inPage.delete(notice.key)) this.parts.takeBackInPage(notice.key);
    this.notifications.show(notice);
  };

  readonly showInPage: NoticeBoard['showInPage'] = (notice) => {
    this.notifications.takeBack(notice.key);
    this.inPage.add(notice.key);
    this.parts.showInPage(notice);
  };

  readonly reword: NoticeBoard['reword'] = (notice) => {
    if (this.inPage.has(notice.key)) this.parts.showInPage(notice);
    else this.notifications.reword(notice);
  };

  readonly takeBack: NoticeBoard['takeBack'] = (key) => {
    this.notifications.takeBack(key);
    if (this.inPage.delete(key)) this.parts.takeBackInPage(key);
  };

  readonly takeBackAll: NoticeBoard['takeBackAll'] = () => {
    this.notifications.takeBackAll();
    for (const key of [...this.inPage]) this.takeBack(key);
  };

  /** Where only the page shows what happens, being in front is no reason not to. */
  readonly isInFront: NoticeBoard['isInFront'] = () => {
    const { window } = this.parts;
    return this.available && !window.isDestroyed() && window.isVisible() && window.isFocused();
  };

  readonly onWaitingCount = (count: number): void => {
    this.waiting = count;
    if (this.parts.platform === 'win') this.showOverlay(count);
    else app.setBadgeCount(count);
    this.showTray();
  };

  follow(state: DesktopState): void {
    this.trayWanted = trayIsWanted(state);
    this.available = state.notifications.available;
    this.signedIn = state.session !== null;
    this.showTray();
  }

  /** Whoever showed the desktop's notifications is gone, and they with it. */
  notificationsLost(): void {
    this.notifications.lost();
  }

  stop(): void {
    this.notifications.takeBackAll();
    this.tray.remove();
  }

  /** Windows has no number on its task bar, but room for a picture over the icon. */
  private showOverlay(count: number): void {
    const { window, assets } = this.parts;
    if (window.isDestroyed()) return;
    const badge = count === 0 ? null : nativeImage.createFromPath(path.join(assets, 'badge.png'));
    window.setOverlayIcon(badge, count === 0 ? '' : `${count} waiting for you`);
  }

  private showTray(): void {
    this.tray.show({ wanted: this.trayWanted, waiting: this.waiting, signedIn: this.signedIn });
  }
}

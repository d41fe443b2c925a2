import { app, type BrowserWindow } from 'electron';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import type { RequestId } from '../../shared/contract/primitives';
import { bringToFront } from './main-window';
import type { NoticeBoard } from './notifications/notice-keeper';
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
  onNoticeGone(key: string): void;
  onNotificationsAvailable(available: boolean): void;
}

/** What shows of the app outside of its window: notifications, the icon in the tray, the number on the dock. */
export class Presence implements NoticeBoard {
  private readonly notifications: OsNotifications;
  private readonly tray: TrayIcon;
  private trayWanted = false;
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
        if (requestId !== null) parts.openRequest(requestId);
      },
      onGone: (key) => parts.onNoticeGone(key),
      onAvailable: (available) => parts.onNotificationsAvailable(available),
    });
    this.tray = new TrayIcon({ platform, assets, title: app.name, onOpen: open, onQuit: () => app.quit() });
    // macOS: a click in the dock, while the window is hidden.
    app.on('activate', open);
  }

  readonly show: NoticeBoard['show'] = (notice) => this.notifications.show(notice);
  readonly takeBack: NoticeBoard['takeBack'] = (key) => this.notifications.takeBack(key);
  readonly takeBackAll: NoticeBoard['takeBackAll'] = () => this.notifications.takeBackAll();

  readonly isAttended = (): boolean => {
    const { window } = this.parts;
    return !window.isDestroyed() && window.isVisible() && window.isFocused();
  };

  readonly onWaitingCount = (count: number): void => {
    this.waiting = count;
    app.setBadgeCount(count);
    this.showTray();
  };

  follow(state: DesktopState): void {
    this.trayWanted = trayIsWanted(state);
    this.showTray();
  }

  stop(): void {
    this.notifications.takeBackAll();
    this.tray.remove();
  }

  private showTray(): void {
    this.tray.show({ wanted: this.trayWanted, waiting: this.waiting });
  }
}

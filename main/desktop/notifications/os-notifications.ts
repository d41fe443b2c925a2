import { Notification } from 'electron';
import { hasSessionBus } from '../session-bus';
import type { Platform } from '../window-look';
import type { Notice } from './notice';
import { withoutMarkup } from './without-markup';

export interface OsNotificationParts {
  platform: Platform;
  onClick(notice: Notice): void;
  /** It is off the screen, by the person or by the service. */
  onGone(key: string): void;
  /** Found out by trying: a desktop may lose its notification service, or get one. */
  onAvailable(): void;
  /** There is no service, or none that took it: it has to be shown another way. */
  onFailed(notice: Notice): void;
}

/** Shows notices with the operating system's own service, and takes them back. */
export class OsNotifications {
  /** Kept here, or they would be collected together with their listeners. */
  private readonly shown = new Map<string, Notification>();

  constructor(private readonly parts: OsNotificationParts) {}

  /** The same notice with other words, where it still is on the screen: nobody is called for that. */
  reword(notice: Notice): void {
    if (this.shown.has(notice.key)) this.show(notice, true);
  }

  show(notice: Notice, isQuietly = false): void {
    this.takeBack(notice.key);
    const { title, body } = this.parts.platform === 'linux' ? withoutMarkup(notice) : notice;
    const notification = new Notification({
      title,
      body,
      silent: isQuietly,
      ...(isQuietly ? { urgency: 'low' as const } : {}),
      // Only macOS has room for it; everywhere a click does the same.
      ...(this.parts.platform === 'mac' ? { actions: [{ type: 'button', text: 'Review' }] } : {}),
    });
    const gone = (): void => {
      // Not when another one has its key now, or it was taken back.
      if (this.shown.get(notice.key) !== notification) return;
      this.shown.delete(notice.key);
      this.parts.onGone(notice.key);
    };
    const open = (): void => {
      gone();
      notification.close();
      this.parts.onClick(notice);
    };
    notification.on('show', () => this.parts.onAvailable());
    notification.on('click', open);
    notification.on('action', open);
    notification.on('close', gone);
    notification.on('failed', () => {
      if (this.shown.get(notice.key) !== notification) return;
      this.shown.delete(notice.key);
      this.parts.onFailed(notice);
    });
    this.shown.set(notice.key, notification);
    notification.show();
  }

  takeBack(key: string): void {
    const notification = this.shown.get(key);
    this.shown.delete(key);
    notification?.close();
  }

  /** The service ended, and everything on the screen with it: its next run knows none of that. */
  lost(): void {
    const keys = [...this.shown.keys()];
    this.shown.clear();
    for (const key of keys) this.parts.onGone(key);
  }

  takeBackAll(): void {
    for (const key of [...this.shown.keys()]) this.takeBack(key);
  }
}

/**
 * Whether it is worth trying. Electron says yes on Linux even without a message bus, and asking a bus that isn't
 * there would hold the app up.
 */
export function mayHaveNotifications(platform: Platform, env: NodeJS.ProcessEnv = process.env): boolean {
  return platform === 'linux' ? hasSessionBus(env) : Notification.isSupported();
}

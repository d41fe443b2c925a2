import path from 'node:path';
import { Menu, nativeImage, Tray, type NativeImage } from 'electron';
import type { Platform } from '../window-look';
import { trayMenu, trayTip, type TrayEntry, type TrayStanding } from './tray-menu';

export interface TrayParts {
  platform: Platform;
  /** The folder with the pictures. */
  assets: string;
  title: string;
  onOpen(): void;
  onWaiting(): void;
  onLock(): void;
  onQuit(): void;
}

/** The icon in the tray, while one is wanted. */
export class TrayIcon {
  private tray: Tray | null = null;
  private shown = '';

  constructor(private readonly parts: TrayParts) {}

  show(standing: TrayStanding): void {
    if (!standing.wanted) {
      this.remove();
      return;
    }
    const { waiting, signedIn } = standing;
    const now = JSON.stringify([waiting, signedIn]);
    if (this.tray !== null && this.shown === now) return;
    this.shown = now;
    const { platform, assets, title } = this.parts;
    const picture = pictureOf(platform, assets, waiting > 0);
    if (this.tray === null) this.tray = this.make(picture);
    else this.tray.setImage(picture);
    this.tray.setToolTip(trayTip(waiting, title));
    // Set anew: a menu that is shown on Linux takes no changes.
    this.tray.setContextMenu(
      Menu.buildFromTemplate(trayMenu(standing, title).map((entry) => this.item(entry))),
    );
    if (platform === 'mac') this.tray.setTitle(waiting === 0 ? '' : String(waiting));
  }

  remove(): void {
    this.tray?.destroy();
    this.tray = null;
  }

  private make(picture: NativeImage): Tray {
    const tray = new Tray(picture);
    // On macOS a click opens the menu.
    if (this.parts.platform !== 'mac') tray.on('click', () => this.parts.onOpen());
    return tray;
  }

  private item({ id, label, enabled }: TrayEntry): Electron.MenuItemConstructorOptions {
    if (id === 'line') return { type: 'separator' };
    const { parts } = this;
    const act = {
      open: () => parts.onOpen(),
      waiting: () => parts.onWaiting(),
      lock: () => parts.onLock(),
      quit: () => parts.onQuit(),
    }[id];
    return { label, enabled, click: act };
  }
}

/** The `@2x` beside it is found by its name. macOS colours a template itself, for light and dark bars. */
function pictureOf(platform: Platform, assets: string, waiting: boolean): NativeImage {
  const name = platform === 'mac' ? 'tray-template.png' : waiting ? 'tray-waiting.png' : 'tray.png';
  const image = nativeImage.createFromPath(path.join(assets, name));
  if (platform === 'mac') image.setTemplateImage(true);
  return image;
}

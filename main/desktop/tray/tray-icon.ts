import path from 'node:path';
import { Menu, nativeImage, Tray, type NativeImage } from 'electron';
import type { Platform } from '../window-look';

export interface TrayParts {
  platform: Platform;
  /** The folder with the pictures. */
  assets: string;
  title: string;
  onOpen(): void;
  onQuit(): void;
}

export interface TrayStanding {
  wanted: boolean;
  /** How many requests wait for the person who is signed in. */
  waiting: number;
}

/** The icon in the tray, while one is wanted. */
export class TrayIcon {
  private tray: Tray | null = null;

  constructor(private readonly parts: TrayParts) {}

  show({ wanted, waiting }: TrayStanding): void {
    if (!wanted) {
      this.remove();
      return;
    }
    this.tray ??= this.make();
    this.tray.setToolTip(
      waiting === 0 ? this.parts.title : `${this.parts.title}: ${waiting} waiting for you`,
    );
  }

  remove(): void {
    this.tray?.destroy();
    this.tray = null;
  }

  private make(): Tray {
    const { platform, assets, title } = this.parts;
    const open = (): void => this.parts.onOpen();
    const tray = new Tray(picture(platform, assets));
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: `Open ${title}`, click: open },
        { type: 'separator' },
        { label: 'Quit', click: () => this.parts.onQuit() },
      ]),
    );
    // On macOS a click opens the menu.
    if (platform !== 'mac') tray.on('click', open);
    return tray;
  }
}

/** The `@2x` beside it is found by its name. macOS colours a template itself, for light and dark bars. */
function picture(platform: Platform, assets: string): NativeImage {
  const image = nativeImage.createFromPath(
    path.join(assets, platform === 'mac' ? 'tray-template.png' : 'tray.png'),
  );
  if (platform === 'mac') image.setTemplateImage(true);
  return image;
}

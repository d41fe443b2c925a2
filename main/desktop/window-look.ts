import type { BrowserWindowConstructorOptions } from 'electron';
import type { DesktopState } from '../../shared/contract/desktop-calls';

export type Platform = DesktopState['platform'];

export function platformOf(nodePlatform: NodeJS.Platform): Platform {
  if (nodePlatform === 'darwin') return 'mac';
  return nodePlatform === 'win32' ? 'win' : 'linux';
}

/** `--bg-frame` and `--text` of the design's tokens, in sRGB: what is seen before the page has drawn. */
const COLORS = {
  light: { frame: '#eef2f4', symbols: '#162025' },
  dark: { frame: '#0d1215', symbols: '#e5eaec' },
} as const;

/** Height of the bar that every column starts with (design, README). */
const BAR_HEIGHT = 44;

export function frameColor(dark: boolean): string {
  return COLORS[dark ? 'dark' : 'light'].frame;
}

export function titleBarOverlay(dark: boolean): { color: string; symbolColor: string; height: number } {
  const { frame, symbols } = COLORS[dark ? 'dark' : 'light'];
  return { color: frame, symbolColor: symbols, height: BAR_HEIGHT };
}

/** The page draws its own title bar; only Linux has no buttons of its own to lay over it. */
export function frameOptions(platform: Platform, dark: boolean): BrowserWindowConstructorOptions {
  switch (platform) {
    case 'mac':
      return { titleBarStyle: 'hidden', trafficLightPosition: { x: 14, y: 16 } };
    case 'win':
      return { titleBarStyle: 'hidden', titleBarOverlay: titleBarOverlay(dark) };
    case 'linux':
      return { frame: false };
  }
}

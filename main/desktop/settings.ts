import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import type { Appearance } from '../../shared/contract/desktop-calls';
import type { Rectangle, WindowPlace } from './window-bounds';

/** Not taken from the contract's module: its schemas would load before the window opens. */
const APPEARANCES: readonly Appearance[] = ['system', 'light', 'dark'];

interface Stored {
  appearance?: unknown;
  window?: unknown;
}

/** What is remembered between starts, in `<userData>/settings.json`. Whatever can't be read counts as not set. */
export class Settings {
  private readonly store: ElectronStore<Stored>;

  constructor() {
    this.store = new ElectronStore<Stored>({
      name: 'settings',
      configFileMode: 0o600,
      clearInvalidConfig: true,
    });
    // The library offers every page the path of userData over IPC; our page has one door, and this isn't it.
    ipcMain.removeAllListeners('electron-store-get-data');
  }

  get appearance(): Appearance {
    const stored = this.store.get('appearance');
    return APPEARANCES.find((known) => known === stored) ?? 'system';
  }

  set appearance(appearance: Appearance) {
    this.store.set('appearance', appearance);
  }

  get window(): WindowPlace {
    const stored = this.store.get('window');
    if (typeof stored !== 'object' || stored === null) return { bounds: null, maximized: false };
    const { bounds, maximized } = stored as Record<string, unknown>;
    return { bounds: isRectangle(bounds) ? bounds : null, maximized: maximized === true };
  }

  set window(place: WindowPlace) {
    this.store.set('window', place);
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>;
  return [x, y, width, height].every((side) => Number.isSafeInteger(side));
}

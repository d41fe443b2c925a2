import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import type { Appearance, Closing } from '../../shared/contract/desktop-calls';
import type { Rectangle, WindowPlace } from './window-bounds';

/** Not taken from the contract's module: its schemas would load before the window opens. */
const APPEARANCES: readonly Appearance[] = ['system', 'light', 'dark'];
const CLOSINGS: readonly Closing[] = ['ask', 'tray', 'quit'];

interface Stored {
  appearance?: unknown;
  window?: unknown;
  closing?: unknown;
  notifications?: unknown;
  sessionEnds?: unknown;
  servers?: unknown;
  notifyDevices?: unknown;
  keyProtection?: unknown;
  ledgerHeads?: unknown;
}

/** What is judged by schemas, elsewhere: it isn't needed before the window opens. */
export type JudgedSetting =
  'notifications' | 'sessionEnds' | 'servers' | 'notifyDevices' | 'keyProtection' | 'ledgerHeads';

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

  /** What is stored, whatever it is. */
  read(name: JudgedSetting): unknown {
    return this.store.get(name);
  }

  keep(name: JudgedSetting, value: object): void {
    this.store.set(name, value);
  }

  /** What closing the window does. */
  get closing(): Closing {
    const stored = this.store.get('closing');
    return CLOSINGS.find((known) => known === stored) ?? 'ask';
  }

  set closing(closing: Closing) {
    this.store.set('closing', closing);
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

import ElectronStore from 'electron-store';
import type { ToldStore } from './notifications/told-notices';

/** Who was told what, in `<userData>/notices.json`: ids, no names. */
export function openToldStore(): ToldStore {
  const store = new ElectronStore<{ told?: unknown }>({
    name: 'notices',
    configFileMode: 0o600,
    clearInvalidConfig: true,
  });
  return {
    read: () => store.get('told'),
    keep: (entries) => store.set('told', entries),
  };
}

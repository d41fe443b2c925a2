import { useLayoutEffect } from 'react';
import { useDesktop } from '../stores/desktop-store';

/** Writes theme and platform on the root, where the tokens look; “system” follows the system while it is chosen. */
export function useAppearance(): void {
  const appearance = useDesktop((state) => state.desktop?.appearance ?? 'system');
  const platform = useDesktop((state) => state.desktop?.platform ?? null);
  useLayoutEffect(() => {
    const root = document.documentElement;
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      root.dataset['theme'] = appearance === 'system' ? (system.matches ? 'dark' : 'light') : appearance;
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [appearance]);
  useLayoutEffect(() => {
    if (platform !== null) document.documentElement.dataset['platform'] = platform;
  }, [platform]);
}

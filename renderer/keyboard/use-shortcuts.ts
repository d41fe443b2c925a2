import { useEffect, useEffectEvent } from 'react';

/** What a key does; `mod+k` is Ctrl or Cmd with K. */
export type Shortcuts = Readonly<Partial<Record<string, () => void>>>;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.closest('input, textarea, select') !== null || target.isContentEditable)
  );
}

/** Something floats over the page: keys belong to it. */
function isCovered(): boolean {
  return document.querySelector('.scrim, .pop') !== null;
}

function nameOf(event: KeyboardEvent): string | null {
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? null : `mod+${event.key.toLowerCase()}`;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/**
 * Listens for single keys on the page. Inert in text fields and under dialogs and menus. Listens before the widgets do,
 * so that a letter in the list is a shortcut and not the start of a search by typing.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = nameOf(event);
    const run = name === null ? undefined : shortcuts[name];
    if (!run || isCovered()) return;
    if (isTyping(event.target) && !name?.startsWith('mod+') && name !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener, true);
    return () => window.removeEventListener('keydown', listener, true);
  }, []);
}

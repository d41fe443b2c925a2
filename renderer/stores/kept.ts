import { useCallback } from 'react';
import { create } from 'zustand';
import { onForget } from './forget';

/** Reads something of the page and gives back what puts it there again. */
type Keeper = () => () => void;

const keepers = new Set<Keeper>();

/** Registers what comes back with the same person after a session ended. Kept in memory, never in the page. */
export function keepsPlace<T>(read: () => T, restore: (kept: T) => void): void {
  keepers.add(() => {
    const kept = read();
    return () => restore(kept);
  });
}

/** Everything that was registered, as it is now. @returns puts it all back */
export function readPlace(): () => void {
  const restores = [...keepers].map((keeper) => keeper());
  return () => {
    for (const restore of restores) restore();
  };
}

interface KeptStore {
  values: ReadonlyMap<string, unknown>;
}
const nothing: KeptStore = { values: new Map() };
const useValues = create<KeptStore>(() => nothing);
onForget(() => useValues.setState(nothing));
keepsPlace(
  () => useValues.getState().values,
  (values) => useValues.setState({ values }),
);

/**
 * Like useState, for which form is open and what was typed in it: an end of the session in between loses nothing. Not
 * for passwords and codes.
 * @param name says whose it is, as `invite` and `invite.email`
 */
export function useKept<T>(name: string, initial: T): [value: T, set: (next: T) => void] {
  const value = useValues((state) => (state.values.has(name) ? (state.values.get(name) as T) : initial));
  const set = useCallback(
    (next: T) => useValues.setState((state) => ({ values: new Map(state.values).set(name, next) })),
    [name],
  );
  return [value, set];
}

/** The form was closed: it and everything in it. */
export function dropKept(name: string): void {
  useValues.setState((state) => ({
    values: new Map([...state.values].filter(([key]) => key !== name && !key.startsWith(`${name}.`))),
  }));
}

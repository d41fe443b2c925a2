import { useEffect } from 'react';
import { create } from 'zustand';
import { SECOND } from '../format/time';

const TICK = 30 * SECOND;

interface ClockState {
  now: number;
  tick: () => void;
}
const useClock = create<ClockState>((set) => ({
  now: Date.now(),
  tick: () => set({ now: Date.now() }),
}));

/** The moment that relative times on the page count from: one for all of them, moved on every 30 seconds. */
export function useNow(): number {
  return useClock((state) => state.now);
}

/** Moves the page's moment to now at once, so that what has just happened isn't in the future. */
export function refreshNow(): void {
  useClock.getState().tick();
}

/** Runs the one ticker. Mounted once, by the app. */
export function useClockTicker(): void {
  useEffect(() => {
    const timer = setInterval(refreshNow, TICK);
    return () => clearInterval(timer);
  }, []);
}

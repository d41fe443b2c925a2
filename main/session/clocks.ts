/**
 * Two clocks, because each misses something: the wall clock can be set back, the monotonic one may stand still while
 * the machine sleeps. Both in milliseconds.
 */
export interface Clocks {
  wall(): number;
  monotonic(): number;
}

export interface Instant {
  wall: number;
  monotonic: number;
}

export const systemClocks: Clocks = {
  wall: () => Date.now(),
  monotonic: () => Number(process.hrtime.bigint() / 1_000_000n),
};

export function readClocks(clocks: Clocks): Instant {
  return { wall: clocks.wall(), monotonic: clocks.monotonic() };
}

/** Milliseconds from one instant to a later one, by whichever clock says more; never negative. */
export function elapsedMs(from: Instant, to: Instant): number {
  const elapsed = Math.max(to.wall - from.wall, to.monotonic - from.monotonic, 0);
  // A clock that gives no number must end a session, not keep it for ever.
  if (!Number.isFinite(elapsed)) throw new Error('a clock gave no number');
  return elapsed;
}

/** Time and chance as the remote backend uses them, so that tests hold both. Milliseconds throughout. */
export interface Timing {
  /** Since the epoch. */
  now(): number;
  /** Runs `work` after so long, unless the function given back is called before. */
  after(ms: number, work: () => void): () => void;
  /** At least 0 and less than 1. */
  random(): number;
}

export const systemTiming: Timing = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;
/** The first try comes at once, but not from every desktop in the same instant. */
const AT_ONCE_MS = 400;

/** How long to wait before try number `attempt`, from 0: twice as long each time, half of it by chance. */
export function retryDelay(attempt: number, random: () => number): number {
  if (attempt === 0) return Math.round(AT_ONCE_MS * random());
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(most / 2 + (most / 2) * random());
}

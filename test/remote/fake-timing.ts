import type { Timing } from '../../main/backend/remote/timing';

/** Time that tests move and chance that they choose. */
export class FakeTiming implements Timing {
  time = Date.UTC(2026, 0, 5, 14, 2);
  chance = 0.5;
  #timers = new Map<symbol, { at: number; work: () => void }>();

  now(): number {
    return this.time;
  }
  random(): number {
    return this.chance;
  }
  after(ms: number, work: () => void): () => void {
    const key = Symbol('timer');
    this.#timers.set(key, { at: this.time + ms, work });
    return () => void this.#timers.delete(key);
  }

  /** When the next timer is due, in milliseconds from now; null where none is set. */
  get nextIn(): number | null {
    const due = [...this.#timers.values()].map(({ at }) => at - this.time);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Moves on, runs what is due in its order, and lets everything that follows from it happen. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    await everythingHappened();
    for (;;) {
      const [next] = [...this.#timers].sort(([, one], [, other]) => one.at - other.at);
      if (next === undefined || next[1].at > until) break;
      this.#timers.delete(next[0]);
      this.time = Math.max(this.time, next[1].at);
      next[1].work();
      await everythingHappened();
    }
    this.time = until;
  }
}

/** Until nothing is left to do in this process: streams and fetches made of promises alone. */
export async function everythingHappened(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

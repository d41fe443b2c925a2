import type { BackupOptions } from './backup-options';
import type { Backups } from './backups';

type Times = NonNullable<BackupOptions['automatic']>;

/** How often within its interval the clock is looked at: a timer alone stands still while the machine sleeps. */
const LOOKS = 24;

/** Makes backups by itself: soon after the database was opened, and from then on whenever the interval has passed. */
export class AutomaticBackups {
  #timer: NodeJS.Timeout | null = null;
  #last = -Infinity;

  constructor(
    private readonly backups: Backups,
    private readonly times: Times,
    private readonly now: () => number,
    private readonly report: NonNullable<BackupOptions['onAutomatic']>,
  ) {
    this.#lookIn(times.firstAfterMs);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #lookIn(ms: number): void {
    this.#timer = setTimeout(() => void this.#look(), ms);
    // A backup that is due keeps no process alive.
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const now = this.now();
    // A clock that was set back must not put the next one off.
    if (now - this.#last >= this.times.everyMs || now < this.#last) {
      this.#last = now;
      const outcome = await this.backups.makeIfAnythingIsNew();
      if (outcome !== null && !this.backups.isClosed) this.report(outcome);
    }
    if (this.#timer !== null) this.#lookIn(this.times.everyMs / LOOKS);
  }
}

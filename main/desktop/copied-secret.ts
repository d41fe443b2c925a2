import { createHash } from 'node:crypto';
import { elapsedMs, readClocks, type Clocks, type Instant } from '../session/clocks';

/** How long a secret stays on the clipboard (desktop.md, Look and habits). */
const KEPT_MS = 60_000;

/** Electron's clipboard, whose later versions answer by promise. */
export interface Clipboard {
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
  clear(): void | Promise<void>;
}

/**
 * Puts a secret on the clipboard and takes it off after a minute, if it is still there: what the person copied since is
 * theirs. The secret itself isn't kept for that.
 */
export class CopiedSecret {
  private held: { fingerprint: string; since: Instant } | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly clipboard: Clipboard,
    private readonly clocks: Clocks,
    private readonly logBug: (what: string, error: unknown) => void,
  ) {}

  async copy(text: string): Promise<void> {
    await this.clipboard.writeText(text);
    this.held = { fingerprint: fingerprintOf(text), since: readClocks(this.clocks) };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lookLater(), KEPT_MS);
  }

  /** Takes it off if its time is over; to be asked after a sleep too, which timers may not count. */
  async look(): Promise<void> {
    const { held } = this;
    if (held === null) return;
    const left = KEPT_MS - elapsedMs(held.since, readClocks(this.clocks));
    clearTimeout(this.timer);
    if (left <= 0) await this.takeOff();
    else this.timer = setTimeout(() => this.lookLater(), left);
  }

  /** Takes it off now: nobody is left who would do it later. */
  async takeOff(): Promise<void> {
    clearTimeout(this.timer);
    const { held } = this;
    this.held = null;
    if (held !== null && fingerprintOf(await this.clipboard.readText()) === held.fingerprint)
      await this.clipboard.clear();
  }

  private lookLater(): void {
    this.look().catch((error: unknown) => this.logBug('clearing the clipboard', error));
  }
}

function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

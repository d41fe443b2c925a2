/**
 * The engine's clock in the host: real time, but while the sample is built it stands where the builder puts it, so that
 * an organization of months can be made in seconds.
 */
export class SettableEngineClock {
  private fixedAt: number | null = null;

  now(): number {
    return this.fixedAt ?? Date.now();
  }

  /** @param milliseconds since the epoch */
  set(milliseconds: number): void {
    this.fixedAt = milliseconds;
  }

  followRealTime(): void {
    this.fixedAt = null;
  }
}

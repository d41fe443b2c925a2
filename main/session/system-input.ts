/** Asks whether the person used the machine at all, so that work in another program keeps the session. */
export class SystemInput {
  /** Some platforms (Wayland among them) can't tell and always answer 0: believed only once it was seen counting. */
  private seenCounting = false;

  /** @param idleSeconds whole seconds since the last input to the system, as the platform counts them */
  constructor(private readonly idleSeconds: () => number) {}

  /**
   * Whether there was input within the last `sinceMs`, which must be *awake* time since the last question: after a
   * sleep the platform's count may lack the sleep, and the old input before it would look recent.
   * @returns how long ago it was in milliseconds, or null
   */
  lastInputWithin(sinceMs: number): number | null {
    const seconds = this.idleSeconds();
    if (!Number.isFinite(seconds) || seconds < 0) throw new Error('the system’s idle time is no number');
    if (seconds >= 2) this.seenCounting = true;
    const ago = seconds * 1000;
    return this.seenCounting && ago < sinceMs ? ago : null;
  }
}

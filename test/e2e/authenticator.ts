import { generate } from 'otplib';

const STEP_MS = 30_000;
/** Less than this before a step ends, its predecessor would arrive too old. */
const MARGIN_MS = 5_000;

/** A person's authenticator app: gives codes that were not used up, the oldest that still count first, so that nobody waits. */
export class Authenticator {
  private last = 0;
  /** @param now the clock of the server that judges the codes */
  constructor(
    private readonly secret: string,
    private readonly now: () => number = () => Date.now(),
  ) {}

  async code(): Promise<string> {
    const now = this.now();
    const present = Math.floor(now / STEP_MS);
    const oldest = STEP_MS - (now % STEP_MS) > MARGIN_MS ? present - 1 : present;
    const step = Math.max(oldest, this.last + 1);
    const tooEarlyMs = (step - 1) * STEP_MS - now;
    if (tooEarlyMs > 0) await new Promise((resolve) => setTimeout(resolve, tooEarlyMs + 200));
    this.last = step;
    return await generate({ secret: this.secret, epoch: (step * STEP_MS) / 1000 });
  }
}

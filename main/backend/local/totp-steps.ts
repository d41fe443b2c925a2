import type { MemberId } from '../../../shared/contract/primitives';

/** RFC 6238 with the usual period; the engine takes the codes of one step to either side too. */
const STEP_MS = 30_000;

/** The step before is sent only while this much of the present one is left, or it would arrive too old. */
const MARGIN_MS = 5_000;

export interface TotpTurn {
  step: number;
  /** Milliseconds until the engine takes this step's code; 0 when it does so now. */
  readyInMs: number;
}

/** Knows which codes were used up, because the engine accepts each once, and none older than the last (§9). */
export class TotpSteps {
  private readonly lastUsed = new Map<MemberId, number>();

  /** The first code not used up that an authenticator app would show: the present one, else the one to come. */
  turnToShow(memberId: MemberId, now: number): TotpTurn {
    return this.turnFrom(Math.floor(now / STEP_MS), memberId, now);
  }

  /** The first code that the engine takes; the step before serves too, so that people can be switched quickly. */
  turnToSend(memberId: MemberId, now: number): TotpTurn {
    const present = Math.floor(now / STEP_MS);
    const left = STEP_MS - (now % STEP_MS);
    return this.turnFrom(left > MARGIN_MS ? present - 1 : present, memberId, now);
  }

  use(memberId: MemberId, step: number): void {
    this.lastUsed.set(memberId, Math.max(step, this.lastUsed.get(memberId) ?? step));
  }

  private turnFrom(earliest: number, memberId: MemberId, now: number): TotpTurn {
    const step = Math.max(earliest, (this.lastUsed.get(memberId) ?? -1) + 1);
    return { step, readyInMs: Math.max(0, (step - 1) * STEP_MS - now) };
  }
}

/** The code an authenticator app shows in that step. @param secret Base32 */
export async function codeOfStep(secret: string, step: number): Promise<string> {
  // Loaded when the first code is wanted: it would cost every start.
  const { generate } = await import('otplib');
  return await generate({ secret, epoch: (step * STEP_MS) / 1000 });
}

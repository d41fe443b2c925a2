import fs from 'node:fs';
import { z } from 'zod';
import { faultsOf, problem } from '../../shared/contract/problem';
import { jsonAnswer, problemAnswer } from './answers';
import type { ExtraRoute } from './app';
import { inputOfWrite } from './request-input';

/** The longest way ahead that a test may ask for at once: ten years. */
const FURTHEST = 10 * 365 * 24 * 3_600_000;

const advanceInput = z.strictObject({ advanceMs: z.int().min(0).max(FURTHEST) });
const markerSchema = z.strictObject({ advancedMs: z.int().min(0) });

/** The machine's clock, ahead by what tests have asked for; kept in `file`, so that a restart doesn't turn it back. */
export class TestClock {
  readonly #file: string;
  #advancedMs: number;

  constructor(file: string) {
    this.#file = file;
    this.#advancedMs = markerSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8'))).advancedMs;
  }

  now(): number {
    return Date.now() + this.#advancedMs;
  }

  advance(ms: number): void {
    const advancedMs = this.#advancedMs + ms;
    fs.writeFileSync(this.#file, `${JSON.stringify({ advancedMs })}\n`);
    this.#advancedMs = advancedMs;
  }
}

/** `POST /v1/test/clock {advanceMs}` (api.md). `onMoved` is waited for: what ends by then has ended in the answer. */
export function testClockRoute(clock: TestClock, onMoved: () => Promise<void>): ExtraRoute {
  return {
    method: 'POST',
    path: '/v1/test/clock',
    answer: async (context) => {
      const reading = await inputOfWrite(context.req.raw, {});
      if (!reading.ok) return problemAnswer(reading.problem);
      const input = advanceInput.safeParse(reading.input);
      if (!input.success)
        return problemAnswer(
          problem('validation_failed', 'Check the input', { errors: faultsOf(input.error) }),
        );
      clock.advance(input.data.advanceMs);
      await onMoved();
      return jsonAnswer(200, { now: new Date(clock.now()).toISOString() });
    },
  };
}

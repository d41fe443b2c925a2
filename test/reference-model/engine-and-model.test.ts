import { describe, expect, it } from 'vitest';
import { runSequences, SEED, SEQUENCES } from './random-sequences';
import { Tally } from './tally';
import { ENOUGH, neverOccurred } from './what-must-occur';

const COUNT = Math.ceil(SEQUENCES / 2);
const AS_LONG_AS_IT_TAKES = 30 * 60_000 + SEQUENCES * 500;

describe('model and engine', () => {
  it(
    'answer alike, over the first half of the sequences',
    async () => {
      const tally = new Tally();
      await runSequences(tally, { count: COUNT, seed: SEED });
      if (process.env['MODEL_COUNTS'] !== undefined) console.log(tally.toString());
      console.log(`${COUNT} sequences, ${tally.commands} commands that meant something`);
      if (COUNT >= ENOUGH) expect(neverOccurred(tally)).toEqual([]);
    },
    AS_LONG_AS_IT_TAKES,
  );
});

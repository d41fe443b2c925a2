// quality.md, Proof of the rules: the same random commands to the model and to the real engine.
import fc from 'fast-check';
import { openedScene } from './opened-scenes';
import { SCENES } from './opening-scenes';
import { Play } from './play';
import { impulse } from './some-command';
import { inMemory, type Store } from './stores';
import type { Tally } from './tally';

export const COMMANDS = 50;

/** All sequences of `npm test` on in-memory stores together; a soak asks for more, from another seed. */
export const SEQUENCES = Number(process.env['MODEL_SEQUENCES'] ?? 2000);
export const SEED = Number(process.env['MODEL_SEED'] ?? 1);

export interface Sequences {
  count: number;
  seed: number;
  /** Where each engine keeps its data; in memory where nothing is said. */
  store?: Store;
}

/** Runs them; throws with the shortest sequence that fast-check found to end in a difference. */
export async function runSequences(tally: Tally, sequences: Sequences): Promise<void> {
  const { count, seed, store = inMemory } = sequences;
  await fc.assert(
    fc.asyncProperty(
      fc.nat(SCENES.length - 1),
      fc.array(impulse, { minLength: COMMANDS, maxLength: COMMANDS }),
      async (scene, impulses) => {
        const play = await Play.goingOnFrom(await openedScene(scene), store, tally);
        await play.run(impulses);
      },
    ),
    { numRuns: count, seed, reporter: tellShortly },
  );
}

/** The commands in words stand in the error; the numbers behind them only repeat the run. */
function tellShortly<T>(details: fc.RunDetails<T>): void {
  if (!details.failed) return;
  const told = details.errorInstance instanceof Error ? details.errorInstance.message : 'interrupted';
  const where = `seed ${details.seed}, sequence ${details.numRuns}, shrunk ${details.numShrinks} times`;
  throw new Error(`${where}\n${told}`);
}

// The same on every other store and through every other door (§13.9): each is compared with the same model.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { throughDispatcher } from '../contract/over-ipc';
import { HttpDoor } from './http-door';
import { runSequences, SEED, SEQUENCES } from './random-sequences';
import { onFile, through, type Store } from './stores';
import { Tally } from './tally';

const COUNT = Math.ceil(SEQUENCES / 20);
const AS_LONG_AS_IT_TAKES = 30 * 60_000;
let folder = '';

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-model-'));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

async function answerAlike(store: Store, seed: number): Promise<void> {
  const tally = new Tally();
  await runSequences(tally, { count: COUNT, seed: SEED + seed, store });
  console.log(`${COUNT} sequences, ${tally.commands} commands that meant something`);
  expect(tally.commands).toBeGreaterThan(COUNT * 10);
}

describe('model and engine answer alike', () => {
  it(
    'on a file, and the same again replayed and opened anew',
    async () => {
      let opened = 0;
      await answerAlike(
        onFile(() => path.join(folder, `${(opened += 1)}.db`)),
        2_000_003,
      );
    },
    AS_LONG_AS_IT_TAKES,
  );

  it(
    'through the door of the page',
    () =>
      answerAlike(
        through((engine) => Promise.resolve(throughDispatcher(engine))),
        3_000_003,
      ),
    AS_LONG_AS_IT_TAKES,
  );

  it(
    'over HTTP',
    async () => {
      const door = new HttpDoor();
      await answerAlike(
        through((engine) => door.to(engine)),
        4_000_003,
      );
      await door.close();
    },
    AS_LONG_AS_IT_TAKES,
  );
});

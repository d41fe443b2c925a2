import { it } from 'vitest';
import { playSequences } from './random-play';

// Two files, so that two cores share the work.
const SEQUENCES = Number(process.env['SEQUENCES'] ?? 75);
const SEED = 20260106;

it(
  `holds every invariant over ${SEQUENCES} random sequences from seed ${SEED}`,
  { timeout: 300_000 },
  async () => {
    await playSequences(SEED, SEQUENCES);
  },
);

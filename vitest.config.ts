import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const COMPONENT = ['test/renderer/**/*.test.{ts,tsx}'];
const MODEL = ['test/reference-model/**/*.test.ts'];
const CONTRACT = ['test/contract/**/*.test.ts', 'test/ipc/**/*.test.ts', 'test/server/**/*.test.ts'];

const TWO_MINUTES_MS = 120_000;

/** Vitest would keep one core free, of two. */
const EVERY_CORE = { maxWorkers: '100%' } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          ...EVERY_CORE,
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...COMPONENT, ...CONTRACT, ...MODEL],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'component',
          ...EVERY_CORE,
          environment: 'happy-dom',
          // The page's own origin: a passkey of any other domain isn't asked for here.
          environmentOptions: { happyDOM: { url: 'https://countersign.localhost/index.html' } },
          include: COMPONENT,
          // The first test of a file waits for every module; two at once share the machine.
          testTimeout: 20_000,
        },
      },
      {
        test: { name: 'contract', ...EVERY_CORE, environment: 'node', include: CONTRACT },
      },
      {
        test: { name: 'model', ...EVERY_CORE, environment: 'node', include: MODEL },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.e2e.ts'],
          // One app at a time: they share a screen, and its keyboard focus.
          fileParallelism: false,
          testTimeout: TWO_MINUTES_MS,
          hookTimeout: TWO_MINUTES_MS,
        },
      },
      {
        // Measures, on `npm run bench` only: alone on the machine, one after the other.
        test: {
          name: 'bench',
          environment: 'node',
          include: ['test/bench/**/*.bench-run.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});

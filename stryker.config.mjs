// npm run mutate: which lines are broken one at a time, and which tests have to see it (vitest.mutation.config.mjs).

/** Every rule, and what the engine decides by itself: second factors, sessions, guessing, what is done twice. */
const DECISIONS = [
  'shared/domain/**/*.ts',
  'main/engine/idempotency.ts',
  'main/engine/handlers/{commands,decisions,collect,dry-run}.ts',
  'main/engine/auth/{allowed-addresses,asked-factor,blocked-sessions,ended-access,second-factor,sessions,step-up,throttle}.ts',
  'main/engine/keys/{withdrawals,withdrawing}.ts',
];

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './scripts/stryker-plugins.mjs'],
  vitest: { configFile: 'vitest.mutation.config.mjs', related: false },
  coverageAnalysis: 'perTest',
  concurrency: '50%',

  mutate: DECISIONS,
  // Sentences only: no other words break a rule. No mutator is left out.
  ignorers: ['sentences'],
  // Vitest strips types without judging them.
  disableTypeChecks: false,

  incremental: true,
  incrementalFile: 'artifacts/mutation/incremental.json',
  reporters: ['json', 'missed', 'progress-append-only'],
  jsonReporter: { fileName: 'artifacts/mutation/report.json' },

  // Copies of the project that tests are run in, without what they don't read.
  tempDirName: 'artifacts/mutation/sandbox',
  cleanTempDir: 'always',
  ignorePatterns: ['/artifacts', '/dist', '/out', '/coverage', '/renderer', '/test/e2e', '/test/renderer'],
};

// The tests that a mutation has to get past: those of the rules, in memory and quick. Stryker runs them (stryker.config.mjs).
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** In this order: what is quickest, or sees most, first. They make what they share by beforeTheFirst, not by beforeAll. */
const TESTS = [
  'domain/*',
  'engine/toggle-off',
  'engine/locking',
  'engine/pending-requests',
  'engine/idempotency',
  'engine/sessions',
  'engine/activity',
  'engine/simulate',
  'engine/effect',
  'engine/foreseen',
  'engine/policy-versions',
  'engine/audit-*',
  'engine/approval-proofs',
  'engine/cases',
  'engine/rule-cases',
  'engine/withdrawal-story',
  'engine/governance-file',
  'engine/deposit-import',
  'engine/change-races',
  'engine/decision-signatures',
  'engine/factor-enrolment',
  'engine/passkeys',
  'engine/sign-in',
  'engine/devices-and-password',
  'engine/secret-key',
  'engine/outbox',
];

class QuickestFirst extends BaseSequencer {
  async sort(specifications) {
    const place = ({ moduleId }) =>
      TESTS.findIndex((test) => moduleId.includes(`/test/${test.replace('*', '')}`));
    return specifications.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    name: 'mutation',
    environment: 'node',
    include: TESTS.map((test) => `test/${test}.test.ts`),
    setupFiles: ['test/domain/first-failure.ts'],
    // One thread reads the engine once for all files of a run.
    isolate: false,
    sequence: { sequencer: QuickestFirst },
  },
});

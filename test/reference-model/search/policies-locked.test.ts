import { expect, it } from 'vitest';
import { searchAll } from './every-organization';

it('one person opens no lock of policies and strands nobody, in every small organization', () => {
  const startedAt = performance.now();
  const { organizations, states, count } = searchAll('policies');
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${organizations} organizations, ${states} states, ${count} commands, ${seconds} s`);
  expect(organizations).toBeGreaterThan(0);
}, 600_000);

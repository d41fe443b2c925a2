import { expect, it } from 'vitest';
import { MINUTE, newOrganization, onWithdrawals, TestClock } from './organization-under-test';

const SESSION = { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 };
const RENAME = { operation: 'account.create', params: { name: 'Reserve' } };

it('a dry run keeps no session alive, an accepted write does', async () => {
  const clock = new TestClock();
  const org = await newOrganization({}, clock, SESSION);
  clock.advance(10 * MINUTE);
  await org.owner.ok('requests.create', { ...RENAME, dryRun: true });
  clock.advance(6 * MINUTE);
  expect(await org.owner.refused('session.get')).toMatchObject({ code: 'session_expired' });

  await org.owner.signIn();
  clock.advance(10 * MINUTE);
  await org.owner.ok('session.touch');
  clock.advance(6 * MINUTE);
  await org.owner.ok('session.get');
});

it('a second factor sent with what only waits is judged too', async () => {
  const org = await newOrganization();
  const ann = await org.invite('Ann', {
    workflows: [{ workflow: 'access', permissions: ['initiate'] }, ...onWithdrawals('initiate').workflows],
  });
  expect(await ann.refused('requests.create', { ...RENAME, stepUp: { totp: '000000' } })).toMatchObject({
    code: 'second_factor_invalid',
  });
  expect(await ann.ok('requests.counts')).toMatchObject({ initiatedByMe: 0 });
  org.clock.advance(6 * MINUTE);
  const totp = ann.code();
  expect(await ann.ok('requests.create', { ...RENAME, stepUp: { totp } })).toMatchObject({
    status: 'pending',
  });
  const { stepUpUntil } = await ann.ok('session.get');
  expect(Date.parse(stepUpUntil)).toBe(org.clock.now() + 5 * MINUTE);
});

import { describe, expect, it } from 'vitest';
import type { DryRun } from '../../shared/contract/requests';
import { newOrganization, on, onWithdrawals, type Person } from './organization-under-test';

const ringPower = {
  workflows: [
    { workflow: 'withdrawals', accountId: '*', permissions: ['approve'] },
    { workflow: 'policies', permissions: ['approve'] },
    { workflow: 'access', permissions: ['approve'] },
  ],
} as never;

async function aboutToLock() {
  const org = await newOrganization();
  const ann = await org.invite('Ann', ringPower);
  const bob = await org.invite('Bob', on('access', 'view'));
  const lock = { operation: 'policy.lock', params: { workflow: 'withdrawals', baseVersion: 1 } } as const;
  const shown = (await org.owner.ok('requests.create', { ...lock, dryRun: true })) as DryRun;
  const press = (person: Person, foreseen: string | undefined) =>
    person.call('requests.create', { ...lock, foreseen, stepUp: { totp: person.code() } });
  return { org, ann, bob, shown, press, owner: org.owner };
}

describe('what was foreseen', () => {
  it('is what is done', async () => {
    const { shown, press, owner } = await aboutToLock();
    expect(shown).toMatchObject({ outcome: 'complete', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await press(owner, shown.digest)).toMatchObject({ ok: true, value: { status: 'completed' } });
  });

  it('is not done where somebody else holds power by now: nothing is, not even a request', async () => {
    const { org, bob, shown, press, owner } = await aboutToLock();
    await org.regrant(bob, ringPower);
    const before = (await owner.ok('requests.list', { view: 'all' })).items.length;
    expect(await press(owner, shown.digest)).toMatchObject({ ok: false, problem: { code: 'stale_view' } });
    expect((await owner.ok('requests.list', { view: 'all' })).items).toHaveLength(before);
    expect((await owner.ok('policies.list')).items.some(({ locked }) => locked)).toBe(false);
    const again = (await owner.ok('requests.create', {
      operation: 'policy.lock',
      params: { workflow: 'withdrawals', baseVersion: 1 },
      dryRun: true,
    })) as DryRun;
    expect(again.digest).not.toBe(shown.digest);
    expect(await press(owner, again.digest)).toMatchObject({ ok: true });
  });

  it('is the same whether a second factor is fresh or not', async () => {
    const { org, shown, press, owner } = await aboutToLock();
    org.clock.advance(6 * 60_000);
    expect(await press(owner, shown.digest)).toMatchObject({ ok: true });
  });

  it('comes after who may start it at all', async () => {
    const { org, press } = await aboutToLock();
    const eve = await org.invite('Eve', onWithdrawals('view'));
    expect(await press(eve, '0'.repeat(64))).toMatchObject({
      ok: false,
      problem: { code: 'permission_denied' },
    });
  });
});

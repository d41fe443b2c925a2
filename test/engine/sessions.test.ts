import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine } from '../../main/engine';
import {
  engineOptions,
  HOUR,
  MINUTE,
  newOrganization,
  onWithdrawals,
  TestClock,
  type OrganizationUnderTest,
  type Person,
} from './organization-under-test';

const SHORT = { idleTimeoutMinutes: 15, absoluteTimeoutHours: 2 };
const make = (databaseFile = ':memory:'): Promise<OrganizationUnderTest> =>
  newOrganization({ databaseFile }, new TestClock(), SHORT);

async function codeOf(promise: ReturnType<Person['call']>): Promise<string> {
  const answer = await promise;
  return answer.ok ? 'ok' : answer.problem.code;
}

async function ended(org: OrganizationUnderTest): Promise<string> {
  const answer = await org.owner.call('session.get');
  return answer.ok ? 'live' : answer.problem.code;
}

describe('a session', () => {
  it('ends after the idle timeout, to the millisecond, and reads don’t prolong it', async () => {
    const org = await make();
    const start = org.clock.now();
    for (let minute = 1; minute < 15; minute += 1) {
      org.clock.time = start + minute * MINUTE;
      await org.owner.ok('session.get');
      await org.owner.ok('requests.list');
      await org.owner.ok('audit.verify');
    }
    org.clock.time = start + 15 * MINUTE - 1;
    expect(await ended(org)).toBe('live');
    org.clock.time += 1;
    expect(await ended(org)).toBe('session_expired');
    org.clock.time -= 2 * MINUTE;
    expect(await ended(org)).toBe('session_expired');
  });

  it('is prolonged by touch and accepted writes, not by refused ones, and never past its lifetime', async () => {
    const org = await make();
    const start = org.clock.now();
    org.clock.time = start + 10 * MINUTE;
    await org.owner.ok('session.touch');
    org.clock.time = start + 20 * MINUTE;
    await org.owner.refused('requests.cancel', { id: 'req_0' });
    await org.owner.refused('ledger.deposit', { nonsense: true });
    org.clock.time = start + 25 * MINUTE - 1;
    expect(await ended(org)).toBe('live');
    org.clock.time += 1;
    expect(await ended(org)).toBe('session_expired');

    await org.owner.signIn();
    const again = org.clock.now();
    while (org.clock.now() < again + 2 * HOUR - 5 * MINUTE) {
      org.clock.advance(5 * MINUTE);
      await org.owner.ok('session.touch');
    }
    org.clock.time = again + 2 * HOUR - 1;
    expect(await ended(org)).toBe('live');
    org.clock.time += 1;
    expect(await ended(org)).toBe('session_expired');
  });

  it('is neither forgotten nor prolonged by a restart', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-sessions-'));
    const databaseFile = path.join(folder, 'countersign.db');
    const org = await make(databaseFile);
    const start = org.clock.now();
    const reopen = async (): Promise<void> => {
      await org.api.close();
      org.api = await openEngine(engineOptions(org.clock, { databaseFile }));
    };
    org.clock.time = start + 10 * MINUTE;
    await reopen();
    expect(await ended(org)).toBe('live');
    org.clock.time = start + 15 * MINUTE - 1;
    await reopen();
    expect(await ended(org)).toBe('live');
    org.clock.time += 1;
    await reopen();
    expect(await ended(org)).toBe('session_expired');

    await org.owner.signIn();
    org.clock.advance(10 * MINUTE);
    await org.owner.ok('session.touch');
    await reopen();
    org.clock.advance(15 * MINUTE - 1);
    expect(await ended(org)).toBe('live');

    const { token } = org.owner;
    await org.owner.ok('session.delete');
    await reopen();
    org.owner.token = token;
    expect(await ended(org)).toBe('unauthenticated');
    await org.api.close();
    fs.rmSync(folder, { recursive: true });
  });

  it('that was over stays over when the limits are loosened, before and after a restart', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-sessions-'));
    const databaseFile = path.join(folder, 'engine.db');
    const org = await make(databaseFile);
    const { clock, owner } = org;
    const ann = await org.invite('Ann', onWithdrawals('view'));
    const quiet = owner.token;
    clock.advance(14 * MINUTE);
    await owner.signIn();
    clock.advance(2 * MINUTE);
    // One is known to be over, the other wasn’t asked about since.
    expect(await codeOf(owner.call('session.get', {}, { token: quiet }))).toBe('session_expired');
    const { version } = await owner.ok('organization.get');
    await owner.initiate('security.session.change', { idleTimeoutMinutes: 60, baseVersion: version });
    expect(await codeOf(ann.call('session.get'))).toBe('session_expired');
    await org.api.close();
    org.api = await openEngine(engineOptions(clock, { databaseFile }));
    expect(await codeOf(ann.call('session.get'))).toBe('unauthenticated');
    expect(await codeOf(owner.call('session.get', {}, { token: quiet }))).toBe('unauthenticated');
    expect(await codeOf(owner.call('session.get'))).toBe('ok');
    await org.api.close();
    fs.rmSync(folder, { recursive: true });
  });

  it('doesn’t outlive a lifetime that is made shorter while it lives', async () => {
    const org = await newOrganization({}, undefined, { idleTimeoutMinutes: 1440, absoluteTimeoutHours: 12 });
    const began = org.clock.now();
    const { version } = await org.owner.ok('organization.get');
    await org.owner.initiate('security.session.change', { absoluteTimeoutHours: 2, baseVersion: version });
    const { expiresAt } = await org.owner.ok('session.get');
    expect(Date.parse(expiresAt)).toBeLessThanOrEqual(began + 2 * HOUR);
    org.clock.advance(2 * HOUR);
    expect(await codeOf(org.owner.call('session.get'))).toBe('session_expired');
  });

  it('ends when signing out, this one only', async () => {
    const org = await make();
    const first = org.owner.token;
    await org.owner.signIn();
    const second = org.owner.token;
    await org.owner.ok('session.delete');
    expect(await ended(org)).toBe('unauthenticated');
    org.owner.token = first;
    expect(await ended(org)).toBe('live');
    expect(second).not.toBe(first);
  });

  it('isn’t opened by anything but its token', async () => {
    const org = await make();
    const { token } = org.owner;
    for (const wrong of [null, '', 'x', token?.slice(0, -1), `${token ?? ''} `, token?.toUpperCase()]) {
      org.owner.token = wrong ?? null;
      expect(await ended(org)).toBe('unauthenticated');
      expect((await org.owner.refused('requests.create', { rubbish: 1 })).code).toBe('unauthenticated');
    }
  });
});

describe('a second factor', () => {
  it('counts for five minutes, sent alone, with a command, or by signing in', async () => {
    const org = await make();
    const { owner, clock } = org;
    const invite = (name: string, more: object = {}): Promise<string> =>
      owner
        .call('requests.create', {
          operation: 'account.create',
          params: { name },
          ...more,
        })
        .then((answer) => (answer.ok ? 'ok' : answer.problem.code));
    const passed = clock.now();
    clock.time = passed + 5 * MINUTE - 1;
    expect(await invite('a')).toBe('ok');
    clock.time = passed + 5 * MINUTE;
    const problem = await owner.refused('requests.create', {
      operation: 'account.create',
      params: { name: 'b' },
    });
    expect(problem).toMatchObject({ code: 'second_factor_required', methods: ['totp'] });
    expect(await invite('b', { stepUp: { totp: owner.code() } })).toBe('ok');
    clock.advance(5 * MINUTE - 1);
    expect(await invite('c')).toBe('ok');
    clock.advance(1);
    expect(await invite('d')).toBe('second_factor_required');
    await owner.ok('session.stepUp', { totp: owner.code() });
    expect(await invite('d')).toBe('ok');
    clock.advance(5 * MINUTE);
    await owner.signIn();
    expect(await invite('e')).toBe('ok');
  });

  it('is accepted once, one step early or late, and not older than the last one', async () => {
    const org = await make();
    const { owner, clock } = org;
    const stepUp = async (totp: string): Promise<string> => {
      const answer = await owner.call('session.stepUp', { totp });
      return answer.ok ? 'ok' : answer.problem.code;
    };
    clock.advance(10 * MINUTE);
    expect(await stepUp(owner.codeAt(-2))).toBe('second_factor_invalid');
    expect(await stepUp(owner.codeAt(2))).toBe('second_factor_invalid');
    expect(await stepUp(owner.codeAt(-1))).toBe('ok');
    expect(await stepUp(owner.codeAt(-1))).toBe('second_factor_invalid');
    expect(await stepUp(owner.codeAt(1))).toBe('ok');
    expect(await stepUp(owner.codeAt(0))).toBe('second_factor_invalid');
    expect(await stepUp(owner.codeAt(1))).toBe('second_factor_invalid');
    clock.advance(MINUTE);
    expect(await stepUp(owner.codeAt(0))).toBe('ok');
  });

  it('isn’t used up by a command that is refused for something else', async () => {
    const org = await make();
    const { owner } = org;
    const totp = owner.code();
    expect(
      (
        await owner.refused('requests.create', {
          operation: 'account.create',
          params: { name: 'Main' },
          stepUp: { totp },
        })
      ).code,
    ).toBe('conflict');
    expect(
      (await owner.refused('requests.approve', { id: 'req_0', digest: 'f'.repeat(64), stepUp: { totp } }))
        .code,
    ).toBe('not_found');
    await owner.ok('requests.create', {
      operation: 'account.create',
      params: { name: 'Other' },
      stepUp: { totp },
    });
    expect((await owner.refused('session.stepUp', { totp })).code).toBe('second_factor_invalid');
  });
});

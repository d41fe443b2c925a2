import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { problem, type Result } from '../../shared/contract/problem';
import type { EngineLine, FromEngine, ToEngine } from '../../main/backend/local/engine-protocol';
import { removeOldSampleFolders } from '../../main/backend/local/sample-folder';
import { makeServices, type Services } from '../../main/desktop/services';
import { dispatch } from '../../main/ipc/dispatch';
import { aSession, FakeClocks } from '../session/fakes';
import { FakeNoticeBoard } from './fake-notice-board';
import { fakeSettings, noneTold } from './fake-settings';
import { anInitialState } from './initial-state';
import { servers } from './some-servers';

const INGRID = 'mem_1';
const PASSWORD = 'the-password-of-ingrid';
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const STEP = 30_000;

/** An engine host of the test: opens, builds a sample of one person, and signs in whoever comes with a fresh code. */
class SampleLine implements EngineLine {
  codes: string[] = [];
  sessions = new Set<string>();
  hold: Promise<void> = Promise.resolve();
  failToBuild = false;
  private hear: (message: FromEngine) => void = () => undefined;
  private tellStopped: (because: string) => void = () => undefined;

  constructor(private readonly clocks: FakeClocks) {}

  send(message: ToEngine): void {
    if ('id' in message)
      void this.hold.then(() => this.hear({ kind: 'answer', id: message.id, answer: this.answer(message) }));
  }
  onMessage(listener: (message: FromEngine) => void): void {
    this.hear = listener;
  }
  onStopped(listener: (because: string) => void): void {
    this.tellStopped = listener;
  }
  async stop(): Promise<void> {
    this.tellStopped('told to');
  }
  die(): void {
    this.tellStopped('segmentation fault');
  }

  private answer(question: Extract<ToEngine, { id: number }>): Result<unknown> {
    if (question.kind === 'buildSample') {
      if (this.failToBuild) return { ok: false, problem: problem('internal', 'x') };
      const person = {
        memberId: INGRID,
        displayName: 'Ingrid',
        title: 'CFO',
        email: 'i@x.example',
        powers: 'Approves',
        waiting: 9,
      };
      return {
        ok: true,
        value: {
          organizationName: 'Northwind',
          people: [{ ...person, password: PASSWORD, totpSecret: SEED }],
        },
      };
    }
    if (question.kind !== 'call') return { ok: true, value: null };
    const { name, input, caller } = question;
    if (name === 'session.create') {
      const { totp, password } = input as { totp: string; password: string };
      if (password !== PASSWORD || this.codes.includes(totp))
        return { ok: false, problem: problem('unauthenticated', 'No.') };
      this.codes.push(totp);
      const token = `token-number-${this.codes.length}-of-this`;
      this.sessions.add(token);
      return { ok: true, value: aSession(this.clocks, { token }) };
    }
    if (name === 'session.delete') {
      this.sessions.delete(caller.token ?? '');
      return { ok: true, value: {} };
    }
    if (!this.sessions.has(caller.token ?? ''))
      return { ok: false, problem: problem('unauthenticated', 'No.') };
    if (name === 'requests.counts')
      return { ok: true, value: { mineToDecide: 9, initiatedByMe: 0, pending: 9 } };
    const { token: _token, ...view } = aSession(this.clocks);
    return { ok: true, value: view };
  }
}

let userData: string;
let clocks: FakeClocks;
let lines: SampleLine[];
let emitted: [string, unknown][];
let services: Services;
let prepare: (line: SampleLine) => void;

beforeEach(() => {
  userData = mkdtempSync(path.join(os.tmpdir(), 'services-'));
  clocks = new FakeClocks();
  lines = [];
  emitted = [];
  prepare = () => undefined;
  services = makeServices({
    chooseFile: () => Promise.resolve(null),
    openPage: () => Promise.resolve(),
    initialState: anInitialState(),
    clocks,
    systemIdleSeconds: () => 3600,
    device: 'test',
    host: {
      userData,
      startEngine: () => {
        const line = new SampleLine(clocks);
        prepare(line);
        lines.push(line);
        return line;
      },
    },
    emit: (name, payload) => emitted.push([name, payload]),
    noticeBoard: new FakeNoticeBoard(),
    servers: servers(),
    onState: () => undefined,
    settings: fakeSettings(),
    told: noneTold(),
    actOnWindow: () => undefined,
    pageIsReady: () => undefined,
    logBug: () => undefined,
    logNote: () => undefined,
  });
});
afterEach(async () => {
  await services.stop();
  rmSync(userData, { recursive: true, force: true });
});

const call = (name: string, input: unknown = {}): Promise<Result<unknown>> =>
  dispatch(services.doors, name, input);
const signIn = (): Promise<Result<unknown>> => call('desktop.signInAsSamplePerson', { memberId: INGRID });
const samples = (): string[] => readdirSync(userData).filter((name) => name.startsWith('sample-'));
const settled = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('the sample', () => {
  test('starts, is ready with its people, and crosses without a secret', async () => {
    const opened = await call('desktop.openSample');
    const statuses = emitted.map(([, payload]) => (payload as DesktopState).profile?.status);
    expect(statuses).toEqual(['starting', 'ready']);
    expect(opened).toMatchObject({
      ok: true,
      value: { profile: { status: 'ready', people: [{ id: INGRID, waiting: 9 }] } },
    });
    await signIn();
    await call('desktop.sampleCode');
    for (const secret of [PASSWORD, SEED, 'token-number'])
      expect(JSON.stringify([opened, emitted])).not.toContain(secret);
    expect(samples()).toHaveLength(1);
  });

  test('asked for twice at once is made once', async () => {
    const both = await Promise.all([call('desktop.openSample'), call('desktop.openSample')]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    await call('desktop.openSample');
    expect(lines).toHaveLength(1);
  });

  test('left while it is made is gone, with its database', async () => {
    const opening = call('desktop.openSample');
    const left = await call('desktop.leave');
    expect(left).toMatchObject({ ok: true, value: { profile: null } });
    expect(await opening).toMatchObject({ ok: false, problem: { code: 'conflict' } });
    expect(services.state.current.profile).toBeNull();
    await settled();
    expect(samples()).toEqual([]);
  });

  test('that can’t be built leaves the welcome screen and nothing on the disk', async () => {
    prepare = (line) => (line.failToBuild = true);
    expect(await call('desktop.openSample')).toMatchObject({ ok: false, problem: { code: 'internal' } });
    expect(services.state.current.profile).toBeNull();
    expect(samples()).toEqual([]);
  });

  test('leaving signs out, stops the engine and removes the database; it can be opened again', async () => {
    await call('desktop.openSample');
    await signIn();
    await call('desktop.leave');
    expect(services.state.current).toMatchObject({
      profile: null,
      session: null,
      signedOutBecause: null,
      lastEmail: null,
    });
    expect(samples()).toEqual([]);
    expect(await call('desktop.openSample')).toMatchObject({ ok: true });
    expect(await signIn()).toMatchObject({ ok: true });
  });

  test('what a killed run left behind is removed, and nothing else', async () => {
    const { mkdirSync } = await import('node:fs');
    for (const name of ['sample-aB3dE6', 'sample-data', 'samples', 'logs'])
      mkdirSync(path.join(userData, name));
    await removeOldSampleFolders(userData);
    expect(readdirSync(userData).sort()).toEqual(['logs', 'sample-data', 'samples']);
    expect(existsSync(userData)).toBe(true);
  });
});

describe('signing in', () => {
  beforeEach(async () => {
    await call('desktop.openSample');
  });

  test('offers each code once, and says how long to wait when all are used up', async () => {
    clocks.wallNow = Math.ceil(clocks.wallNow / STEP) * STEP + 10_000;
    for (let time = 0; time < 3; time += 1) expect(await signIn()).toMatchObject({ ok: true });
    expect(await signIn()).toMatchObject({
      ok: false,
      problem: { code: 'rate_limited', retryAfterSeconds: 20 },
    });
    expect(new Set(lines[0]?.codes).size).toBe(3);
    clocks.pass(20_000);
    expect(await signIn()).toMatchObject({ ok: true });
  });

  test('the shown code stays the same until it was used', async () => {
    await signIn();
    const [first, second] = [await call('desktop.sampleCode'), await call('desktop.sampleCode')];
    expect(first).toEqual(second);
    const { totp } = (first as { value: { totp: string } }).value;
    expect(await call('session.stepUp', { totp })).toMatchObject({ ok: true });
    const next = (await call('desktop.sampleCode')) as { value: { totp: string } };
    expect(next.value.totp).not.toBe(totp);
  });

  test('an unknown person is not found, and nobody is signed in', async () => {
    expect(await call('desktop.signInAsSamplePerson', { memberId: 'mem_2' })).toMatchObject({
      problem: { code: 'not_found' },
    });
    expect(await call('desktop.sampleCode')).toMatchObject({ problem: { code: 'unauthenticated' } });
  });

  test('a lock while it is under way signs nobody in', async () => {
    const signing = signIn();
    services.session.end('lock-screen');
    expect(await signing).toMatchObject({ ok: false, problem: { code: 'session_expired' } });
    await settled();
    expect(lines[0]?.sessions.size).toBe(0);
  });

  test('the wrong password answers what the engine says', async () => {
    const answer = await call('desktop.signIn', { email: 'i@x.example', password: 'wrong', totp: '123456' });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'unauthenticated' } });
    expect(services.state.current.session).toBeNull();
  });
});

describe('a session', () => {
  beforeEach(async () => {
    await call('desktop.openSample');
    await signIn();
  });

  test('what was asked for in it isn’t shown after it', async () => {
    let release = (): void => undefined;
    const [line] = lines;
    if (line !== undefined) line.hold = new Promise((resolve) => (release = resolve));
    const asked = call('requests.counts');
    services.session.end('lock-screen');
    release();
    expect(await asked).toMatchObject({ ok: false, problem: { code: 'session_expired' } });
  });

  test('ends when the engine knows it no more', async () => {
    lines[0]?.sessions.clear();
    expect(await call('requests.counts')).toMatchObject({ ok: false, problem: { code: 'unauthenticated' } });
    expect(services.state.current).toMatchObject({
      session: null,
      signedOutBecause: 'revoked',
      lastEmail: 'i@x.example',
    });
  });

  test('ends with the engine, which is restarted, and the person signs in anew', async () => {
    const asked = call('requests.counts');
    lines[0]?.die();
    expect(await asked).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
    expect(services.state.current).toMatchObject({ session: null, signedOutBecause: 'engine-stopped' });
    await settled();
    expect(services.state.current.profile?.status).toBe('ready');
    expect(await signIn()).toMatchObject({ ok: true });
  });

  test('polling doesn’t keep it, an action does', async () => {
    const minute = 60_000;
    clocks.pass(10 * minute);
    await call('requests.counts');
    clocks.pass(4 * minute);
    await call('session.touch');
    clocks.pass(10 * minute);
    expect(await call('requests.counts')).toMatchObject({ ok: true });
    clocks.pass(5 * minute);
    expect(await call('requests.counts')).toMatchObject({ problem: { code: 'unauthenticated' } });
    expect(services.state.current.signedOutBecause).toBe('idle');
  });

  test('signing out tells the engine', async () => {
    expect(await call('desktop.signOut')).toEqual({ ok: true, value: {} });
    await settled();
    expect(lines[0]?.sessions.size).toBe(0);
    expect(services.state.current).toMatchObject({ session: null, signedOutBecause: 'user' });
  });
});

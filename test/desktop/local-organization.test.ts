import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generate } from 'otplib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import type { Problem, Result } from '../../shared/contract/problem';
import { describeOrganization, removeAbandonedFoundings } from '../../main/backend/local/organization-folder';
import { makeServices, type Services } from '../../main/desktop/services';
import { dispatch } from '../../main/ipc/dispatch';
import { systemClocks } from '../../main/session/clocks';
import { EngineInProcess } from './engine-in-process';
import { FakeNoticeBoard } from './fake-notice-board';
import { fakeSettings, noneTold } from './fake-settings';
import { FOUNDING } from './founding';
import { anInitialState } from './initial-state';
import { servers } from './some-servers';

const PASSWORD = FOUNDING.owner.password;

let userData: string;
let emitted: [string, unknown][];
let bugs: unknown[];
let services: Services;
let running: Services[];

function start(folder = userData): Services {
  const made = makeServices({
    chooseFile: () => Promise.resolve(null),
    openPage: () => Promise.resolve(),
    initialState: anInitialState({ localOrganization: describeOrganization(folder) }),
    clocks: systemClocks,
    systemIdleSeconds: () => 0,
    device: 'test',
    host: { userData: folder, startEngine: () => new EngineInProcess() },
    emit: (name, payload) => emitted.push([name, payload]),
    noticeBoard: new FakeNoticeBoard(),
    servers: servers(),
    onState: () => undefined,
    settings: fakeSettings(),
    told: noneTold(),
    actOnWindow: () => undefined,
    pageIsReady: () => undefined,
    logBug: (what, error) => bugs.push([what, error]),
    logNote: () => undefined,
  });
  running.push(made);
  return made;
}

beforeEach(() => {
  userData = fs.mkdtempSync(path.join(os.tmpdir(), 'local-organization-'));
  emitted = [];
  bugs = [];
  running = [];
  services = start();
});
afterEach(async () => {
  for (const made of running) await made.stop();
  fs.rmSync(userData, { recursive: true, force: true });
  expect(bugs).toEqual([]);
});

const call = (name: string, input: unknown = {}): Promise<Result<unknown>> =>
  dispatch(services.doors, name, input);

async function value<T>(name: string, input: unknown = {}): Promise<T> {
  const answer = await call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.problem.code} ${answer.problem.detail}`);
  return answer.value as T;
}

async function refusal(name: string, input: unknown = {}): Promise<Problem> {
  const answer = await call(name, input);
  if (answer.ok) throw new Error(`${name} was not refused`);
  return answer.problem;
}

interface Shown {
  secret: string;
  uri: string;
  qr: string;
}
const create = async (): Promise<Shown> =>
  (await value<{ totp: Shown }>('desktop.createOrganization', FOUNDING)).totp;
const confirm = async ({ secret }: Shown): Promise<string[]> =>
  (await value<{ recoveryCodes: string[] }>('desktop.confirmEnrolment', { code: await generate({ secret }) }))
    .recoveryCodes;
const finish = ([first = '']: string[]): Promise<unknown> =>
  value('desktop.finishEnrolment', { recoveryCode: first });
const onDisk = (): string[] => fs.readdirSync(userData).sort();
const atHome = (name: string): string => path.join(userData, 'organization', name);

describe('creating the organization on this computer', () => {
  test('ends with the Owner signed in and everything in its place', async () => {
    const shown = await create();
    expect(shown.uri).toContain(shown.secret);
    expect(Buffer.from(shown.qr.replace('data:image/svg+xml;base64,', ''), 'base64').toString()).toMatch(
      /^<svg [^>]*viewBox/,
    );
    expect(services.state.current).toMatchObject({ profile: null, session: null, localOrganization: null });

    const codes = await confirm(shown);
    expect(codes).toHaveLength(10);
    expect(services.state.current.session).toBeNull();
    expect(onDisk()).not.toContain('organization');

    const typed = ` ${codes[9]?.toUpperCase().replaceAll('-', ' – ') ?? ''} `;
    expect(await value('desktop.finishEnrolment', { recoveryCode: typed })).toMatchObject({
      member: { displayName: 'Sunniva Dahl', owner: true },
    });
    expect(services.state.current).toMatchObject({
      profile: { kind: 'local', organizationName: 'Fjord Capital', status: 'ready', people: [] },
      session: { member: { email: 'sunniva@fjord.example' } },
      lastEmail: 'sunniva@fjord.example',
      localOrganization: { name: 'Fjord Capital' },
    });
    expect(onDisk()).toEqual(['organization']);
    expect(await value('organization.get')).toMatchObject({ name: 'Fjord Capital' });
    expect(await value('audit.verify')).toMatchObject({ ok: true });
  });

  test('the page never shows the sign-in on the way', async () => {
    await finish(await confirm(await create()));
    const states = emitted.flatMap(([name, payload]) =>
      name === 'desktop.changed' ? [payload as DesktopState] : [],
    );
    expect(states.filter(({ profile, session }) => profile?.status === 'ready' && session === null)).toEqual(
      [],
    );
  });

  test('nothing that crosses holds a token, and the folder is for this user only', async () => {
    const shown = await create();
    const codes = await confirm(shown);
    const session = await finish(codes);
    expect(JSON.stringify([emitted, session])).not.toMatch(/[\w-]{43}|password|secret/i);
    if (process.platform !== 'win32')
      for (const name of ['.', 'secret.key', 'organization.json'])
        expect(fs.statSync(atHome(name)).mode & 0o077).toBe(0);
    expect(fs.statSync(atHome('secret.key')).size).toBe(32);
  });

  test('a wrong code and a wrong recovery code are told, and can be tried again', async () => {
    const shown = await create();
    expect(await refusal('desktop.confirmEnrolment', { code: '000000' })).toMatchObject({
      code: 'second_factor_invalid',
    });
    expect(await refusal('desktop.finishEnrolment', { recoveryCode: 'x' })).toMatchObject({
      code: 'conflict',
    });
    const codes = await confirm(shown);
    for (const recoveryCode of ['', '-', 'aaaaa-aaaaa-aaaaa-aaaaa'])
      expect(await refusal('desktop.finishEnrolment', { recoveryCode })).toMatchObject({
        code: 'validation_failed',
        errors: [{ path: 'recoveryCode' }],
      });
    await finish(codes);
  });

  test('what the engine refuses leaves nothing', async () => {
    const owner = { ...FOUNDING.owner, password: 'password1234' };
    expect(await refusal('desktop.createOrganization', { ...FOUNDING, owner })).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'owner.password' }],
    });
    expect(onDisk()).toEqual([]);
  });

  test('asked twice at once happens once', async () => {
    const [first, second] = await Promise.all([
      call('desktop.createOrganization', FOUNDING),
      call('desktop.createOrganization', FOUNDING),
    ]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: false, problem: { code: 'conflict' } });
  });

  test('a second one is refused, before anything is made', async () => {
    await finish(await confirm(await create()));
    await value('desktop.leave');
    expect(await refusal('desktop.createOrganization', FOUNDING)).toMatchObject({
      code: 'organization_exists',
    });
    expect(onDisk()).toEqual(['organization']);
  });

  test('what stands in its place already is left alone', async () => {
    fs.mkdirSync(path.join(userData, 'organization'));
    expect(await refusal('desktop.createOrganization', FOUNDING)).toMatchObject({
      code: 'organization_exists',
    });
    expect(fs.readdirSync(path.join(userData, 'organization'))).toEqual([]);
  });

  test('a lock of the machine gives up what was begun, codes and all', async () => {
    const codes = await confirm(await create());
    services.session.end('lock-screen');
    expect(services.state.current.cleared).toEqual({ count: 1, because: 'lock-screen', gaveUp: true });
    expect(await refusal('desktop.finishEnrolment', { recoveryCode: codes[0] })).toMatchObject({
      code: 'conflict',
    });
    await vi.waitFor(() => expect(onDisk()).toEqual([]));
    services.session.end('lock-screen');
    expect(services.state.current.cleared).toEqual({ count: 2, because: 'lock-screen', gaveUp: false });
  });

  test('a lock of the machine in the last step keeps the organization, and asks for a sign-in', async () => {
    const codes = await confirm(await create());
    const finished = refusal('desktop.finishEnrolment', { recoveryCode: codes[0] });
    services.session.end('lock-screen');
    expect(await finished).toMatchObject({ code: 'session_expired' });
    expect(services.state.current).toMatchObject({
      profile: { kind: 'local', status: 'ready' },
      session: null,
    });
  });
});

describe('left before it was finished, it never was', () => {
  const steps: [string, () => Promise<unknown>][] = [
    ['after the seed was shown', create],
    ['after the first code', async () => confirm(await create())],
  ];

  test.each(steps)('%s, by going back', async (_when, upTo) => {
    await upTo();
    await value('desktop.leave');
    expect(onDisk()).toEqual([]);
    expect(await refusal('desktop.finishEnrolment', { recoveryCode: 'x' })).toMatchObject({
      code: 'conflict',
    });
    await finish(await confirm(await create()));
  });

  test.each(steps)('%s, by beginning again', async (_when, upTo) => {
    await upTo();
    await finish(await confirm(await create()));
    expect(onDisk()).toEqual(['organization']);
  });

  test.each(steps)('%s, by quitting', async (_when, upTo) => {
    await upTo();
    await services.stop();
    expect(onDisk()).toEqual([]);
  });

  test.each(steps)('%s, by a kill: the next start clears up', async (_when, upTo) => {
    await upTo();
    const left = path.join(userData, 'copy');
    const [founding = ''] = onDisk();
    fs.cpSync(path.join(userData, founding), path.join(left, founding), { recursive: true });
    fs.mkdirSync(path.join(left, 'founding-fathers'));
    expect(describeOrganization(left)).toBeNull();
    await removeAbandonedFoundings(left);
    expect(fs.readdirSync(left)).toEqual(['founding-fathers']);
    fs.rmSync(left, { recursive: true });
  });

  test('a step under way is waited for', async () => {
    const creating = call('desktop.createOrganization', FOUNDING);
    await value('desktop.leave');
    expect(await creating).toMatchObject({ ok: true });
    expect(onDisk()).toEqual([]);
  });
});

describe('the organization on this computer', () => {
  let secret: string;
  beforeEach(async () => {
    const shown = await create();
    ({ secret } = shown);
    await finish(await confirm(shown));
  });

  const again = async (): Promise<void> => {
    await services.stop();
    services = start();
  };

  test('is known at the next start without being opened, and opens for its Owner', async () => {
    await again();
    expect(services.state.current).toMatchObject({
      localOrganization: { name: 'Fjord Capital' },
      profile: null,
    });
    expect(await value('desktop.openLocal')).toMatchObject({ profile: { kind: 'local', status: 'ready' } });
    expect(services.state.current.session).toBeNull();
    // The code of this step was used for confirming; the next one is within the engine's tolerance.
    const totp = await generate({ secret, epoch: Date.now() / 1000 + 30 });
    expect(
      await value('desktop.signIn', { email: FOUNDING.owner.email, password: PASSWORD, totp }),
    ).toMatchObject({ member: { displayName: 'Sunniva Dahl' } });
  });

  test('leaving goes back to the welcome screen and deletes nothing', async () => {
    await value('desktop.leave');
    expect(services.state.current).toMatchObject({
      profile: null,
      session: null,
      localOrganization: { name: 'Fjord Capital' },
    });
    expect(fs.existsSync(atHome('countersign.db'))).toBe(true);
    await value('desktop.openLocal');
  });

  test('isn’t opened over the sample, nor the sample over it', async () => {
    expect(await refusal('desktop.openSample')).toMatchObject({ code: 'conflict' });
    await value('desktop.leave');
    await value('desktop.openSample');
    expect(await refusal('desktop.openLocal')).toMatchObject({ code: 'conflict' });
    expect(await refusal('desktop.createOrganization', FOUNDING)).toMatchObject({ code: 'conflict' });
  });

  test.each<[string, () => void, RegExp]>([
    ['a missing key', () => fs.rmSync(atHome('secret.key')), /key .* is missing/],
    ['a short key', () => fs.truncateSync(atHome('secret.key'), 16), /key .* is damaged/],
    [
      'a damaged database',
      () => fs.writeFileSync(atHome('countersign.db'), Buffer.alloc(8192, 7)),
      /database .* is damaged/,
    ],
    ['an emptied database', () => fs.truncateSync(atHome('countersign.db'), 0), /database .* is damaged/],
  ])('%s keeps it closed, says so and changes nothing', async (_what, harm, says) => {
    await services.stop();
    harm();
    const before = fs.readFileSync(atHome('countersign.db'));
    services = start();
    const found = await refusal('desktop.openLocal');
    expect(found.code).toBe('unavailable');
    expect(found.detail).toMatch(says);
    expect(services.state.current.profile).toBeNull();
    expect(fs.readFileSync(atHome('countersign.db')).equals(before)).toBe(true);
    expect(fs.existsSync(atHome('secret.key'))).toBe(!/missing/.test(_what));
  });

  test('without its database it is known to be damaged, and nothing takes its place', async () => {
    await services.stop();
    fs.rmSync(atHome('countersign.db'));
    const key = fs.readFileSync(atHome('secret.key'));
    services = start();
    expect(services.state.current.localOrganization).toMatchObject({ name: 'Fjord Capital' });
    expect(await refusal('desktop.openLocal')).toMatchObject({ code: 'unavailable' });
    expect(fs.existsSync(atHome('countersign.db'))).toBe(false);
    expect(await refusal('desktop.createOrganization', FOUNDING)).toMatchObject({
      code: 'organization_exists',
    });
    expect(fs.readFileSync(atHome('secret.key')).equals(key)).toBe(true);
  });

  test('an invited colleague comes in by the same three steps', async () => {
    const code = await invite();
    await value('desktop.signOut');
    const shown = await value<{ totp: Shown; displayName: string; email: string }>(
      'desktop.acceptInvitation',
      {
        code,
        password: 'another long pass phrase',
      },
    );
    expect(shown).toMatchObject({ displayName: 'Jonas Berg', email: 'jonas@fjord.example' });
    await finish(await confirm(shown.totp));
    expect(services.state.current.session?.member).toMatchObject({ displayName: 'Jonas Berg', owner: false });
    expect(
      await refusal('desktop.acceptInvitation', { code, password: 'another long pass phrase' }),
    ).toMatchObject({
      code: 'conflict',
    });
  });

  test('an unknown invitation is refused', async () => {
    expect(
      await refusal('desktop.acceptInvitation', {
        code: 'x'.repeat(43),
        password: 'another long pass phrase',
      }),
    ).toMatchObject({ code: 'not_found' });
  });

  async function invite(): Promise<string> {
    const created = await value<{ id: string; result?: { invitationCode?: string } }>('requests.create', {
      operation: 'member.invite',
      params: {
        email: 'jonas@fjord.example',
        displayName: 'Jonas Berg',
        grants: {
          workflows: [{ workflow: 'withdrawals', accountId: '*', permissions: ['view', 'approve'] }],
          accounts: [],
        },
      },
    });
    return (
      created.result?.invitationCode ??
      (await value<{ invitationCode: string }>('requests.collect', { id: created.id })).invitationCode
    );
  }
});

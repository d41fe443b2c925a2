import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MachineHearing } from '../../shared/contract/desktop-settings';
import { followLinuxSession } from '../../main/desktop/linux-session';
import type { BusValue } from '../../main/desktop/dbus/values';
import { FakeBus } from './fake-bus';

const OWN = '/org/freedesktop/login1/session/_32';
const OTHER = '/org/freedesktop/login1/session/c1';
const SESSION = 'org.freedesktop.login1.Session';

let did: string[];
let notes: string[];
let system: FakeBus[];
let screens: FakeBus[];
let answers: Record<string, BusValue[]>;
let available: boolean;
let stop: () => void;
let hearing: MachineHearing;

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function follow(env: NodeJS.ProcessEnv = {}): Promise<void> {
  stop = followLinuxSession({
    env: { DBUS_SESSION_BUS_ADDRESS: 'session', DBUS_SYSTEM_BUS_ADDRESS: 'system', ...env },
    pid: 4711,
    uid: 1000,
    connect: async (address) => {
      if (!available) throw new Error('connect ENOENT');
      const bus = new FakeBus(({ member, args }) => answers[`${member}(${(args ?? []).join()})`] ?? null);
      (address === 'system' ? system : screens).push(bus);
      return bus;
    },
    onLocked: () => did.push('locked'),
    onSwitchedAway: () => did.push('switched'),
    onBack: () => did.push('back'),
    onHearing: (now) => (hearing = now),
    note: (message) => notes.push(message),
  });
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  did = [];
  notes = [];
  system = [];
  screens = [];
  answers = { 'GetSessionByPID(4711)': [OWN] };
  available = true;
});
afterEach(() => {
  stop();
  expect([...system, ...screens].every(({ closed }) => closed) || !available).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('logind', () => {
  test('locks and unlocks our session', async () => {
    await follow();
    system[0]?.signal(OWN, SESSION, 'Lock');
    system[0]?.signal(OWN, SESSION, 'Unlock');
    expect(did).toEqual(['locked', 'back']);
  });

  test('locks another’s: nothing to us', async () => {
    await follow();
    system[0]?.signal(OTHER, SESSION, 'Lock');
    system[0]?.changed(OTHER, SESSION, { LockedHint: true, Active: false });
    expect(did).toEqual([]);
  });

  test('says that the screen is locked, and whose session is in front', async () => {
    await follow();
    system[0]?.changed(OWN, SESSION, { LockedHint: true });
    system[0]?.changed(OWN, SESSION, { LockedHint: false });
    system[0]?.changed(OWN, SESSION, { Active: false });
    system[0]?.changed(OWN, SESSION, { Active: true });
    system[0]?.changed(OWN, SESSION, { IdleHint: true });
    expect(did).toEqual(['locked', 'back', 'switched', 'back']);
  });

  test('tells of signals by its own name only', async () => {
    await follow();
    expect(system[0]?.rules).toHaveLength(2);
    expect(system[0]?.rules.every((rule) => rule.includes("sender='org.freedesktop.login1'"))).toBe(true);
  });

  test.each<[string, Record<string, BusValue[]>, NodeJS.ProcessEnv]>([
    ['by the environment', { 'GetSession(2)': [OWN] }, { XDG_SESSION_ID: '2' }],
    [
      'by where the user’s screen is',
      {
        'GetUser(1000)': ['/org/freedesktop/login1/user/_1000'],
        'Get(org.freedesktop.login1.User,Display)': [['2', OWN]],
      },
      {},
    ],
  ])('finds our session %s where programs are services of the user', async (_how, known, env) => {
    answers = known;
    await follow(env);
    system[0]?.signal(OTHER, SESSION, 'Lock');
    expect(did).toEqual([]);
    system[0]?.signal(OWN, SESSION, 'Lock');
    expect(did).toEqual(['locked']);
  });

  test('that can’t say which is ours: any lock counts, and nobody’s switching', async () => {
    answers = {};
    await follow();
    system[0]?.changed(OTHER, SESSION, { Active: false });
    expect(did).toEqual([]);
    system[0]?.signal(OTHER, SESSION, 'Lock');
    expect(did).toEqual(['locked']);
  });

  test('is asked what is so already', async () => {
    answers[`Get(${SESSION},LockedHint)`] = [true];
    await follow();
    expect(did).toEqual(['locked']);
  });

  test('that says nonsense is no reason for anything', async () => {
    await follow();
    const properties = 'org.freedesktop.DBus.Properties';
    system[0]?.signal(OWN, properties, 'PropertiesChanged', []);
    system[0]?.signal(OWN, properties, 'PropertiesChanged', [SESSION, 'x']);
    system[0]?.signal(OWN, properties, 'PropertiesChanged', [SESSION, [1, ['LockedHint', 'yes']]]);
    expect(did).toEqual([]);
  });
});

describe('a screen saver', () => {
  test.each(['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'])('of %s locks', async (desktop) => {
    await follow();
    const name = `org.${desktop}.ScreenSaver`;
    expect(screens[0]?.rules.some((rule) => rule.includes(`interface='${name}'`))).toBe(true);
    screens[0]?.signal('/ScreenSaver', name, 'ActiveChanged', [true]);
    screens[0]?.signal('/ScreenSaver', name, 'ActiveChanged', [false]);
    screens[0]?.signal('/ScreenSaver', 'org.evil.ScreenSaver', 'ActiveChanged', [true]);
    expect(did).toEqual(['locked', 'back']);
  });
});

describe('a bus', () => {
  test('that is lost is looked for again, and what happened meanwhile is seen', async () => {
    await follow();
    answers[`Get(${SESSION},LockedHint)`] = [true];
    system[0]?.lose();
    await vi.advanceTimersByTimeAsync(999);
    expect(system).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(system).toHaveLength(2);
    expect(did).toEqual(['locked']);
    system[0]?.close();
  });

  test('that isn’t there is looked for ever less often, and told of once', async () => {
    available = false;
    await follow();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(notes).toHaveLength(2);
    available = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([system.length, screens.length]).toEqual([1, 1]);
  });
});

test('says what of the machine can be heard, while it can', async () => {
  await follow();
  expect(hearing).toEqual({ screenLock: true, suspend: true, userSwitch: true });
  answers['NameHasOwner(org.gnome.ScreenSaver)'] = [true];
  for (const bus of [screens[0], system[0]]) {
    bus?.close();
    bus?.lose();
  }
  expect(hearing).toEqual({ screenLock: false, suspend: false, userSwitch: false });
  delete answers['GetSessionByPID(4711)'];
  await vi.advanceTimersByTimeAsync(2000);
  expect(hearing).toEqual({ screenLock: true, suspend: false, userSwitch: false });
});

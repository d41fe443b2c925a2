import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { followBusServices, type Found } from '../../main/desktop/bus-services';
import { FakeBus } from './fake-bus';

const NAME = 'org.freedesktop.Notifications';
const BUS = 'org.freedesktop.DBus';

let running: string[];
let startable: string[];
let buses: FakeBus[];
let found: (Found | null)[];
let ended: number;
let reachable: boolean;
let stop: () => void;

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
async function follow(env: NodeJS.ProcessEnv = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' }): Promise<void> {
  stop = followBusServices({
    env,
    names: [NAME],
    connect: async () => {
      if (!reachable) throw new Error('connect ENOENT');
      const bus = new FakeBus(({ member, args }) =>
        member === 'ListActivatableNames' ? [startable] : [running.includes(String(args?.[0]))],
      );
      buses.push(bus);
      return bus;
    },
    onFound: (_name, now) => found.push(now),
    onEnded: () => (ended += 1),
    note: () => undefined,
  });
  await settle();
}
const changesOwner = async (before: string, after: string, name = NAME): Promise<void> => {
  buses.at(-1)?.signal('/org/freedesktop/DBus', BUS, 'NameOwnerChanged', [name, before, after]);
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers();
  [running, startable, buses, found, ended, reachable] = [[], [], [], [], 0, true];
});
afterEach(() => {
  stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a service of the desktop', () => {
  test('is found where it runs, and where the bus would start it', async () => {
    running = [NAME];
    await follow();
    expect(found).toEqual([{ running: true, startable: false }]);
    stop();
    [running, startable] = [[], [NAME]];
    await follow();
    expect(found.at(-1)).toEqual({ running: false, startable: true });
    expect(buses.map(({ closed }) => closed)).toEqual([true, false]);
  });

  test('that begins later, ends and begins again is followed', async () => {
    await follow();
    await changesOwner('', ':1.5');
    await changesOwner(':1.5', '');
    await changesOwner('', ':1.6');
    await changesOwner('', ':1.7', 'org.example.Other');
    expect(found.map((one) => one?.running)).toEqual([false, true, false, true]);
    expect(ended).toBe(1);
    expect(buses[0]?.rules[0]).toContain(`arg0='${NAME}'`);
  });

  test('that gives way to another at once has ended all the same', async () => {
    running = [NAME];
    await follow();
    await changesOwner(':1.5', ':1.6');
    expect(found.map((one) => one?.running)).toEqual([true, true]);
    expect(ended).toBe(1);
  });

  test('is asked for again on a bus that was lost', async () => {
    await follow();
    running = [NAME];
    buses[0]?.lose();
    await vi.advanceTimersByTimeAsync(1000);
    expect(found.map((one) => one?.running)).toEqual([false, true]);
  });

  test('is unknown where the bus can’t be asked, and found once it can', async () => {
    [reachable, running] = [false, [NAME]];
    await follow();
    expect(found).toEqual([null]);
    reachable = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(found.at(-1)).toEqual({ running: true, startable: false });
  });

  test.each<[string, NodeJS.ProcessEnv]>([
    ['where there is no bus', {}],
    ['where it is switched off', { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }],
  ])('isn’t looked for %s', async (_where, env) => {
    await follow(env);
    await vi.advanceTimersByTimeAsync(120_000);
    expect([buses, found]).toEqual([[], []]);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { MemberId } from '../../shared/contract/primitives';
import { readServerAddress, type ServerAddress } from '../../main/backend/remote/server-address';
import { NO_KEYCHAIN } from '../../main/backend/local/keychain';
import { KeptDevices } from '../../main/desktop/kept-devices';
import type { WaitingFor } from '../../main/desktop/notifications/signed-out-count';
import { SignedOutWatch } from '../../main/desktop/signed-out-watch';
import { FakeServer, json } from '../remote/fake-server';
import { everythingHappened, FakeTiming } from '../remote/fake-timing';

const OLIVIA = 'mem_1' as MemberId;
const BEA = 'mem_2' as MemberId;

let server: FakeServer;
let told: (readonly WaitingFor[])[];
let created: string[];
let watch: SignedOutWatch;
let devices: KeptDevices;
let stored: unknown;

beforeEach(() => {
  server = new FakeServer();
  told = [];
  created = [];
  stored = undefined;
  watch = aWatch();
});

function aWatch(): SignedOutWatch {
  devices = new KeptDevices({
    settings: { read: () => stored, keep: (_name, value) => (stored = value) },
    keychain: NO_KEYCHAIN,
    log: () => undefined,
  });
  return new SignedOutWatch({
    devices,
    fetch: server.fetch,
    timing: new FakeTiming(),
    device: 'desk',
    createDevice: async (name) => {
      created.push(name);
      const notifyToken = `notify-token-${String(created.length)}`;
      return { ok: true, value: { deviceId: 'dev_1' as never, notifyToken } };
    },
    onWaiting: (waiting) => told.push(waiting),
    logBug: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
}

function address(): ServerAddress {
  const read = readServerAddress('https://governance.example');
  if (!read.ok) throw new Error('no address');
  return read.value;
}
const waits = (id: string, ...requestIds: string[]): void =>
  server.tell({ id, type: 'waiting', data: { waiting: requestIds.length, requestIds } });
const signedIn = async (member = OLIVIA, at: ServerAddress | null = address()): Promise<void> => {
  watch.signedIn(at, member);
  await everythingHappened();
};
const signedOut = async (): Promise<void> => {
  watch.signedOut();
  await everythingHappened();
};

describe('a desktop on which nobody is signed in', () => {
  test('hears from the server it was signed in at, and tells how much waits for whom', async () => {
    await signedIn();
    expect(created).toEqual(['desk']);
    expect(server.streams).toHaveLength(0);
    await signedOut();
    expect(server.streams).toHaveLength(1);
    waits('1', 'req_1', 'req_2');
    await everythingHappened();
    expect(told).toEqual([
      [{ server: 'governance.example', member: OLIVIA, waiting: 2, requestIds: ['req_1', 'req_2'] }],
    ]);
  });

  test('is one device for each person, however often they sign in, and after a restart too', async () => {
    await signedIn();
    await signedOut();
    await signedIn();
    await signedOut();
    watch.stop();
    watch = aWatch();
    await signedOut();
    expect(server.streams).toHaveLength(1);
    await signedIn();
    expect(created).toHaveLength(1);
    await signedOut();
    await signedIn(BEA);
    expect(created).toHaveLength(2);
  });

  test('becomes a device anew after a password change, which ended it', async () => {
    await signedIn();
    watch.passwordChanged();
    await everythingHappened();
    expect(created).toHaveLength(2);
    await signedOut();
    expect(server.streams).toHaveLength(1);
    expect((await devices.latest()).map(({ notifyToken }) => notifyToken)).toEqual(['notify-token-2']);
  });

  test('keeps nothing that was made before the password changed, nor makes anything for an organization here', async () => {
    watch.signedIn(address(), OLIVIA);
    watch.passwordChanged();
    await everythingHappened();
    expect((await devices.latest()).map(({ notifyToken }) => notifyToken)).toEqual(['notify-token-2']);
    await signedIn(BEA, null);
    watch.passwordChanged();
    await everythingHappened();
    expect(created).toHaveLength(2);
  });

  test('says nothing while somebody is signed in, at that server or on this computer', async () => {
    await signedIn();
    await signedOut();
    await signedIn(OLIVIA, null);
    expect(server.streams).toHaveLength(0);
    waits('1', 'req_1');
    await everythingHappened();
    expect(told).toEqual([]);
    expect(created).toHaveLength(1);
  });

  test('asks no more once its token is refused, and takes its count back', async () => {
    await signedIn();
    await signedOut();
    waits('1', 'req_1');
    await everythingHappened();
    server.refuseStream = () =>
      json({ type: 'about:blank', title: 'x', status: 401, code: 'unauthenticated', detail: 'x' }, 401);
    server.cut();
    watch.woke();
    await everythingHappened();
    watch.woke();
    await everythingHappened();
    expect(told.at(-1)).toEqual([]);
    expect(await devices.isKept('https://governance.example', OLIVIA)).toBe(false);
  });

  test('forgets with its server', async () => {
    await signedIn();
    await signedOut();
    watch.forgetServer('https://governance.example');
    await everythingHappened();
    expect(server.streams).toHaveLength(0);
    await signedOut();
    expect(server.streams).toHaveLength(0);
  });

  test('takes nothing that isn’t a count', async () => {
    await signedIn();
    await signedOut();
    server.tell({ id: '1', type: 'waiting', data: { waiting: 'many', names: ['Bea'] } });
    server.tell({ id: '2', type: 'request.created', data: {} });
    await everythingHappened();
    expect(told).toEqual([]);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { KeychainState } from '../../shared/contract/desktop-data';
import type { MemberId } from '../../shared/contract/primitives';
import type { Keychain } from '../../main/backend/local/keychain';
import { KeptDevices } from '../../main/desktop/kept-devices';

const OLIVIA = 'mem_1' as MemberId;
const BEA = 'mem_2' as MemberId;
const SERVER = 'https://governance.example';
const OTHER = 'https://other.example';

let stored: unknown;
let keychain: KeychainState;
let logged: string[];

beforeEach(() => {
  stored = undefined;
  keychain = 'available';
  logged = [];
});

/** Another run of the app: nothing is left but what was stored. */
const anotherRun = (): KeptDevices => {
  const chain: Keychain = {
    look: () => Promise.resolve(keychain),
    seal: (secret) => Promise.resolve(Buffer.from([...secret].reverse().join(''))),
    open: (sealed) =>
      keychain === 'available'
        ? Promise.resolve([...Buffer.from(sealed).toString()].reverse().join(''))
        : Promise.reject(new Error('the keychain is locked')),
  };
  return new KeptDevices({
    settings: { read: () => stored, keep: (_name, value) => (stored = JSON.parse(JSON.stringify(value))) },
    keychain: chain,
    log: (message) => logged.push(message),
  });
};
const device = (server: string, member: MemberId, notifyToken: string) => ({ server, member, notifyToken });

describe('devices', () => {
  test('are kept sealed, one for each person, and the last one of each server is what is watched', async () => {
    const devices = anotherRun();
    await devices.keep(device(SERVER, OLIVIA, 'token-of-olivia'));
    await devices.keep(device(OTHER, OLIVIA, 'token-elsewhere'));
    await devices.keep(device(SERVER, BEA, 'token-of-bea'));
    expect(JSON.stringify(stored)).not.toContain('token-');
    const later = anotherRun();
    expect(await later.latest()).toEqual([
      device(SERVER, BEA, 'token-of-bea'),
      device(OTHER, OLIVIA, 'token-elsewhere'),
    ]);
    expect(await later.isKept(SERVER, OLIVIA)).toBe(true);
    expect((await later.latest())[0]).toEqual(device(SERVER, OLIVIA, 'token-of-olivia'));
  });

  test('stand in the settings’ own file while the keychain is locked, and are sealed once it opens', async () => {
    keychain = 'locked';
    await anotherRun().keep(device(SERVER, OLIVIA, 'token-of-olivia'));
    expect(await anotherRun().latest()).toEqual([device(SERVER, OLIVIA, 'token-of-olivia')]);
    keychain = 'available';
    expect(await anotherRun().latest()).toEqual([device(SERVER, OLIVIA, 'token-of-olivia')]);
    expect(JSON.stringify(stored)).not.toContain('token-of');
    keychain = 'locked';
    expect(await anotherRun().latest()).toEqual([]);
    expect(await anotherRun().isKept(SERVER, OLIVIA)).toBe(false);
    expect(logged).toEqual(['a device’s token stays closed', 'a device’s token stays closed']);
  });

  test('stand in the settings’ own file where there is no keychain', async () => {
    keychain = 'none';
    await anotherRun().keep(device(SERVER, OLIVIA, 'token-of-olivia'));
    expect(await anotherRun().latest()).toEqual([device(SERVER, OLIVIA, 'token-of-olivia')]);
  });

  test('are forgotten one by one, or with their server', async () => {
    const devices = anotherRun();
    await devices.keep(device(SERVER, OLIVIA, 'token-of-olivia'));
    await devices.keep(device(SERVER, BEA, 'token-of-bea'));
    await devices.keep(device(OTHER, BEA, 'token-elsewhere'));
    devices.forget(SERVER, BEA);
    expect(await devices.isKept(SERVER, BEA)).toBe(false);
    devices.forgetServer(SERVER);
    expect(await anotherRun().latest()).toEqual([device(OTHER, BEA, 'token-elsewhere')]);
  });

  test('that can’t be read, or belong to no server that may be called, aren’t there', async () => {
    stored = [null, 7, { server: 'http://evil.example', member: OLIVIA, token: 'x' }, { server: SERVER }];
    expect(await anotherRun().latest()).toEqual([]);
    stored = 'nonsense';
    expect(await anotherRun().latest()).toEqual([]);
  });
});

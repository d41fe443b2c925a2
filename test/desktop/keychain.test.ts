import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BusRefusal, type Bus, type connectToBus } from '../../main/desktop/dbus/bus-connection';
import { lookAtKeyring } from '../../main/desktop/linux-keyring';
import { secretStorage, type SafeStorage } from '../../main/desktop/secret-storage';

const storage = (over: Partial<SafeStorage> = {}): SafeStorage => ({
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(`sealed ${text}`),
  decryptString: (sealed) => sealed.toString().replace('sealed ', ''),
  ...over,
});
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

describe('the keychain of the system', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('seals and opens, by waiting where Electron can be waited for', async () => {
    const lookFirst = (): Promise<'available'> => Promise.resolve('available');
    const old = secretStorage({ storage: storage(), lookFirst });
    expect(Buffer.from(await old.seal('key')).toString()).toBe('sealed key');
    expect(await old.open(Buffer.from('sealed key'))).toBe('key');
    const later = secretStorage({
      lookFirst,
      storage: storage({
        encryptString: () => {
          throw new Error('this one blocks');
        },
        isAsyncEncryptionAvailable: () => Promise.resolve(true),
        encryptStringAsync: (text) => Promise.resolve(Buffer.from(`async ${text}`)),
        decryptStringAsync: () => Promise.resolve({ result: 'async key' }),
      }),
    });
    expect(Buffer.from(await later.seal('key')).toString()).toBe('async key');
    expect(await later.open(Buffer.from('x'))).toBe('async key');
  });

  test.each(['none', 'locked'] as const)(
    'is never called while it is %s: it would hold everything up',
    async (state) => {
      const called = vi.fn(() => true);
      const keychain = secretStorage({
        storage: storage({ isEncryptionAvailable: called }),
        lookFirst: () => Promise.resolve(state),
      });
      expect(await keychain.look()).toBe(state);
      await expect(keychain.seal('key')).rejects.toThrow();
      await expect(keychain.open(Buffer.from('x'))).rejects.toThrow();
      expect(called).not.toHaveBeenCalled();
    },
  );

  test('that doesn’t answer counts as locked after a few seconds', async () => {
    const silent = secretStorage({ storage: storage(), lookFirst: () => never() });
    const looked = silent.look();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await looked).toBe('locked');
    const prompting = secretStorage({
      lookFirst: () => Promise.resolve('available'),
      storage: storage({
        isAsyncEncryptionAvailable: () => Promise.resolve(true),
        encryptStringAsync: () => never(),
      }),
    });
    const sealed = expect(prompting.seal('key')).rejects.toThrow('doesn’t answer');
    await vi.advanceTimersByTimeAsync(10_000);
    await sealed;
  });

  test('that is a password in the program is none', async () => {
    const keychain = secretStorage({
      storage: storage({ getSelectedStorageBackend: () => 'basic_text' }),
      lookFirst: () => Promise.resolve('available'),
    });
    expect(await keychain.look()).toBe('none');
  });
});

describe('the keyring of Linux', () => {
  const ENV = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' };
  const busThat =
    (answers: Record<string, unknown>, refusal = 'ReadAlias wasn’t answered'): typeof connectToBus =>
    () =>
      Promise.resolve({
        call: ({ member }: { member: string }) =>
          member in answers ? Promise.resolve([answers[member]]) : Promise.reject(new BusRefusal(refusal)),
        close: () => undefined,
      } as unknown as Bus);

  test.each([
    ['open', { ReadAlias: '/collection/login', Get: false }, 'available'],
    ['locked', { ReadAlias: '/collection/login', Get: true }, 'locked'],
    ['without a collection, which the first secret would ask a password for', { ReadAlias: '/' }, 'locked'],
    ['of a service that breaks off', { ReadAlias: '/collection/login' }, 'locked'],
    ['that is silent', {}, 'locked'],
  ] as const)('%s', async (_how, answers, state) => {
    expect(await lookAtKeyring(ENV, busThat(answers))).toBe(state);
  });

  test.each(['ServiceUnknown', 'NameHasNoOwner', 'Spawn.ExecFailed'])('nobody offers: %s', async (error) => {
    const bus = busThat({}, `org.freedesktop.DBus.Error.${error}`);
    expect(await lookAtKeyring(ENV, bus)).toBe('none');
  });

  test('without a bus there is none', async () => {
    expect(await lookAtKeyring({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' })).toBe('none');
    expect(await lookAtKeyring(ENV, () => Promise.reject(new Error('refused')))).toBe('none');
  });
});

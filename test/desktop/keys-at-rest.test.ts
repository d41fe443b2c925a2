import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Keychain } from '../../main/backend/local/keychain';
import { lockKey, PRODUCT_LOCK_COST, unlockKey } from '../../main/backend/local/passphrase-lock';
import {
  makeSecretKey,
  moveSecretKey,
  readSecretKey,
  type KeptKey,
} from '../../main/backend/local/secret-key';
import type { KeychainState } from '../../shared/contract/desktop-data';

/** A keychain that turns bytes round, and can be taken away. */
class FakeKeychain implements Keychain {
  state: KeychainState = 'available';
  refuses = false;

  look = (): Promise<KeychainState> => Promise.resolve(this.state);
  seal = (secret: string): Promise<Uint8Array> =>
    this.refuses ? Promise.reject(new Error('no')) : Promise.resolve(Buffer.from(secret).reverse());
  open = (sealed: Uint8Array): Promise<string> =>
    this.refuses
      ? Promise.reject(new Error('no'))
      : Promise.resolve(Buffer.from(sealed).reverse().toString('utf8'));
}

const PASSPHRASE = 'seven grey herons';
/** The least that a file may say: these guard nothing. */
const CHEAP = { N: 2 ** 14, r: 1, p: 1 };

let folder: string;
let keychain: FakeKeychain;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keys-'));
  keychain = new FakeKeychain();
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const files = (): string[] => fs.readdirSync(folder).sort();
const read = (passphrase: string | null = null): ReturnType<typeof readSecretKey> =>
  readSecretKey(folder, { keychain, passphrase });
async function kept(passphrase: string | null = null): Promise<KeptKey> {
  const found = await read(passphrase);
  if (typeof found === 'string') throw new Error(found);
  return found;
}
const move = async (
  to: 'keychain' | 'passphrase' | 'file',
  from: KeptKey,
  passphrase: string | null = null,
): Promise<string> => moveSecretKey(folder, from, to, { keychain, passphrase, lockCost: CHEAP });

describe('a new key', () => {
  test('is sealed by the keychain where there is one', async () => {
    const key = await makeSecretKey(folder, 'keychain', { keychain, passphrase: null });
    expect(files()).toEqual(['secret.sealed']);
    expect(await kept()).toEqual({ key, protection: 'keychain' });
  });

  test.each(['none', 'locked'] as const)('is in a file where the keychain is %s', async (state) => {
    keychain.state = state;
    const key = await makeSecretKey(folder, 'keychain', { keychain, passphrase: null });
    expect(files()).toEqual(['secret.key']);
    if (process.platform !== 'win32')
      expect(fs.statSync(path.join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(await kept()).toEqual({ key, protection: 'file' });
  });

  test('is in a file where the keychain gives nothing back', async () => {
    keychain.refuses = true;
    await makeSecretKey(folder, 'keychain', { keychain, passphrase: null });
    expect(files()).toEqual(['secret.key']);
  });

  test('is locked from the first with the passphrase that was chosen, and never lay in a file', async () => {
    keychain.state = 'none';
    const help = { keychain, passphrase: 'nine herons', lockCost: CHEAP };
    const key = await makeSecretKey(folder, 'passphrase', help);
    expect(files()).toEqual(['secret.locked']);
    expect(await read()).toBe('passphrase-needed');
    expect(await kept('nine herons')).toEqual({ key, protection: 'passphrase' });
  });

  test('never takes the place of another', async () => {
    await makeSecretKey(folder, 'file', { keychain, passphrase: null });
    await expect(makeSecretKey(folder, 'file', { keychain, passphrase: null })).rejects.toThrow('already');
  });
});

describe('a key that can’t be had', () => {
  test('is missing, damaged, or out of reach of its keychain, and never made anew', async () => {
    expect(await read()).toBe('key-missing');
    fs.writeFileSync(path.join(folder, 'secret.key'), 'short');
    expect(await read()).toBe('key-damaged');
    fs.rmSync(path.join(folder, 'secret.key'));
    await makeSecretKey(folder, 'keychain', { keychain, passphrase: null });
    keychain.state = 'locked';
    expect(await read()).toBe('keychain-locked');
    keychain.state = 'none';
    expect(await read()).toBe('keychain-gone');
    keychain.state = 'available';
    keychain.refuses = true;
    expect(await read()).toBe('keychain-refuses');
    keychain.refuses = false;
    fs.writeFileSync(path.join(folder, 'secret.sealed'), Buffer.from('not a key'));
    expect(await read()).toBe('key-damaged');
    expect(files()).toEqual(['secret.sealed']);
  });
});

describe('a passphrase', () => {
  test('opens what it locked, in any way of writing its letters, and nothing else does', async () => {
    const key = new Uint8Array(32).fill(7);
    const locked = await lockKey(key, 'naïve café herons', CHEAP);
    expect(Buffer.from(locked).includes(Buffer.from(key))).toBe(false);
    expect(Buffer.from(locked).toString()).not.toContain(Buffer.from(key).toString('base64'));
    expect(await unlockKey(locked, 'naïve café herons'.normalize('NFD'))).toEqual(key);
    expect(await unlockKey(locked, 'naive cafe herons')).toBe('wrong');
    const flipped = Buffer.from(
      Buffer.from(locked)
        .toString()
        .replace(/"sealed":"(.)/, (_, first) => `"sealed":"${first === 'A' ? 'B' : 'A'}`),
    );
    expect(await unlockKey(flipped, 'naïve café herons')).toBe('wrong');
  });

  test('costs what its file says, within limits', async () => {
    expect(PRODUCT_LOCK_COST.N * PRODUCT_LOCK_COST.r * 128).toBeGreaterThanOrEqual(128 * 1024 * 1024);
    const content = await lockKey(new Uint8Array(32), PASSPHRASE, CHEAP);
    const locked = JSON.parse(Buffer.from(content).toString()) as { cost: object };
    expect(locked.cost).toEqual(CHEAP);
    for (const N of [2, 2 ** 30]) {
      const other = Buffer.from(JSON.stringify({ ...locked, cost: { ...CHEAP, N } }));
      expect(await unlockKey(other, PASSPHRASE)).toBe('damaged');
    }
    expect(await unlockKey(Buffer.from('{}'), PASSPHRASE)).toBe('damaged');
  });

  test('takes the key off the disk, is asked for, and can be changed', async () => {
    keychain.state = 'none';
    const key = await makeSecretKey(folder, 'keychain', { keychain, passphrase: null });
    expect(await move('passphrase', await kept(), PASSPHRASE)).toBe('passphrase');
    expect(files()).toEqual(['secret.locked']);
    expect(fs.readFileSync(path.join(folder, 'secret.locked')).includes(Buffer.from(key))).toBe(false);
    expect(await read()).toBe('passphrase-needed');
    expect(await read('another one altogether')).toBe('passphrase-wrong');
    expect(await kept(PASSPHRASE)).toEqual({ key, protection: 'passphrase' });

    await move('passphrase', await kept(PASSPHRASE), 'eight grey herons');
    expect(files()).toEqual(['secret.locked']);
    expect(await read(PASSPHRASE)).toBe('passphrase-wrong');
    expect(await kept('eight grey herons')).toEqual({ key, protection: 'passphrase' });
    fs.writeFileSync(path.join(folder, 'secret.locked'), '{}');
    expect(await read('eight grey herons')).toBe('key-damaged');
  });
});

describe('moving the key', () => {
  test('leaves it where it is while the new place can’t be had', async () => {
    keychain.state = 'none';
    await makeSecretKey(folder, 'keychain', { keychain, passphrase: null });
    expect(await move('keychain', await kept())).toBe('file');
    expect(await move('passphrase', await kept())).toBe('file');
    keychain.state = 'available';
    keychain.refuses = true;
    await expect(move('keychain', await kept())).rejects.toThrow();
    expect(files()).toContain('secret.key');
  });

  test('from anywhere to anywhere keeps the same key, in one place', async () => {
    const key = await makeSecretKey(folder, 'file', { keychain, passphrase: null });
    const places = ['keychain', 'passphrase', 'file', 'passphrase', 'keychain', 'file'] as const;
    const FILES = { keychain: 'secret.sealed', passphrase: 'secret.locked', file: 'secret.key' };
    for (const place of places) {
      await move(place, await kept(PASSPHRASE), PASSPHRASE);
      expect(files()).toEqual([FILES[place]]);
      expect(await kept(PASSPHRASE)).toEqual({ key, protection: place });
    }
  });

  test('that was cut off leaves it readable, and is finished later', async () => {
    const key = await makeSecretKey(folder, 'file', { keychain, passphrase: null });
    await move('passphrase', await kept(), PASSPHRASE);
    // As after a kill: the new place is written, the old one still there.
    fs.writeFileSync(path.join(folder, 'secret.key'), key);
    expect(await kept()).toEqual({ key, protection: 'file' });
    await move('file', await kept());
    expect(files()).toEqual(['secret.key']);
  });

  test('from the keychain to a passphrase, cut off, needs the passphrase only once the keychain is gone', async () => {
    const key = await makeSecretKey(folder, 'keychain', { keychain, passphrase: null });
    fs.writeFileSync(path.join(folder, 'secret.locked'), await lockKey(key, PASSPHRASE, CHEAP));
    expect(await kept()).toEqual({ key, protection: 'keychain' });
    keychain.state = 'none';
    expect(await read()).toBe('passphrase-needed');
    expect(await kept(PASSPHRASE)).toEqual({ key, protection: 'passphrase' });
  });
});

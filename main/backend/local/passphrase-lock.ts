import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { SecretBox } from '../../engine/auth/secret-box';

/** What scrypt is to spend on each guess. */
export interface LockCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** Half a second and 128 MiB for each guess at what somebody has copied. */
export const PRODUCT_LOCK_COST: LockCost = { N: 2 ** 17, r: 8, p: 1 };
const SALT = 16;
const KEY = 32;
const CONTEXT = 'countersign key under a passphrase';

const base64 = z.string().max(400);
/** The cost stands beside what it was spent on, so that it can be raised; within limits, since a file may say anything. */
const locked = z.strictObject({
  version: z.literal(1),
  salt: base64,
  cost: z.strictObject({
    N: z
      .int()
      .min(2 ** 14)
      .max(2 ** 20),
    r: z.int().min(1).max(16),
    p: z.int().min(1).max(4),
  }),
  sealed: base64,
});

/** Locks 32 bytes with a passphrase (scrypt, AES-256-GCM). */
export async function lockKey(
  key: Uint8Array,
  passphrase: string,
  cost: LockCost = PRODUCT_LOCK_COST,
): Promise<Uint8Array> {
  const salt = randomBytes(SALT);
  const box = new SecretBox(await derive(passphrase, salt, cost), {
    bytes: (count) => new Uint8Array(randomBytes(count)),
  });
  const sealed = box.seal(Buffer.from(key).toString('base64'), CONTEXT);
  const content: z.output<typeof locked> = {
    version: 1,
    salt: salt.toString('base64'),
    cost: { ...cost },
    sealed: Buffer.from(sealed).toString('base64'),
  };
  return Buffer.from(`${JSON.stringify(content)}\n`);
}

/** The key; `wrong` for another passphrase, `damaged` for what was never written by `lockKey`. */
export async function unlockKey(
  content: Uint8Array,
  passphrase: string,
): Promise<Uint8Array | 'wrong' | 'damaged'> {
  const found = parsed(content);
  if (found === null) return 'damaged';
  const derived = await derive(passphrase, Buffer.from(found.salt, 'base64'), found.cost);
  const box = new SecretBox(derived, { bytes: () => new Uint8Array() });
  try {
    const key = Buffer.from(box.open(Buffer.from(found.sealed, 'base64'), CONTEXT), 'base64');
    return key.length === KEY ? new Uint8Array(key) : 'damaged';
  } catch {
    // Nobody can tell a passphrase that is wrong from a bit that was flipped.
    return 'wrong';
  }
}

function parsed(content: Uint8Array): z.output<typeof locked> | null {
  try {
    return locked.parse(JSON.parse(Buffer.from(content).toString('utf8')));
  } catch {
    return null;
  }
}

function derive(passphrase: string, salt: Uint8Array, cost: LockCost): Promise<Uint8Array> {
  const maxmem = 128 * cost.N * cost.r * cost.p + 2 ** 25;
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, KEY, { ...cost, maxmem }, (error, derived) => {
      if (error === null) resolve(new Uint8Array(derived));
      else reject(error);
    });
  });
}

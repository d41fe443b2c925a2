import { createCipheriv, createDecipheriv } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** Seals secrets for the disk: AES-256-GCM, nonce ‖ tag ‖ ciphertext. `context` binds a secret to its place. */
export class SecretBox {
  readonly #key: Uint8Array;
  readonly #random: { bytes(count: number): Uint8Array };

  constructor(key: Uint8Array, random: { bytes(count: number): Uint8Array }) {
    if (key.length !== 32) throw new Error('the secret key must have 32 bytes');
    this.#key = key;
    this.#random = random;
  }

  seal(secret: string, context: string): Uint8Array {
    const nonce = this.#random.bytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  /** Throws where the key or the context is another one, or a bit was flipped. */
  open(sealed: Uint8Array, context: string): string {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, NONCE))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  }
}

import type { KeyId } from '../../../shared/contract/primitives';
import { upsert, type Statement } from '../store/statement';
import type { SecretBox } from './secret-box';

/** Binds a sealed API secret to its key. */
export const apiKeyContext = (keyId: KeyId): string => `api-key:${keyId}`;

export interface NewApiKey {
  /** What the bot sends in the open: 56 characters of base64, as Kraken's are. */
  readonly apiKey: string;
  /** 64 random bytes in base64; signs every command. */
  readonly secret: string;
  readonly statement: Statement;
}

/** Makes a key's name and secret. The secret is given once and kept sealed (AES-256-GCM); nobody reads it again. */
export function newApiKey(
  random: { bytes(count: number): Uint8Array },
  box: SecretBox,
  keyId: KeyId,
): NewApiKey {
  const apiKey = Buffer.from(random.bytes(42)).toString('base64');
  const secret = Buffer.from(random.bytes(64)).toString('base64');
  return {
    apiKey,
    secret,
    statement: upsert('api_keys', ['key_id'], {
      key_id: keyId,
      api_key: apiKey,
      sealed_secret: box.seal(secret, apiKeyContext(keyId)),
      last_nonce: '0',
      last_used_at: null,
    }),
  };
}

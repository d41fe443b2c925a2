import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import type {
  NewPasskey,
  PasskeyAssertion,
  PasskeyCreation,
  PasskeyRequest,
} from '../../shared/contract/passkeys';

const ORIGIN = 'https://countersign.localhost';
const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 };

interface Key {
  readonly id: string;
  readonly rpId: string;
  readonly private: KeyObject;
  counter: number;
}

/** Where a hostile authenticator or page departs from what it was asked. */
export interface Departure {
  origin?: string;
  rpId?: string;
  challenge?: string;
  /** False: nobody touched the fingerprint reader or typed the PIN. */
  verified?: boolean;
  counter?: number;
  /** The id it says the new key has, in base64url. */
  id?: string;
  /** The key that signs, where it isn't the one that is named. */
  signedBy?: string;
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const base64url = (data: Uint8Array): string => Buffer.from(data).toString('base64url');

/** A CBOR head: major type and length. */
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}

/** As much CBOR as an attestation needs: integers, bytes, texts, maps with their entries in the order given. */
function cbor(value: number | string | Uint8Array | ReadonlyMap<number | string, unknown>): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'utf8');
    return Buffer.concat([head(3, bytes.length), bytes]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, each]) => [cbor(key), cbor(each as string)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

/** A public key on P-256 as COSE. */
function cose(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return cbor(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
}

function clientData(type: 'webauthn.create' | 'webauthn.get', challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** An authenticator in software (ES256, no attestation), for tests: it does what it is asked, or what a test wants. */
export class SoftwareAuthenticator {
  readonly #keys = new Map<string, Key>();

  create(asked: PasskeyCreation, departure: Departure = {}): NewPasskey {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const idBytes = departure.id === undefined ? randomBytes(32) : Buffer.from(departure.id, 'base64url');
    const id = base64url(idBytes);
    const rpId = departure.rpId ?? asked.rp.id;
    this.#keys.set(id, { id, rpId, private: privateKey, counter: 0 });
    const authData = Buffer.concat([
      this.#authData(rpId, departure.counter ?? 0, departure.verified ?? true, FLAGS.attested),
      Buffer.alloc(16),
      Buffer.from([idBytes.length >> 8, idBytes.length & 0xff]),
      idBytes,
      cose(publicKey),
    ]);
    const attestation = new Map<string, string | Uint8Array | ReadonlyMap<string, unknown>>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(
          clientData('webauthn.create', departure.challenge ?? asked.challenge, departure.origin ?? ORIGIN),
        ),
        attestationObject: base64url(cbor(attestation)),
      },
    };
  }

  /** Signs with the first key of those allowed that it has; with none of them, with whichever it has. */
  get(asked: PasskeyRequest, departure: Departure = {}): PasskeyAssertion {
    const named = asked.allowCredentials.map(({ id }) => this.#keys.get(id)).find((key) => key !== undefined);
    const key = named ?? [...this.#keys.values()][0];
    if (key === undefined) throw new Error('this authenticator has no key');
    key.counter += 1;
    const counter = departure.counter ?? key.counter;
    const authData = this.#authData(departure.rpId ?? asked.rpId, counter, departure.verified ?? true, 0);
    const data = clientData(
      'webauthn.get',
      departure.challenge ?? asked.challenge,
      departure.origin ?? ORIGIN,
    );
    const signer = departure.signedBy === undefined ? key : this.#keys.get(departure.signedBy);
    if (signer === undefined) throw new Error('this authenticator has no such key');
    const signature = createSign('sha256').update(authData).update(sha256(data)).sign(signer.private);
    return {
      id: key.id,
      rawId: key.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(data),
        authenticatorData: base64url(authData),
        signature: base64url(signature),
      },
    };
  }

  #authData(rpId: string, counter: number, verified: boolean, more: number): Buffer {
    const flags = FLAGS.present | (verified ? FLAGS.verified : 0) | more;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
  }
}

import { vi, type Mock } from 'vitest';

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;

type Ceremony = (asked: { signal: AbortSignal }) => Promise<unknown>;

export interface FakeAuthenticator {
  create: Mock<Ceremony>;
  get: Mock<Ceremony>;
}

/** Gives the page WebAuthn: a key that makes and signs whatever it is asked, until a test says otherwise. */
export function giveAuthenticator(): FakeAuthenticator {
  const credential = {
    id: 'Y3JlZA',
    rawId: bytes('cred'),
    type: 'public-key',
    authenticatorAttachment: 'cross-platform',
  };
  const create = vi.fn<Ceremony>(() =>
    Promise.resolve({
      ...credential,
      response: { clientDataJSON: bytes('client'), attestationObject: bytes('attestation') },
      getClientExtensionResults: () => ({}),
    }),
  );
  const get = vi.fn<Ceremony>(() =>
    Promise.resolve({
      ...credential,
      response: {
        clientDataJSON: bytes('client'),
        authenticatorData: bytes('data'),
        signature: bytes('signature'),
        userHandle: null,
      },
      getClientExtensionResults: () => ({}),
    }),
  );
  vi.stubGlobal('PublicKeyCredential', class PublicKeyCredential {});
  Object.defineProperty(navigator, 'credentials', { configurable: true, value: { create, get } });
  return { create, get };
}

/** What a signature of that key looks like when it reaches the trusted side. */
export const SIGNED = {
  id: 'Y3JlZA',
  rawId: 'Y3JlZA',
  type: 'public-key',
  response: { clientDataJSON: 'Y2xpZW50', authenticatorData: 'ZGF0YQ', signature: 'c2lnbmF0dXJl' },
};

export const REQUEST_OPTIONS = {
  challenge: 'Y2hhbGxlbmdl',
  rpId: 'countersign.localhost',
  timeout: 300_000,
  userVerification: 'required' as const,
  allowCredentials: [{ id: 'Y3JlZA', type: 'public-key' as const }],
};

export const CREATION_OPTIONS = {
  challenge: 'Y2hhbGxlbmdl',
  rp: { id: 'countersign.localhost', name: 'Countersign' },
  user: { id: 'bWVt', name: 'ingrid@example.com', displayName: 'Ingrid' },
  pubKeyCredParams: [{ type: 'public-key' as const, alg: -7 }],
  timeout: 300_000,
  attestation: 'none' as const,
  excludeCredentials: [],
  authenticatorSelection: {
    residentKey: 'discouraged' as const,
    requireResidentKey: false as const,
    userVerification: 'required' as const,
  },
};

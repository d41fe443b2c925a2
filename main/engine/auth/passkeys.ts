import type {
  NewPasskey,
  PasskeyAssertion,
  PasskeyCreation,
  PasskeyRequest,
} from '../../../shared/contract/passkeys';
import type { MemberId } from '../../../shared/contract/primitives';
import type { RelyingParty } from '../options';

/** How long a person has for one ceremony, and a challenge lives. */
export const CEREMONY_MS = 5 * 60_000;
const RP_NAME = 'Countersign';
/** EdDSA, ES256, RS256 (COSE numbers). */
const ALGORITHMS = [-8, -7, -257];

/** A public key that nobody holds the other half of: P-256's own base point, as COSE. Stands in for a stranger's. */
const NOBODYS_KEY = Buffer.from(
  'a5010203262001215820' +
    '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
    '225820' +
    '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  'hex',
);

export interface RegisteredPasskey {
  readonly credentialId: string;
  /** COSE. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
}

/** A signature that a key made with its owner present and verified, for us; whether it is what was asked is the caller's. */
export interface TrueSignature {
  readonly challenge: string;
  readonly counter: number;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));

/** Makes what the page asks of an authenticator, and judges what came back (WebAuthn). */
export class Passkeys {
  readonly #party: RelyingParty | null;

  constructor(party: RelyingParty | null) {
    this.#party = party;
  }

  get available(): boolean {
    return this.#party !== null;
  }

  /** What a new passkey of this member has to be made for; the ones they have aren't made again. */
  creation(
    member: { id: MemberId; email: string; displayName: string },
    challenge: string,
    known: readonly string[],
  ): PasskeyCreation {
    return {
      challenge,
      rp: { id: this.#theParty().id, name: RP_NAME },
      user: {
        id: Buffer.from(member.id).toString('base64url'),
        name: member.email,
        displayName: member.displayName,
      },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      timeout: CEREMONY_MS,
      attestation: 'none',
      excludeCredentials: known.map((id) => ({ id, type: 'public-key' })),
      // Not kept on the authenticator: the password names the person, and a security key has few places.
      authenticatorSelection: {
        residentKey: 'discouraged',
        requireResidentKey: false,
        userVerification: 'required',
      },
    };
  }

  request(challenge: string, allowed: readonly string[]): PasskeyRequest {
    return {
      challenge,
      rpId: this.#theParty().id,
      timeout: CEREMONY_MS,
      userVerification: 'required',
      allowCredentials: allowed.map((id) => ({ id, type: 'public-key' })),
    };
  }

  /** The key of a passkey made for this challenge, for us, with its owner verified; null for any other. */
  async register(credential: NewPasskey, challenge: string): Promise<RegisteredPasskey | null> {
    const party = this.#party;
    if (party === null) return null;
    const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
    try {
      const { registrationInfo } = await verifyRegistrationResponse({
        response: {
          ...identity(credential),
          response: {
            clientDataJSON: credential.response.clientDataJSON,
            attestationObject: credential.response.attestationObject,
          },
        },
        expectedChallenge: challenge,
        expectedOrigin: [...party.origins],
        expectedRPID: party.id,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      if (registrationInfo === undefined) return null;
      const { id, publicKey, counter } = registrationInfo.credential;
      return { credentialId: id, publicKey, counter };
    } catch {
      // The library throws for whatever is wrong with what came from outside.
      return null;
    }
  }

  /** Judges an assertion by this key; without one by nobody's, which takes as long and comes to nothing (§9). */
  async verify(assertion: PasskeyAssertion, publicKey: string | null): Promise<TrueSignature | null> {
    const party = this.#party;
    if (party === null) return null;
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
    const { clientDataJSON, authenticatorData, signature } = assertion.response;
    let challenge = '';
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { ...identity(assertion), response: { clientDataJSON, authenticatorData, signature } },
        expectedChallenge: (signed) => {
          challenge = signed;
          return true;
        },
        expectedOrigin: [...party.origins],
        expectedRPID: party.id,
        requireUserVerification: true,
        // The counter is judged when the signature is used up, in one turn with everything else.
        credential: {
          id: assertion.id,
          publicKey: publicKey === null ? new Uint8Array(NOBODYS_KEY) : bytesOf(publicKey),
          counter: 0,
        },
      });
      return verified && publicKey !== null ? { challenge, counter: authenticationInfo.newCounter } : null;
    } catch {
      return null;
    }
  }

  #theParty(): RelyingParty {
    if (this.#party === null) throw new Error('there are no passkeys here');
    return this.#party;
  }
}

function identity({ id, rawId }: { id: string; rawId: string }): {
  id: string;
  rawId: string;
  type: 'public-key';
  clientExtensionResults: Record<string, never>;
} {
  return { id, rawId, type: 'public-key', clientExtensionResults: {} };
}

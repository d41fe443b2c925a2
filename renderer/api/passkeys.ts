import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import type {
  NewPasskey,
  PasskeyAssertion,
  PasskeyCreation,
  PasskeyRequest,
} from '../../shared/contract/passkeys';
import type { CallInput } from '../../shared/contract/bridge';
import { problem } from '../../shared/contract/problem';
import { i18n } from '../strings/i18n';
import { call, ProblemError } from './bridge';

/** For each half of a trial. */
const TRIAL_MS = 2 * 60_000;

/** Whether a passkey can be asked for from this page at all. */
export function passkeysWork(): boolean {
  return browserSupportsWebAuthn();
}

/** Has a new passkey made. Throws `ProblemError` where the person or the authenticator didn't go on. */
export function makePasskey(asked: PasskeyCreation): Promise<NewPasskey> {
  if (isElsewhere(asked.rp.id)) return inBrowser<NewPasskey>({ kind: 'create', options: asked });
  return ceremony(asked.timeout, () => startRegistration({ optionsJSON: asked }));
}

/** Has a passkey sign. Throws `ProblemError` as above. */
export function signWithPasskey(asked: PasskeyRequest): Promise<PasskeyAssertion> {
  const { challenge, rpId, timeout, userVerification, allowCredentials } = asked;
  if (isElsewhere(rpId))
    return inBrowser<PasskeyAssertion>({
      kind: 'get',
      options: { challenge, rpId, timeout, userVerification, allowCredentials },
    });
  return ceremony(timeout, () =>
    startAuthentication({
      optionsJSON: { challenge, rpId, timeout, userVerification, allowCredentials },
    }),
  );
}

/** Makes a passkey and uses it, for nothing but to see that both can be done here. It is kept nowhere else. */
export async function tryPasskey(): Promise<true> {
  const bytes = (count: number): string => {
    const text = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(count)));
    return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  };
  const timeout = TRIAL_MS;
  const made = await makePasskey({
    challenge: bytes(32),
    rp: { id: location.hostname, name: i18n.t('brand') },
    user: {
      id: bytes(16),
      name: i18n.t('security.trial.button'),
      displayName: i18n.t('security.trial.button'),
    },
    pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
    timeout,
    attestation: 'none',
    excludeCredentials: [],
    authenticatorSelection: {
      residentKey: 'discouraged',
      requireResidentKey: false,
      userVerification: 'required',
    },
  });
  await signWithPasskey({
    challenge: bytes(32),
    rpId: location.hostname,
    timeout,
    userVerification: 'required',
    allowCredentials: [{ id: made.id, type: 'public-key' }],
  });
  return true;
}

/** Ends the ceremony under way, if there is one; who waits for it is told. */
export function cancelPasskey(): void {
  WebAuthnAbortService.cancelCeremony();
  void call('desktop.cancelPasskeyInBrowser', {}).catch(() => undefined);
}

/** A passkey of a server belongs to that server’s domain, which isn’t this page’s. */
function isElsewhere(domain: string): boolean {
  return domain !== location.hostname;
}

async function inBrowser<R extends NewPasskey | PasskeyAssertion>(
  asked: CallInput<'desktop.passkeyInBrowser'>,
): Promise<R> {
  const { credential } = await call('desktop.passkeyInBrowser', asked);
  return credential as R;
}

/** Where no authenticator is plugged in the platform may never answer: after the time it was given it is over. */
async function ceremony<T, R>(timeout: number, run: () => Promise<T>): Promise<R> {
  const timer = setTimeout(cancelPasskey, timeout);
  try {
    // What isn't there is left out, as JSON does.
    return JSON.parse(JSON.stringify(await run())) as R;
  } catch (error) {
    throw new ProblemError(problem('unavailable', reasonOf(error)));
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return i18n.t('security.passkey.known');
  if (name === 'NotAllowedError' || name === 'AbortError') return i18n.t('security.passkey.cancelled');
  return i18n.t('security.passkey.failed');
}

import type { InputOf } from '../../shared/contract/operations';
import type { PasskeyAssertion } from '../../shared/contract/passkeys';
import type { FactorView } from '../../shared/contract/factors';
import type { Person } from './organization-under-test';
import { SoftwareAuthenticator, type Departure } from './software-authenticator';

type Decision = NonNullable<InputOf<'session.stepUpOptions'>['decision']>;

/** Adds a passkey in the person's live session, with a code as second factor. */
export async function addPasskey(
  person: Person,
  key = new SoftwareAuthenticator(),
  name?: string,
): Promise<{ key: SoftwareAuthenticator; factor: FactorView }> {
  const asked = await person.ok('factors.beginPasskey', { stepUp: { totp: person.code() } });
  const factor = await person.ok('factors.addPasskey', {
    credential: key.create(asked),
    ...(name === undefined ? {} : { name }),
  });
  return { key, factor };
}

/** What the person's passkey signs to sign in. */
export async function signatureToSignIn(
  person: Person,
  key: SoftwareAuthenticator,
  departure: Departure = {},
): Promise<PasskeyAssertion> {
  return key.get(await person.ok('session.passkeyOptions', { email: person.email }), departure);
}

/** What it signs to step up: over a decision, or over nothing. */
export async function signatureToStepUp(
  person: Person,
  key: SoftwareAuthenticator,
  over: { decision: Decision; requestIds: string[] } | null = null,
  departure: Departure = {},
): Promise<PasskeyAssertion> {
  return key.get(await person.ok('session.stepUpOptions', over ?? {}), departure);
}

export function credentialsOf(person: Person): { email: string; password: string } {
  return { email: person.email, password: person.password };
}

// How the engine's people prove that they are themselves: by a passkey where they have made one, else by an authenticator app.
import type { StepUp } from '../../shared/contract/factors';
import type { OperationName, OutputOf } from '../../shared/contract/operations';
import type { PasskeyCreation, PasskeyRequest } from '../../shared/contract/passkeys';
import type { Problem } from '../../shared/contract/problem';
import type { Person } from '../engine/organization-under-test';
import { SoftwareAuthenticator } from '../engine/software-authenticator';

/** What a passkey signs over: a decision, or nothing. */
export interface Over {
  decision?: 'approve' | 'reject';
  requestIds?: string[];
}

/** An answer of the engine's door. */
export interface Asked {
  ok: boolean;
  value?: unknown;
  problem?: Problem;
}
export type Ask = (name: OperationName, input: unknown) => Promise<Asked>;

export interface KeptFactors {
  readonly fingerprints: ReadonlyMap<string, readonly string[]>;
  readonly passkeys: ReadonlyMap<string, SoftwareAuthenticator>;
}

export class FactorsOfPeople {
  /** Of each person's factors, in the order in which they were enrolled. */
  readonly #fingerprints = new Map<string, readonly string[]>();
  readonly #passkeys = new Map<string, SoftwareAuthenticator>();

  kept(): KeptFactors {
    return { fingerprints: this.#fingerprints, passkeys: this.#passkeys };
  }

  goOnFrom({ fingerprints, passkeys }: KeptFactors): void {
    for (const [memberId, known] of fingerprints) this.#fingerprints.set(memberId, known);
    for (const [memberId, passkey] of passkeys) this.#passkeys.set(memberId, passkey);
  }

  /** Whoever is blocked gets no session, and is told so. */
  async signIn(memberId: string, person: Person): Promise<Asked> {
    const { email, password } = person;
    const passkey = this.#passkeys.get(memberId);
    const factor =
      passkey === undefined
        ? { totp: person.codeAt(0) }
        : { passkey: passkey.get(await person.ok('session.passkeyOptions', { email })) };
    const answer = await person.call('session.create', { email, password, ...factor });
    if (answer.ok) person.token = (answer.value as OutputOf<'session.create'>).token;
    return answer;
  }

  /** Over the decision where there is one; where the engine asks for no signature, a code that may be wrong. */
  async proof(memberId: string, person: Person | undefined, over: Over, ask: Ask): Promise<StepUp> {
    const passkey = this.#passkeys.get(memberId);
    const asked = passkey === undefined ? null : await ask('session.stepUpOptions', over);
    if (asked?.ok === true && passkey !== undefined)
      return { passkey: passkey.get(asked.value as PasskeyRequest) };
    return { totp: person === undefined || person.secret === '' ? '000000' : person.codeAt(0) };
  }

  /** One more factor; for whoever is blocked, the one that the sign-in policy wants (§9). */
  async addPasskey(memberId: string, person: Person, sent: object, ask: Ask): Promise<Asked> {
    const begun = await ask('factors.beginPasskey', sent);
    const enrolmentToken = await this.#wayToEnrol(memberId, person, begun);
    if (enrolmentToken !== undefined) {
      await this.#enrolPasskey(memberId, person, enrolmentToken);
      return { ok: true };
    }
    if (!begun.ok) return begun;
    const passkey = this.#passkeys.get(memberId) ?? new SoftwareAuthenticator();
    const credential = passkey.create(begun.value as PasskeyCreation);
    const added = await ask('factors.addPasskey', { credential });
    if (added.ok) this.#enrolled(memberId, (added.value as { fingerprint: string }).fingerprint, passkey);
    return added;
  }

  /** The first factor of who accepted an invitation: an authenticator app where they were given a seed. */
  async accept(memberId: string, guest: Person, enrolmentToken: string): Promise<void> {
    if (guest.secret === '') return this.#enrolPasskey(memberId, guest, enrolmentToken);
    const enrolled = await guest.ok('enrolment.totp', { enrolmentToken, code: guest.codeAt(0) });
    guest.token = enrolled.session.token;
    this.#enrolled(memberId, enrolled.fingerprint, null);
  }

  /** What the model calls a fingerprint: that of which factor (model/state.ts). */
  fingerprint(memberId: string, called: unknown): string {
    const ofFactor = /^of factor (\d+)$/.exec(String(called))?.[1];
    return this.#fingerprints.get(memberId)?.[Number(ofFactor) - 1] ?? 'wrong';
  }

  /** Whoever is blocked gets it at once with a fresh session, else by password and old factor anew (§9). */
  async #wayToEnrol(memberId: string, person: Person, { problem }: Asked): Promise<string | undefined> {
    if (problem?.code !== 'factor_enrolment_required') return undefined;
    return problem.enrolmentToken ?? (await this.signIn(memberId, person)).problem?.enrolmentToken;
  }

  async #enrolPasskey(memberId: string, person: Person, enrolmentToken: string): Promise<void> {
    const passkey = this.#passkeys.get(memberId) ?? new SoftwareAuthenticator();
    const asked = await person.ok('enrolment.passkeyOptions', { enrolmentToken });
    const credential = passkey.create(asked);
    const enrolled = await person.ok('enrolment.passkey', { enrolmentToken, credential });
    person.token = enrolled.session.token;
    this.#enrolled(memberId, enrolled.fingerprint, passkey);
  }

  #enrolled(memberId: string, fingerprint: string, passkey: SoftwareAuthenticator | null): void {
    this.#fingerprints.set(memberId, [...(this.#fingerprints.get(memberId) ?? []), fingerprint]);
    if (passkey !== null) this.#passkeys.set(memberId, passkey);
  }
}

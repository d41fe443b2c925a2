import type { z } from 'zod';
import type { BegunEnrolment, DesktopCalls, ShownEnrolment } from '../../shared/contract/desktop-calls';
import type { ChosenKeyProtection } from '../../shared/contract/desktop-data';
import type { EmptyServer } from '../../shared/contract/desktop-servers';
import type { BegunEnrolment as ToEnrol, NewSession, SessionView } from '../../shared/contract/organization';
import { problem, type Problem, type ProblemExtras, type Result } from '../../shared/contract/problem';
import { checkNewPassword } from '../engine/auth/password-strength';
import type { Founding } from '../backend/founding';
import type { ServerAddress } from '../backend/remote/server-address';
import { ServerFounding } from '../backend/remote/server-founding';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import type { SessionKeeper, SignInAttempt } from '../session/session-keeper';
import { hasPasskeys } from './browser-passkeys';
import { qrPicture } from './qr-picture';
import { isOneOf } from './recovery-codes';

type InputOf<N extends keyof DesktopCalls> = z.output<DesktopCalls[N]['input']>;
type OutputOf<N extends keyof DesktopCalls> = z.output<DesktopCalls[N]['output']>;

export interface EnrolmentParts {
  /** The engine of the organization that is open, or null. */
  openEngine(): GovernanceApi | null;
  /** False on the welcome screen. */
  isAnythingOpen(): boolean;
  /** On this computer, or on a server. */
  beginFounding(server: EmptyServer | undefined, chosen: ChosenKeyProtection | undefined): Result<Founding>;
  /** Opens what was founded; `begin` is called with its engine before the page is shown it. */
  openFounded(founding: Founding, begin: (engine: GovernanceApi) => void): Promise<Result<null>>;
  /** Whether a passkey can be made for what is open. */
  passkeysHere(): boolean;
  session: Pick<SessionKeeper, 'beginSignIn'>;
  callerFor(token: string | null): Caller;
  logBug(what: string, error: unknown): void;
}

interface Enrolment {
  readonly engine: GovernanceApi;
  readonly token: string;
  /** Set while an organization is being created; an acceptance has nothing to settle. */
  readonly founding: Founding | null;
  confirmed: { session: NewSession; recoveryCodes: readonly string[]; attempt: SignInAttempt } | null;
}

/**
 * The way of one person to a session by a new second factor: a seed shown and its first code, or a passkey made; then one
 * recovery code typed back (§9). Tokens stay here; the page has the seed and the recovery codes, which are to be shown. One step at a time, one way at a time.
 */
export class EnrolmentKeeper {
  private enrolment: Enrolment | null = null;
  private step: Promise<unknown> | null = null;

  constructor(private readonly parts: EnrolmentParts) {}

  createOrganization({
    server,
    keyProtection,
    ...input
  }: InputOf<'desktop.createOrganization'>): Promise<Result<BegunEnrolment>> {
    return this.alone(async () => {
      if (this.parts.isAnythingOpen())
        return fail('conflict', 'Another organization is open. Leave it first.');
      if (keyProtection?.protection === 'passphrase') {
        const weak = checkNewPassword(keyProtection.passphrase, 'keyProtection.passphrase');
        if (weak) return fail(weak.code, weak.detail, weak.extras);
      }
      await this.discard();
      const prepared = this.parts.beginFounding(server, keyProtection);
      if (!prepared.ok) return prepared;
      const founding = prepared.value;
      const created = await this.orUndone('creating the organization', founding, () =>
        founding.create(input, this.parts.callerFor(null)),
      );
      if (!created.ok) {
        await this.throwAway(founding);
        return created;
      }
      const { enrolment, enrolmentToken } = created.value;
      this.enrolment = { engine: founding.engine, token: enrolmentToken, founding, confirmed: null };
      return succeed(await begun(enrolment, hasPasskeys(this.server)));
    });
  }

  acceptInvitation(
    input: InputOf<'desktop.acceptInvitation'>,
  ): Promise<Result<OutputOf<'desktop.acceptInvitation'>>> {
    return this.alone(async () => {
      const engine = this.parts.openEngine();
      if (engine === null) return fail('unavailable', 'No organization is open.');
      const accepted = await engine.call('invitations.accept', input, this.parts.callerFor(null));
      if (!accepted.ok) return accepted;
      await this.discard();
      const { member, enrolment, enrolmentToken } = accepted.value;
      this.enrolment = { engine, token: enrolmentToken, founding: null, confirmed: null };
      const { displayName, email = '' } = member;
      return succeed({ ...(await begun(enrolment, this.parts.passkeysHere())), displayName, email });
    });
  }

  /** Takes over an enrolment that the engine opened: for a recovery code, or since the policy takes other factors now. */
  adopt(engine: GovernanceApi, token: string): void {
    if (this.step !== null || (this.enrolment !== null && this.enrolment.founding !== null)) return;
    this.enrolment = { engine, token, founding: null, confirmed: null };
  }

  /** What can be enrolled now; null where nothing was begun, or its time is over. */
  pending(): Promise<Result<OutputOf<'desktop.pendingEnrolment'>>> {
    return this.alone(async (): Promise<Result<OutputOf<'desktop.pendingEnrolment'>>> => {
      const { enrolment, parts } = this;
      if (enrolment === null || enrolment.confirmed !== null) return succeed(null);
      const input = { enrolmentToken: enrolment.token };
      const answer = await enrolment.engine.call('enrolment.totpOptions', input, parts.callerFor(null));
      if (answer.ok) return succeed({ totp: await shown(answer.value), passkey: parts.passkeysHere() });
      // An organization that signs in with passkeys only has no authenticator to show.
      if (answer.problem.code === 'conflict') return succeed({ totp: null, passkey: parts.passkeysHere() });
      if (answer.problem.code !== 'unauthenticated') return answer;
      this.enrolment = null;
      return succeed(null);
    });
  }

  /** What a new passkey has to be made for. */
  askPasskey(): Promise<Result<OutputOf<'desktop.askEnrolmentPasskey'>>> {
    return this.alone(async () => {
      const { enrolment, parts } = this;
      if (enrolment === null || enrolment.confirmed !== null)
        return fail('conflict', 'No second factor is being enrolled. Begin again.');
      const input = { enrolmentToken: enrolment.token };
      return await enrolment.engine.call('enrolment.passkeyOptions', input, parts.callerFor(null));
    });
  }

  /**
   * Takes the first code, or the passkey that was made. From here on a lock or sleep of the machine voids the session
   * that is to begin.
   */
  confirm({
    code,
    passkey,
  }: InputOf<'desktop.confirmEnrolment'>): Promise<Result<OutputOf<'desktop.confirmEnrolment'>>> {
    return this.alone(async () => {
      const { enrolment, parts } = this;
      if (enrolment === null) return fail('conflict', 'No second factor is being enrolled. Begin again.');
      if (enrolment.confirmed !== null)
        return fail('conflict', 'The second factor is confirmed already. Type one recovery code back.');
      const attempt = parts.session.beginSignIn();
      const { engine, token: enrolmentToken } = enrolment;
      const caller = parts.callerFor(null);
      const answer =
        passkey === undefined
          ? await engine.call('enrolment.totp', { enrolmentToken, code }, caller)
          : await engine.call('enrolment.passkey', { enrolmentToken, credential: passkey }, caller);
      if (!answer.ok) return answer;
      const { session, recoveryCodes, fingerprint } = answer.value;
      enrolment.confirmed = { session, recoveryCodes, attempt };
      return succeed({ recoveryCodes, fingerprint });
    });
  }

  /** Takes one recovery code back, and only then begins the session. */
  finish({ recoveryCode }: InputOf<'desktop.finishEnrolment'>): Promise<Result<SessionView>> {
    return this.alone(async () => {
      const { enrolment } = this;
      if (enrolment === null || enrolment.confirmed === null)
        return fail('conflict', 'The second factor has to be confirmed first.');
      const { session, recoveryCodes, attempt } = enrolment.confirmed;
      if (!isOneOf(recoveryCodes, recoveryCode)) {
        const message = 'This is none of the ten codes shown.';
        return fail('validation_failed', message, { errors: [{ path: 'recoveryCode', message }] });
      }
      let begun = false;
      const begin = (engine: GovernanceApi): void => {
        begun = attempt.complete(engine, session);
      };
      const { founding } = enrolment;
      const opened =
        founding === null ? this.openAsBefore(enrolment, begin) : await this.settle(founding, begin);
      // Whatever came of it, the codes have served.
      this.enrolment = null;
      if (!opened.ok) return opened;
      if (!begun) return fail('session_expired', 'The session ended before it began. Sign in again.');
      const { token: _kept, ...view } = session;
      return succeed(view);
    });
  }

  /** Whether something was begun that hasn't led to a session yet. */
  get isUnderWay(): boolean {
    return this.enrolment !== null || this.step !== null;
  }

  /** Where an organization is being created on a server, that server. */
  get server(): ServerAddress | null {
    const founding = this.enrolment?.founding;
    return founding instanceof ServerFounding ? founding.address : null;
  }

  /** Forgets what was begun; an organization that was being created is gone. Waits for a step under way. */
  async abandon(): Promise<void> {
    if (this.step !== null) await this.step;
    await this.discard();
  }

  private async settle(founding: Founding, begin: (engine: GovernanceApi) => void): Promise<Result<null>> {
    const settled = await this.orUndone('moving the new organization into place', founding, () =>
      founding.settle(),
    );
    if (settled.ok) return await this.parts.openFounded(founding, begin);
    await this.throwAway(founding);
    return settled;
  }

  private openAsBefore(enrolment: Enrolment, begin: (engine: GovernanceApi) => void): Result<null> {
    if (this.parts.openEngine() !== enrolment.engine) return fail('unavailable', 'No organization is open.');
    begin(enrolment.engine);
    return succeed(null);
  }

  private async discard(): Promise<void> {
    const { enrolment } = this;
    this.enrolment = null;
    if (enrolment === null) return;
    const { founding, confirmed, engine } = enrolment;
    if (founding !== null) await this.throwAway(founding);
    else if (confirmed !== null)
      await engine.call('session.delete', {}, this.parts.callerFor(confirmed.session.token));
  }

  private async throwAway(founding: Founding): Promise<void> {
    try {
      await founding.discard();
    } catch (error) {
      // The next start removes it.
      this.parts.logBug('removing an unfinished organization', error);
    }
  }

  /** The disk may refuse: full, read-only, gone. */
  private async orUndone<T>(
    what: string,
    founding: Founding,
    work: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    try {
      return await work();
    } catch (error) {
      this.parts.logBug(what, error);
      await this.throwAway(founding);
      return fail('unavailable', 'The organization could not be written to this computer’s disk.');
    }
  }

  private async alone<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    if (this.step !== null) return fail('conflict', 'The step before is still under way.');
    const step = work();
    this.step = step.catch(() => undefined);
    try {
      return await step;
    } finally {
      this.step = null;
    }
  }
}

async function begun(enrolment: ToEnrol, passkeysHere: boolean): Promise<BegunEnrolment> {
  return 'totp' in enrolment
    ? { totp: await shown(enrolment.totp), passkey: passkeysHere }
    : { totp: null, passkey: passkeysHere };
}

export async function shown({ secret, uri }: { secret: string; uri: string }): Promise<ShownEnrolment> {
  return { secret, uri, qr: await qrPicture(uri) };
}

function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

function fail(code: Problem['code'], detail: string, extras: ProblemExtras = {}): Result<never> {
  return { ok: false, problem: problem(code, detail, extras) };
}

import type { z } from 'zod';
import type { DesktopCalls, ShownEnrolment } from '../../shared/contract/desktop-calls';
import type { NewSession, SessionView } from '../../shared/contract/organization';
import { problem, type Problem, type ProblemExtras, type Result } from '../../shared/contract/problem';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import type { OrganizationFounding } from '../backend/local/organization-founding';
import type { SessionKeeper, SignInAttempt } from '../session/session-keeper';
import { qrPicture } from './qr-picture';
import { isOneOf } from './recovery-codes';

type InputOf<N extends keyof DesktopCalls> = z.output<DesktopCalls[N]['input']>;
type OutputOf<N extends keyof DesktopCalls> = z.output<DesktopCalls[N]['output']>;

export interface EnrolmentParts {
  /** The engine of the organization that is open, or null. */
  openEngine(): GovernanceApi | null;
  /** False on the welcome screen. */
  isAnythingOpen(): boolean;
  beginFounding(): OrganizationFounding;
  /** Opens what was founded; `begin` is called with its engine before the page is shown it. */
  openFounded(begin: (engine: GovernanceApi) => void): Promise<Result<null>>;
  session: Pick<SessionKeeper, 'beginSignIn'>;
  callerFor(token: string | null): Caller;
  logBug(what: string, error: unknown): void;
}

interface Enrolment {
  readonly engine: GovernanceApi;
  readonly token: string;
  /** Set while an organization is being created; an acceptance has nothing to settle. */
  readonly founding: OrganizationFounding | null;
  confirmed: { session: NewSession; recoveryCodes: readonly string[]; attempt: SignInAttempt } | null;
}

/**
 * The way of one person to their first session: a seed shown, its first code, one recovery code typed back (§9). Tokens
 * stay here; the page has the seed and the recovery codes, which are to be shown. One step at a time, one way at a time.
 */
export class EnrolmentKeeper {
  private enrolment: Enrolment | null = null;
  private step: Promise<unknown> | null = null;

  constructor(private readonly parts: EnrolmentParts) {}

  createOrganization(input: InputOf<'desktop.createOrganization'>): Promise<Result<ShownEnrolment>> {
    return this.alone(async () => {
      if (this.parts.isAnythingOpen())
        return fail('conflict', 'Another organization is open. Leave it first.');
      await this.discard();
      const founding = this.parts.beginFounding();
      const created = await this.orUndone('creating the organization', founding, () =>
        founding.create(input, this.parts.callerFor(null)),
      );
      if (!created.ok) {
        await this.throwAway(founding);
        return created;
      }
      const { enrolment, enrolmentToken } = created.value;
      this.enrolment = { engine: founding.engine, token: enrolmentToken, founding, confirmed: null };
      return succeed(await shown(enrolment.totp));
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
      return succeed({ ...(await shown(enrolment.totp)), displayName, email });
    });
  }

  /** Takes the first code. From here on a lock or sleep of the machine voids the session that is to begin. */
  confirm({
    code,
  }: InputOf<'desktop.confirmEnrolment'>): Promise<Result<OutputOf<'desktop.confirmEnrolment'>>> {
    return this.alone(async () => {
      const { enrolment, parts } = this;
      if (enrolment === null) return fail('conflict', 'No authenticator is being enrolled. Begin again.');
      if (enrolment.confirmed !== null)
        return fail('conflict', 'The authenticator is confirmed already. Type one recovery code back.');
      const attempt = parts.session.beginSignIn();
      const input = { enrolmentToken: enrolment.token, code };
      const answer = await enrolment.engine.call('enrolment.totp', input, parts.callerFor(null));
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
        return fail('conflict', 'The authenticator has to be confirmed first.');
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

  /** Forgets what was begun; an organization that was being created is gone. Waits for a step under way. */
  async abandon(): Promise<void> {
    await this.step;
    await this.discard();
  }

  private async settle(
    founding: OrganizationFounding,
    begin: (engine: GovernanceApi) => void,
  ): Promise<Result<null>> {
    const settled = await this.orUndone('moving the new organization into place', founding, () =>
      founding.settle(),
    );
    if (settled.ok) return await this.parts.openFounded(begin);
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

  private async throwAway(founding: OrganizationFounding): Promise<void> {
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
    founding: OrganizationFounding,
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

async function shown({ secret, uri }: { secret: string; uri: string }): Promise<ShownEnrolment> {
  return { secret, uri, qr: await qrPicture(uri) };
}

function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

function fail(code: Problem['code'], detail: string, extras: ProblemExtras = {}): Result<never> {
  return { ok: false, problem: problem(code, detail, extras) };
}

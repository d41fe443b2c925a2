import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { SamplePerson } from '../../../shared/contract/desktop-calls';
import type { NewSession } from '../../../shared/contract/organization';
import type { MemberId } from '../../../shared/contract/primitives';
import { problem, type Problem, type Result } from '../../../shared/contract/problem';
import type { SampleCredentials } from '../../sample/types';
import type { Caller, GovernanceApi } from '../governance-api';
import { EngineHost } from './engine-host';
import type {
  EngineWatch,
  HostedOrganization,
  HostSurroundings,
  OpenedOrganization,
} from './hosted-organization';
import { THIS_APP } from './relying-party';
import { makeSampleFolder, removeSampleFolder } from './sample-folder';
import { codeOfStep, TotpSteps } from './totp-steps';

/** Argon2id at its least: these passwords live as long as the app runs, and guard an invented organization. */
const SAMPLE_PASSWORD_COST = { memoryKiB: 1024, iterations: 1 };

export interface SampleParts extends HostSurroundings, EngineWatch {
  now(): number;
}

/** A code for one of the sample's people, and when the engine takes it. */
export interface SampleCode {
  totp: string;
  readyInSeconds: number;
}

/**
 * The sample organization: a real engine over a database that is thrown away, and its people, who sign in through the
 * ordinary door with the password and authenticator made for them. Those never leave this class but towards the engine.
 */
export class SampleOrganization implements HostedOrganization {
  private readonly host: EngineHost;
  private readonly steps = new TotpSteps();
  private readonly people = new Map<MemberId, SampleCredentials>();
  private readonly shown = new Map<MemberId, { step: number; totp: string }>();
  private folder: string | null = null;
  private stopped = false;

  constructor(private readonly parts: SampleParts) {
    this.host = new EngineHost({
      start: () => parts.startEngine(),
      onStopped: () => parts.onStopped(),
      onRestored: () => parts.onRestored(),
      onGivenUp: (found) => parts.onGivenUp(found),
      log: (message, detail) => parts.log(message, detail),
    });
  }

  get engine(): GovernanceApi {
    return this.host;
  }

  /** Makes the database and everything in it; takes some seconds. */
  async start(): Promise<Result<OpenedOrganization>> {
    this.folder = await makeSampleFolder(this.parts.userData);
    if (this.stopped) return fail(problem('conflict', 'The sample was closed before it was ready.'));
    const opened = await this.host.open({
      databaseFile: path.join(this.folder, 'sample.db'),
      passwordCost: SAMPLE_PASSWORD_COST,
      relyingParty: THIS_APP,
      secretKey: new Uint8Array(randomBytes(32)),
    });
    if (!opened.ok) return opened;
    const built = await this.host.buildSample();
    if (!built.ok) return built;
    for (const person of built.value.people) this.people.set(person.memberId, person);
    return {
      ok: true,
      value: { organizationName: built.value.organizationName, people: built.value.people.map(toPage) },
    };
  }

  /** Stops the engine and removes the database; again, if a start was still under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.people.clear();
    this.shown.clear();
    await this.host.close();
    if (this.folder !== null) await removeSampleFolder(this.folder);
  }

  async signIn(memberId: MemberId, caller: Caller): Promise<Result<NewSession>> {
    const person = this.people.get(memberId);
    if (person === undefined) return fail(problem('not_found', 'There is no such person in the sample.'));
    const { step, readyInMs } = this.steps.turnToSend(memberId, this.parts.now());
    if (readyInMs > 0) return fail(codesUsedUp(person, readyInMs));
    // Taken before it is sent: two sign-ins at once must not offer the same code.
    this.steps.use(memberId, step);
    const totp = await codeOfStep(person.totpSecret, step);
    return await this.host.call(
      'session.create',
      { email: person.email, password: person.password, totp },
      caller,
    );
  }

  /** The code the person's authenticator app would show; asking twice shows the same one until it was used. */
  async code(memberId: MemberId): Promise<Result<SampleCode>> {
    const person = this.people.get(memberId);
    if (person === undefined) return fail(problem('not_found', 'There is no such person in the sample.'));
    const { step, readyInMs } = this.steps.turnToShow(memberId, this.parts.now());
    const totp = await codeOfStep(person.totpSecret, step);
    this.shown.set(memberId, { step, totp });
    return { ok: true, value: { totp, readyInSeconds: Math.ceil(readyInMs / 1000) } };
  }

  /** A call with this code succeeded, so the engine won't take it again. */
  codeWasUsed(memberId: MemberId, totp: string): void {
    const shown = this.shown.get(memberId);
    if (shown?.totp !== totp) return;
    this.shown.delete(memberId);
    this.steps.use(memberId, shown.step);
  }
}

/** What the page may know of a person: all but the password and the authenticator's secret. */
function toPage({ memberId, displayName, title, email, powers, waiting }: SampleCredentials): SamplePerson {
  return { id: memberId, displayName, title, email, powers, waiting };
}

function codesUsedUp(person: SampleCredentials, readyInMs: number): Problem {
  const seconds = Math.ceil(readyInMs / 1000);
  const detail = `Every code of ${person.displayName}’s authenticator is used up. The next one counts in ${seconds} s.`;
  return problem('rate_limited', detail, { retryAfterSeconds: seconds });
}

function fail(found: Problem): Result<never> {
  return { ok: false, problem: found };
}

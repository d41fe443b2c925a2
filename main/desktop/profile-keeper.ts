import type { DesktopState, SamplePerson } from '../../shared/contract/desktop-calls';
import { problem, type Problem, type Result } from '../../shared/contract/problem';
import type { GovernanceApi } from '../backend/governance-api';
import { SampleOrganization, type SampleParts } from '../backend/local/sample-organization';

type Profile = NonNullable<DesktopState['profile']>;

export type SampleSurroundings = Omit<SampleParts, 'onStopped' | 'onRestored' | 'onGivenUp'>;

export interface ProfileParts {
  sample: SampleSurroundings;
  onChange(profile: Profile | null): void;
  /** The engine is gone: nobody can be signed in any more. */
  onEngineStopped(): void;
  log(message: string, detail: string | null): void;
}

const STARTING: Profile = {
  kind: 'sample',
  organizationName: 'Sample organization',
  status: 'starting',
  people: [],
};

/** Opens, watches and closes the one organization that the desktop shows. */
export class ProfileKeeper {
  private profile: Profile | null = null;
  private open: SampleOrganization | null = null;
  private opening: Promise<Result<null>> | null = null;
  private leaving: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ProfileParts) {}

  /** The engine to call, while it answers. */
  get engine(): GovernanceApi | null {
    return this.profile?.status === 'ready' ? (this.open?.engine ?? null) : null;
  }

  /** The sample, if it is what is open. */
  get sample(): SampleOrganization | null {
    return this.profile?.status === 'ready' ? this.open : null;
  }

  /** Makes the sample; asking again while it is made, or after, changes nothing. */
  async openSample(): Promise<Result<null>> {
    if (this.opening !== null) return await this.opening;
    if (this.profile?.status === 'stopped') await this.leave();
    if (this.profile !== null) return { ok: true, value: null };
    this.opening = this.startSample().finally(() => (this.opening = null));
    return await this.opening;
  }

  /** Closes what is open or being made, and removes a sample's database. The sign-out comes first, from the caller. */
  async leave(): Promise<void> {
    await this.close();
    // What was being made notices that it isn't wanted any more, and clears up.
    await this.opening;
  }

  private async close(): Promise<void> {
    const { open } = this;
    this.open = null;
    if (this.profile !== null) this.show(null);
    if (open !== null)
      this.leaving = open.stop().catch((error: unknown) => this.logFailure('closing', error));
    await this.leaving;
  }

  private async startSample(): Promise<Result<null>> {
    const sample = new SampleOrganization({
      ...this.parts.sample,
      onStopped: () => this.engineStopped(sample),
      onRestored: () => this.setStatus(sample, 'ready'),
      onGivenUp: (found) => this.givenUp(sample, found),
    });
    this.open = sample;
    this.show(STARTING);
    await this.leaving;
    const started = await this.startOf(sample);
    if (this.open !== sample) {
      await sample.stop();
      return { ok: false, problem: problem('conflict', 'The sample was closed before it was ready.') };
    }
    if (!started.ok) {
      await this.close();
      return started;
    }
    this.ready(started.value);
    return { ok: true, value: null };
  }

  private async startOf(sample: SampleOrganization): ReturnType<SampleOrganization['start']> {
    try {
      return await sample.start();
    } catch (error) {
      this.logFailure('making the sample', error);
      return { ok: false, problem: problem('unavailable', 'The sample organization could not be made.') };
    }
  }

  private ready({ organizationName, people }: { organizationName: string; people: SamplePerson[] }): void {
    this.show({ kind: 'sample', status: 'ready', organizationName, people });
  }

  private engineStopped(sample: SampleOrganization): void {
    if (this.open !== sample) return;
    this.parts.onEngineStopped();
    // While it is still being made, its own answer says what comes next.
    if (this.profile?.status === 'ready') this.setStatus(sample, 'stopped');
  }

  private givenUp(sample: SampleOrganization, found: Problem): void {
    this.parts.log('the engine stays down', found.detail);
    this.setStatus(sample, 'stopped');
  }

  private setStatus(sample: SampleOrganization, status: Profile['status']): void {
    const { profile } = this;
    if (this.open !== sample || profile === null || profile.status === 'starting') return;
    if (profile.status !== status) this.show({ ...profile, status });
  }

  private show(profile: Profile | null): void {
    this.profile = profile;
    this.parts.onChange(profile);
  }

  private logFailure(what: string, error: unknown): void {
    this.parts.log(`${what} failed`, error instanceof Error ? (error.stack ?? error.message) : null);
  }
}

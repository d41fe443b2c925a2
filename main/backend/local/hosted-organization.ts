import type { SamplePerson } from '../../../shared/contract/desktop-calls';
import type { Result } from '../../../shared/contract/problem';
import type { GovernanceApi } from '../governance-api';
import type { EngineHostParts } from './engine-host';
import type { EngineLine } from './engine-protocol';
import type { LocalDataWatch } from './local-data';

/** Told what becomes of the engine while it runs. */
export type EngineWatch = Pick<EngineHostParts, 'onStopped' | 'onRestored' | 'onGivenUp'>;

/** What an organization whose engine runs in this app needs from it. */
export interface HostSurroundings {
  userData: string;
  startEngine(): EngineLine;
  localData?: LocalDataWatch;
  log(message: string, detail: string | null): void;
}

/** What the page shows of an organization that is open. */
export interface OpenedOrganization {
  organizationName: string;
  /** Sign-in shortcuts, for the sample alone. */
  people: SamplePerson[];
}

/** An organization whose engine runs in this app. */
export interface HostedOrganization {
  readonly engine: GovernanceApi;
  start(): Promise<Result<OpenedOrganization>>;
  /** Stops the engine; again, if a start was still under way. */
  stop(): Promise<void>;
}

import type { Result } from '../../shared/contract/problem';
import type { Caller, GovernanceApi, OutputOf } from './governance-api';

/** An organization while it is being created, here or on a server: until its Owner has a factor, it is nobody's yet. */
export interface Founding {
  readonly engine: GovernanceApi;
  /** @param input as `organization.create` takes it, without a set-up token */
  create(input: object, caller: Caller): Promise<Result<OutputOf<'organization.create'>>>;
  /** Its Owner can sign in: from now on it stands. */
  settle(): Promise<Result<null>>;
  /** It came to nothing. */
  discard(): Promise<void>;
}

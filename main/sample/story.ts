import type { Workflow, WorkflowPermission } from '../../shared/contract/organization';
import type { DestinationKey } from './destinations';
import type { AccountKey, PersonKey } from './keys';

export interface SampleGrant {
  workflow: Workflow;
  /** Absent where the workflow is the organization's. */
  on?: AccountKey | '*';
  permissions: readonly WorkflowPermission[];
}

export interface PolicyTerms {
  requiredApprovals?: number;
  alwaysRequireApproval?: boolean;
  expiresAfterHours?: number;
  addressHoldHours?: number;
}

// The words the story is written in: people, accounts and destinations by key, times as minutes before the present.

/** What somebody starts; the runner turns keys into ids and adds the versions in force. */
export type Initiation =
  | { kind: 'withdraw'; amount: string; to: DestinationKey }
  | { kind: 'add-destination'; destination: DestinationKey }
  | { kind: 'remove-destination'; destination: DestinationKey }
  | { kind: 'change-grants'; person: PersonKey; grants: readonly SampleGrant[] }
  | { kind: 'invite'; displayName: string; email: string; grants: readonly SampleGrant[] }
  | { kind: 'change-policy'; workflow: Workflow; terms: PolicyTerms }
  | { kind: 'create-account'; name: string };

interface Moment {
  minutesAgo: number;
  by: PersonKey;
}

export type Step = Moment &
  (
    | { does: 'initiate'; request: string; what: Initiation; note?: string }
    | { does: 'approve'; request: string; reason?: string }
    | { does: 'reject'; request: string; reason: string }
    | { does: 'cancel'; request: string; reason?: string }
    | { does: 'deposit'; account: AccountKey; asset: string; amount: string; reference: string }
  );

export const HOUR = 60;
export const DAY = 24 * HOUR;

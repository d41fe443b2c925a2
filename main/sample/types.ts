import type { MemberId } from '../../shared/contract/primitives';

/** A clock that the sample moves through its own past; it ends where it is told the present is. */
export interface SettableClock {
  now(): number;
  /** Milliseconds since the epoch. Never set to an earlier moment than the last one. */
  set(ms: number): void;
}

/** Where passwords come from, so that no two samples share one. */
export interface RandomSource {
  bytes(count: number): Uint8Array;
}

/** Everything that signs a person of the sample in; stays in the trusted process. */
export interface SampleCredentials {
  memberId: MemberId;
  displayName: string;
  title: string;
  email: string;
  /** One line on what this person can do. */
  powers: string;
  /** How many requests wait for this person's decision, as `requests.counts` told at the end. */
  waiting: number;
  password: string;
  /** Base32, as the enrolment gave it. */
  totpSecret: string;
}

export interface Sample {
  organizationName: string;
  people: SampleCredentials[];
}

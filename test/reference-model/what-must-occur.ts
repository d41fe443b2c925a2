// A run that never meets a rule proves nothing about it: what many sequences together must have met.
import { ALL_OPERATIONS } from './model/rules/all';
import type { Tally } from './tally';

/** Enough sequences for chance to bring everything about. */
export const ENOUGH = 800;

const REFUSALS = [
  'no_session',
  'factor_enrolment_required',
  'not_found',
  'not_pending',
  'permission_denied',
  'self_approval',
  'subject_approval',
  'already_decided',
  'stale_view',
  'second_factor_required',
  'conflict',
  'owner_protected',
  'address_not_usable',
  'insufficient_balance',
  'lock_precondition',
  'coverage_insufficient',
];
const REASONS = [
  'nothing',
  'policy_locked',
  'ring_change',
  'own_access',
  'grant_beyond_own',
  'approval_always_required',
  'no_execute',
];
const CONDITIONS = ['policy_approver', 'coverage', 'open_invitations'];
const ENDINGS = ['completed', 'rejected', 'cancelled', 'expired', 'failed'];

/** What the run should have met and did not. */
export function neverOccurred(tally: Tally): string[] {
  const wanted = [
    ...ALL_OPERATIONS.map((operation) => `effect: ${operation}`),
    ...REFUSALS.map((code) => `refused: ${code}`),
    ...REASONS.map((reason) => `because: ${reason}`),
    ...['withdrawal.crypto.create', 'withdrawal.fiat.create'].map((operation) => `by key: ${operation}`),
    'decide-several: ok',
    'add-passkey: ok',
    ...CONDITIONS.map((condition) => `missing: ${condition}`),
    ...ENDINGS.map((status) => `ended: ${status}`),
  ];
  return wanted.filter((what) => !tally.has(what));
}

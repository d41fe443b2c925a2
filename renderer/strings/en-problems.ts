import type { ProblemCode } from '../../shared/contract/problem';

/** One sentence a person understands for every code of the contract; the engine's own detail is shown where it says more. */
export const problems = {
  validation_failed: 'Something in this isn’t valid yet. Check the marked fields.',
  unauthenticated: 'E-mail, password or code isn’t right. Check all three and try again.',
  session_expired: 'Your session has ended. Sign in again; you’ll come back to where you were.',
  second_factor_required: 'Enter the code from your authenticator app.',
  second_factor_invalid:
    'That code isn’t valid. Codes change every 30 seconds and work once; use the next one.',
  factor_enrolment_required: 'Your organization asks for another second factor. Enrol it before you go on.',
  permission_denied: 'You don’t have the permission for this.',
  self_approval: 'You started this, so you can’t decide it.',
  subject_approval: 'This changes your own access, so you can’t decide it.',
  owner_protected: 'The Owner can’t be changed this way.',
  not_found: 'It doesn’t exist, or you may not see it.',
  method_not_allowed: 'This can’t be done that way.',
  conflict: 'Something else changed first. Reload and look again.',
  already_decided: 'You have decided this already.',
  not_pending: 'This is no longer waiting; it was decided elsewhere.',
  stale_view: 'The request isn’t what you were shown any more. Read it again, then decide.',
  idempotency_mismatch: 'This was sent before with other contents. Start again.',
  organization_exists: 'There is an organization here already.',
  insufficient_balance: 'The account doesn’t have that much available.',
  address_not_usable: 'That address can’t be used yet.',
  coverage_insufficient: 'Too few independent people could approve it.',
  lock_precondition: 'A condition for locking is missing.',
  rate_limited: 'Too many attempts. Wait a little, then try again.',
  internal: 'Something went wrong on our side. Nothing was changed. Try again.',
  unavailable: 'The engine isn’t answering just now. Nothing was changed. Try again in a moment.',
} as const satisfies Record<ProblemCode, string>;

import './jitless';
import { z } from 'zod';
import { lockCondition, shortfallSchema } from './coverage';

/** Every stable error code of the contract with its HTTP status and title (api.md, Conventions). */
export const PROBLEMS = {
  validation_failed: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  session_expired: { status: 401, title: 'The session has ended' },
  second_factor_required: { status: 401, title: 'A second factor is needed' },
  second_factor_invalid: { status: 401, title: 'The second factor is not valid' },
  factor_enrolment_required: { status: 403, title: 'A second factor must be enrolled' },
  permission_denied: { status: 403, title: 'Not permitted' },
  self_approval: { status: 403, title: 'Nobody decides their own request' },
  subject_approval: { status: 403, title: 'Nobody decides a change to their own access' },
  owner_protected: { status: 403, title: 'The Owner is protected' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'In conflict with the present state' },
  already_decided: { status: 409, title: 'Already decided' },
  not_pending: { status: 409, title: 'No longer pending' },
  stale_view: { status: 409, title: 'The request changed' },
  idempotency_mismatch: { status: 409, title: 'The idempotency key was used for something else' },
  organization_exists: { status: 409, title: 'The organization exists already' },
  insufficient_balance: { status: 422, title: 'Not enough available balance' },
  address_not_usable: { status: 422, title: 'The address can’t be used' },
  coverage_insufficient: { status: 422, title: 'Too few independent approvers' },
  lock_precondition: { status: 422, title: 'A condition for locking is missing' },
  rate_limited: { status: 429, title: 'Too many attempts' },
  internal: { status: 500, title: 'Something went wrong' },
  unavailable: { status: 503, title: 'Not available now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

export const secondFactorMethod = z.enum(['totp', 'passkey', 'recovery-code']);
export type SecondFactorMethod = z.output<typeof secondFactorMethod>;

export const faultSchema = z.strictObject({ path: z.string(), message: z.string() });
/** One fault in the input: where (dotted path) and what. */
export type Fault = z.output<typeof faultSchema>;

/** RFC 9457 `application/problem+json`, as every door answers it. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(PROBLEM_CODES),
  detail: z.string(),
  errors: z.array(faultSchema).optional(),
  methods: z.array(secondFactorMethod).optional(),
  enrolmentToken: z.string().optional(),
  retryAfterSeconds: z.int().optional(),
  /** Where too few could approve, for those who may see it (§12). */
  shortfalls: z.array(shortfallSchema).optional(),
  /** What locking still lacks. */
  missing: z.array(lockCondition).optional(),
});
export type Problem = z.output<typeof problemSchema>;

export type ProblemExtras = Partial<
  Pick<Problem, 'errors' | 'methods' | 'enrolmentToken' | 'retryAfterSeconds' | 'shortfalls' | 'missing'>
>;

/** Builds the problem for `code`; `detail` is a sentence a person understands. */
export function problem(code: ProblemCode, detail: string, extras: ProblemExtras = {}): Problem {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:countersign:problem:${code}`, title, status, code, detail, ...extras };
}

/** What every door gives back: the output of the operation, or a problem. Never a throw. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Turns zod's issues into the contract's faults, with dotted paths; a field that isn't known is a fault at its own. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues
    .flatMap((issue): Fault[] => {
      if (issue.code !== 'unrecognized_keys') return [{ path: dotted(issue.path), message: issue.message }];
      return issue.keys.map((key) => ({ path: dotted([...issue.path, key]), message: 'Unknown field' }));
    })
    .slice(0, 50);
}

/** Names are the caller’s own, of any length. */
const LONGEST_PATH = 200;

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.').slice(0, LONGEST_PATH);
}

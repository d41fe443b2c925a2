import type { StepUp } from '../../../shared/contract/factors';
import { acceptedFactors, compliesWith } from '../../../shared/domain/members';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import type { DecisionBound } from '../../../shared/domain/requests/decision-challenge';
import type { ApprovalProof, Member, SignedDecision } from '../../../shared/domain/state';
import type { AuditNote } from '../journal';
import type { EngineParts, SignedIn } from '../parts';
import type { Statement } from '../store/statement';
import type { RightFactor, RightPasskey } from './second-factor';
import { STEP_UP_MS } from './sessions';
import { throttleKey } from './throttle';

export interface PassedSecondFactor {
  /** Uses the factor up and renews the five minutes; written with the command. */
  readonly statements: readonly Statement[];
  readonly notes: readonly AuditNote[];
}

/** Where none was needed. */
export const NO_FACTOR: PassedSecondFactor = { statements: [], notes: [] };

/** Whether the member's factors no longer satisfy the sign-in policy: they may do nothing but enrol one that does (§9). */
export function isBlocked(engine: EngineParts, member: Member): boolean {
  const { organization } = engine.journal.state;
  return organization !== null && !compliesWith(organization.signInPolicy, member);
}

/**
 * Verifies the passkey's signature that came with a call, before the turn in which the call is judged: that takes time,
 * and a judgement must not wait. Nothing comes of it until `requireSecondFactor` uses it up.
 */
export async function verifyStepUp(
  engine: EngineParts,
  member: Member,
  input: unknown,
): Promise<RightPasskey | null> {
  const { stepUp = input } = (typeof input === 'object' && input !== null ? input : {}) as {
    stepUp?: unknown;
  };
  const { passkey } = (typeof stepUp === 'object' && stepUp !== null ? stepUp : {}) as StepUp;
  return passkey === undefined ? null : await engine.secondFactor.checkPasskey(member.id, passkey);
}

/** The factor that was sent, if it is right for this, accepted by the policy, and not used up. Uses nothing up. */
function rightFactor(
  engine: EngineParts,
  { member, session, passkey }: SignedIn,
  stepUp: StepUp,
  bound: DecisionBound | null,
): { factor: RightFactor; signed: SignedDecision | null } | null {
  const now = engine.journal.now();
  const policy = engine.journal.state.organization?.signInPolicy ?? 'passkey';
  const factor =
    stepUp.totp === undefined
      ? (passkey ?? null)
      : engine.secondFactor.checkCode(member.id, stepUp.totp, now);
  if (factor === null || !engine.secondFactor.isFresh(factor)) return null;
  if (!acceptedFactors(policy, member).some(({ id }) => id === factor.factorId)) return null;
  if (factor.kind === 'totp') return { factor, signed: null };
  const nonce = engine.challenges.nonceOf(factor.challenge, session.tokenHash, bound, now);
  if (nonce === null) return null;
  return { factor, signed: bound === null ? null : signedDecision(factor, bound, nonce) };
}

function signedDecision({ assertion }: RightPasskey, bound: DecisionBound, nonce: string): SignedDecision {
  return {
    nonce,
    setDigest: bound.requestId === null ? bound.setDigest : null,
    credentialId: assertion.id,
    clientDataJson: assertion.response.clientDataJSON,
    authenticatorData: assertion.response.authenticatorData,
    signature: assertion.response.signature,
  };
}

/** What the second factor sent with a decision leaves with an approval; null where none was sent or it isn't right. */
export function proofOf(
  engine: EngineParts,
  from: SignedIn,
  stepUp: StepUp | undefined,
  bound: DecisionBound,
): ApprovalProof | null {
  const right = stepUp === undefined ? null : rightFactor(engine, from, stepUp, bound);
  return right && { kind: right.factor.kind, factorId: right.factor.factorId, signed: right.signed };
}

/**
 * The last question of every decision and of what completes at once (§6): a second factor within the last five minutes,
 * or with the command. It is used up only now, when all else has passed; a wrong one is counted against guessing. A
 * passkey has to have signed exactly this decision (`bound`; `set` are the digests of several), or, for what is no
 * decision, a challenge over nothing.
 *
 * Answers in the same turn when it passes, so that nothing comes between judging a command and committing it. A promise
 * means refused: what is counted against guessing gets written first.
 */
export function requireSecondFactor(
  engine: EngineParts,
  from: SignedIn,
  stepUp: StepUp | undefined,
  address: string,
  bound: DecisionBound | null = null,
  set: readonly string[] = [],
): PassedSecondFactor | Promise<Refusal> {
  const { member, session } = from;
  const now = engine.journal.now();
  if (stepUp === undefined) {
    if (now < session.stepUpAt + STEP_UP_MS) return { statements: [], notes: [] };
    return Promise.resolve(askForFactor(engine, member));
  }
  const key = throttleKey('second-factor', member.id, address);
  const throttled = engine.throttle.check(key, now);
  if (throttled) return Promise.resolve(throttled);
  const right = rightFactor(engine, from, stepUp, bound);
  if (right === null) {
    const failed = engine.throttle.failed(key, now, 'second-factor', { memberId: member.id, address });
    return engine.journal
      .note({ id: member.id, device: session.device }, failed.notes, failed.statements)
      .then(() => engine.secondFactor.wrong(stepUp.totp === undefined ? 'passkey' : 'totp'));
  }
  const { factor, signed } = right;
  if (factor.kind === 'passkey') engine.challenges.use(factor.challenge, now);
  return {
    statements: [
      engine.secondFactor.use(factor, now),
      engine.throttle.passed(key),
      engine.sessions.steppedUp(session, now),
    ],
    notes: [
      {
        type: 'second-factor.passed',
        payload: {
          memberId: member.id,
          kind: factor.kind,
          factorId: factor.factorId,
          ...(signed === null ? {} : { signed }),
          // Refused ones of a set leave nothing in the ledger, and the signature is over all of them.
          ...(signed === null || signed.setDigest === null ? {} : { set }),
        },
      },
    ],
  };
}

function askForFactor(engine: EngineParts, member: Member): Refusal {
  const policy = engine.journal.state.organization?.signInPolicy ?? 'passkey';
  const methods = [...new Set(acceptedFactors(policy, member).map(({ kind }) => kind))].sort().reverse();
  const [only] = methods;
  const detail =
    methods.length > 1
      ? 'Confirm it’s you with your passkey, or a code from your authenticator app.'
      : only === 'passkey'
        ? 'Confirm it’s you with your passkey.'
        : 'Confirm it’s you with a code from your authenticator app.';
  return refuse('second_factor_required', detail, { methods });
}

import type { RequestId } from '../../contract/primitives';
import { assetOf } from '../assets';
import { barToRemovingFactor } from '../factors';
import type { DomainEvent, DomainEventType } from '../events';
import { byMember, type Initiator } from '../initiator';
import { acceptInvitation, enrolFactor } from '../invitations';
import { defaultPolicies } from '../policies';
import { isRefusal, refuse, type Refusal } from '../refusal';
import { finishOutside } from '../requests/complete';
import { cancel, cancelWithKey, decide } from '../requests/decide';
import { expireDue } from '../requests/end';
import { initiate, plan } from '../requests/initiate';
import { keyWorks } from '../service-users';
import type { GovernedRequest } from '../state';
import type { Work } from '../work';
import type { Sha256 } from './entry';
import { same } from './same';

/** What a command needed beside its own rules. */
export type Needs = 'nothing' | 'session' | 'second-factor';

export interface Redone {
  /** Whose command it was; null for the engine’s own. Has to be the actor of its entries. */
  readonly actor: string | null;
  readonly needs: Needs;
  readonly refusal: Refusal | null;
}

/** What a command starts from: the event that shows which command it was. */
type Again<T extends DomainEventType> = (
  work: Work,
  event: Extract<DomainEvent, { type: T }>,
  by: By,
) => Redone | null;

/** Who an entry names, and the SHA-256 to decide with. */
export interface By {
  readonly actor: string | null;
  readonly sha256: Sha256;
}

const done = (actor: string | null, needs: Needs, refusal: Refusal | null = null): Redone => ({
  actor,
  needs,
  refusal,
});
const unknownMember = (id: string): Redone =>
  done(id, 'nothing', refuse('not_found', 'Nobody of that name.'));

function initiatorOf({ state, now }: Work, { initiatorId, key }: GovernedRequest): Initiator | null {
  const member = state.members.get(initiatorId as never);
  if (member) return key === null ? byMember(member) : null;
  const serviceUser = state.serviceUsers.get(initiatorId as never);
  const used = serviceUser?.keys.find(({ id }) => id === key?.id);
  // A Service User acts by its keys only (§4).
  return serviceUser && used && keyWorks(state, now, { serviceUser, key: used })
    ? { kind: 'service-user', serviceUser, key: used }
    : null;
}

const initiateAgain: Again<'request.created'> = (work, { request }, { sha256 }) => {
  const initiator = initiatorOf(work, request);
  if (!initiator) return unknownMember(request.initiatorId);
  const { operation, params, accountId, note } = request;
  const planned = plan(work.state, work.now, initiator, { operation, params, accountId, note });
  if (isRefusal(planned)) return done(request.initiatorId, 'nothing', planned);
  // Risks are hints from a history that only the store has, never a rule (desktop.md, Request).
  initiate(work, planned, request.risks, sha256);
  if (initiator.kind === 'service-user') return done(request.initiatorId, 'nothing');
  return done(request.initiatorId, planned.queuedBecause === null ? 'second-factor' : 'session');
};

function decideAgain(
  work: Work,
  event: Extract<DomainEvent, { type: 'request.approved' | 'request.rejected' }>,
): Redone {
  const { state } = work;
  const member = state.members.get(event.memberId);
  if (!member) return unknownMember(event.memberId);
  const request = state.requests.get(event.requestId);
  const refusal = decide(work, member, request, {
    decision: event.type === 'request.approved' ? 'approve' : 'reject',
    digest: request?.digest ?? '',
    reason: event.reason,
    // The factor was judged when it was given; what is kept of it is evidence, and no part of the decision.
    proof: event.type === 'request.approved' ? event.proof : null,
  });
  return done(member.id, 'second-factor', refusal);
}

const cancelAgain: Again<'request.cancelled'> = (work, { requestId, by, reason }) => {
  const request = work.state.requests.get(requestId);
  const member = work.state.members.get(by as never);
  if (member) return done(member.id, 'session', cancel(work, member, request, reason));
  const initiator = request ? initiatorOf(work, request) : null;
  // The engine cancels only as part of what took the initiator’s power away.
  if (by === null || initiator?.kind !== 'service-user' || initiator.serviceUser.id !== by)
    return unknownMember(by ?? '');
  return done(by, 'nothing', cancelWithKey(work, initiator, request));
};

const expireAgain: Again<'request.expired'> = (work) => {
  expireDue(work);
  return done(null, 'nothing');
};

/** What runs outside is carried out later, by an executor: only what was authorized, and once (§6). */
function finishAgain(work: Work, id: RequestId, failure: string | null): Redone | null {
  if (work.state.requests.get(id)?.status !== 'approved') return null;
  finishOutside(work, id, failure);
  return done(null, 'nothing');
}

const failAgain: Again<'request.failed'> = (work, { requestId, detail }) =>
  finishAgain(work, requestId, detail);

const createAgain: Again<'organization.created'> = (work, event) => {
  const { owner, organization } = event;
  const sound =
    work.state.organization === null &&
    organization.ownerId === owner.id &&
    owner.owner &&
    same(event.policies, defaultPolicies(work.now, owner.id));
  if (!sound) return done(owner.id, 'nothing', refuse('organization_exists', 'There is one already.'));
  work.record(event);
  return done(owner.id, 'nothing');
};

const acceptAgain: Again<'member.accepted'> = (work, { memberId }) => {
  acceptInvitation(work, memberId);
  return done(memberId, 'nothing');
};

/** What members do to their own factors, and nobody for them (§9). */
function ownFactor(work: Work, event: Extract<DomainEvent, { memberId: unknown }>): Redone {
  const member = work.state.members.get(event.memberId);
  const may = member?.status === 'active' || member?.status === 'unconfirmed';
  if (!may) return unknownMember(event.memberId);
  if (event.type === 'member.factor-enrolled') enrolFactor(work, event.memberId, event.factor);
  else work.record(event);
  const policy = work.state.organization?.signInPolicy ?? 'passkey';
  if (event.type === 'member.factor-removed')
    return done(member.id, 'second-factor', barToRemovingFactor(policy, member, event.factorId));
  // Whoever is enrolled a factor, or gives a recovery code, isn’t signed in yet.
  return done(member.id, event.type === 'member.factor-renamed' ? 'second-factor' : 'nothing');
}

/**
 * Deposits, which only the Owner records (§10), and withdrawals that were carried out elsewhere. Every other posting is
 * the effect of a request that shows before it, and starts nothing.
 */
const postAgain: Again<'ledger.posted'> = (work, event, { actor }) => {
  const { accountId, asset, kind, amount, requestId, reference, at } = event.posting;
  if (kind === 'withdrawal' && requestId !== null) return finishAgain(work, requestId, null);
  if (kind !== 'deposit' || requestId !== null) return null;
  const member = work.state.members.get(actor as never);
  if (member?.owner !== true || reference === null || amount <= 0n || at !== work.now)
    return done(actor, 'nothing', refuse('permission_denied', 'Only the Owner records deposits.'));
  if (!work.state.accounts.get(accountId) || !assetOf(asset))
    return done(actor, 'nothing', refuse('not_found', 'There is no such account.'));
  work.record(event);
  return done(actor, 'second-factor');
};

/** What each kind of event shows a command by; null for what only ever follows from another event. */
const STARTS: { readonly [T in DomainEventType]: Again<T> | null } = {
  'organization.created': createAgain,
  'request.created': initiateAgain,
  'request.approved': decideAgain,
  'request.rejected': decideAgain,
  'request.cancelled': cancelAgain,
  'request.expired': expireAgain,
  // Completing posts what was withdrawn first.
  'request.completed': null,
  'request.failed': failAgain,
  'member.accepted': acceptAgain,
  'member.factor-enrolled': ownFactor,
  'member.factor-removed': ownFactor,
  'member.factor-renamed': ownFactor,
  'member.recovery-codes-made': ownFactor,
  'member.recovery-code-used': ownFactor,
  'ledger.posted': postAgain,
  'request.authorized': null,
  'request.approval-voided': null,
  'request.requirement-raised': null,
  'member.invited': null,
  'member.confirmed': null,
  'member.suspended': null,
  'member.reinstated': null,
  'member.removed': null,
  'member.permissions-changed': null,
  'service-user.created': null,
  'service-user.permissions-changed': null,
  'service-user.disabled': null,
  'service-user.key-created': null,
  'service-user.key-revoked': null,
  'role.saved': null,
  'role.deleted': null,
  'security.sign-in-changed': null,
  'security.session-changed': null,
  'account.created': null,
  'account.awakened': null,
  'account.renamed': null,
  'policy.changed': null,
  'address.added': null,
  'address.removed': null,
};

/**
 * Decides again the command that begins with `event`, on `work`, by the very functions that decided it first. Null where
 * no command begins so: then nothing allowed the event.
 */
export function reExecute(work: Work, event: DomainEvent, by: By): Redone | null {
  // Each entry of the table takes its own kind of event, which is the one it is found by.
  const again = STARTS[event.type] as Again<DomainEventType> | null;
  return again === null ? null : again(work, event, by);
}

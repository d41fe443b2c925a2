import type { OutputOf } from '../../../shared/contract/operations';
import type { KeyId, MemberId } from '../../../shared/contract/primitives';
import { holds } from '../../../shared/domain/members';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { seesRequest } from '../../../shared/domain/requests/approvers';
import { keyHolder } from '../../../shared/domain/service-users';
import type { GovernedRequest } from '../../../shared/domain/state';
import { newApiKey } from '../auth/api-keys';
import { newInvitationCode } from '../auth/invitation-codes';
import { requireSecondFactor } from '../auth/step-up';
import type { EngineParts, Handler } from '../parts';
import { compiled, sql, type Statement } from '../store/statement';
import { invites } from './commands';

const COLLECTABLE_MS = 72 * 3_600_000;

/** A secret made now, so that until now nobody could have read it, and what keeps it. */
interface Secret {
  readonly answer: OutputOf<'requests.collect'>;
  readonly about: object;
  readonly statement: Statement;
}

const GONE = 'This was collected already, or its time is over.';

/**
 * Gives the once-only secret of a completed request: the code of an invitation, an API key with its secret. To its
 * initiator alone, still active with Initiate, with a second factor, within 72 hours, once (api.md).
 */
export const collectSecret: Handler<'requests.collect'> = async (engine, input, from, caller) => {
  const { member, session } = from;
  const request = engine.findRequest(input.id);
  if (!request || !seesRequest(member, request)) return refuse('not_found', 'There is no such request.');
  const { keyId, memberId } = request.result ?? {};
  const makes =
    request.operation === 'service-user.key.create' ? keyId : invites(request) ? memberId : undefined;
  if (request.status !== 'completed' || makes === undefined)
    return refuse('conflict', 'This request has nothing to collect.');
  if (request.initiatorId !== member.id || !holds(member, 'initiate', request.workflow, request.accountId))
    return refuse('permission_denied', 'Only the person who started it can collect its secret.');
  const gone = whyGone(engine, request);
  if (gone) return gone;
  const factor = requireSecondFactor(engine, from, input.stepUp, caller.address);
  if (factor instanceof Promise) return factor;
  const secret = keyId === undefined ? invitation(engine, makes as MemberId) : apiKey(engine, keyId);
  await engine.journal.note(
    { id: member.id, device: session.device },
    [...factor.notes, { type: 'secret.collected', payload: { requestId: request.id, ...secret.about } }],
    [...factor.statements, secret.statement],
  );
  return secret.answer;
};

/** Whether it was collected already, its time is over, or what it opens is closed by now. */
function whyGone(engine: EngineParts, request: GovernedRequest): Refusal | null {
  const { state } = engine.journal;
  const { keyId, memberId } = request.result ?? {};
  if (engine.journal.now() >= (request.endedAt ?? 0) + COLLECTABLE_MS) return refuse('conflict', GONE);
  if (keyId !== undefined) {
    const made = engine.store.first(
      compiled(sql.selectFrom('api_keys').select('key_id').where('key_id', '=', keyId)),
    );
    const holder = keyHolder(state, keyId);
    return made || !holder || holder.key.revoked || !holder.serviceUser.enabled
      ? refuse('conflict', GONE)
      : null;
  }
  const made = engine.store.first(
    compiled(
      sql
        .selectFrom('invitations')
        .select('code_hash')
        .where('member_id', '=', memberId ?? ''),
    ),
  );
  const invitee = memberId === undefined ? undefined : state.members.get(memberId);
  return made || invitee?.status !== 'invited' ? refuse('conflict', GONE) : null;
}

function invitation(engine: EngineParts, memberId: MemberId): Secret {
  const invitee = engine.journal.state.members.get(memberId) ?? { id: memberId, invitationExpiresAt: null };
  const { code, statement } = newInvitationCode(engine.options.random, invitee, engine.journal.now());
  return { answer: { invitationCode: code }, about: { memberId }, statement };
}

function apiKey(engine: EngineParts, keyId: KeyId): Secret {
  const made = newApiKey(engine.options.random, engine.box, keyId);
  return {
    answer: { apiKey: made.apiKey, secret: made.secret },
    about: { keyId },
    statement: made.statement,
  };
}

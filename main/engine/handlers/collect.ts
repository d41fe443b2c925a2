import { holds } from '../../../shared/domain/members';
import { refuse } from '../../../shared/domain/refusal';
import { seesRequest } from '../../../shared/domain/requests/approvers';
import { requireSecondFactor } from '../auth/step-up';
import { newToken, hashToken } from '../auth/tokens';
import type { Handler } from '../parts';
import { compiled, sql, upsert } from '../store/statement';

const COLLECTABLE_MS = 72 * 3_600_000;

/**
 * Gives the code of an invitation that others approved: to its initiator alone, still with Initiate, with a second
 * factor, within 72 hours, once (api.md). The code is made here, so that until now nobody could have read it.
 */
export const collectSecret: Handler<'requests.collect'> = async (engine, input, from, caller) => {
  const { member, session } = from;
  const request = engine.findRequest(input.id);
  if (!request || !seesRequest(member, request)) return refuse('not_found', 'There is no such request.');
  const memberId = request.result?.memberId;
  if (request.operation !== 'member.invite' || request.status !== 'completed' || memberId === undefined)
    return refuse('conflict', 'This request has nothing to collect.');
  if (request.initiatorId !== member.id || !holds(member, 'initiate', request.workflow, request.accountId))
    return refuse('permission_denied', 'Only the person who started it can collect its secret.');
  const now = engine.journal.now();
  const invitee = engine.journal.state.members.get(memberId);
  const made = engine.store.first(
    compiled(sql.selectFrom('invitations').select('code_hash').where('member_id', '=', memberId)),
  );
  if (made || invitee?.status !== 'invited' || now >= (request.endedAt ?? 0) + COLLECTABLE_MS)
    return refuse('conflict', 'This was collected already, or its time is over.');
  const factor = requireSecondFactor(engine, from, input.stepUp, caller.address);
  if (factor instanceof Promise) return factor;

  const code = newToken(engine.options.random);
  await engine.journal.note(
    { id: member.id, device: session.device },
    [...factor.notes, { type: 'secret.collected', payload: { requestId: request.id, memberId } }],
    [
      ...factor.statements,
      upsert('invitations', ['code_hash'], {
        code_hash: hashToken(code),
        member_id: memberId,
        expires_at: invitee.invitationExpiresAt ?? now,
        used_at: null,
      }),
    ],
  );
  return { invitationCode: code };
};

import type { OutputOf } from '../../../shared/contract/operations';
import { actingMember } from '../../../shared/domain/members';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { decide } from '../../../shared/domain/requests/decide';
import { boundOver } from '../../../shared/domain/requests/decision-challenge';
import { setDigestOf } from '../../../shared/domain/requests/view';
import { proofOf, requireSecondFactor } from '../auth/step-up';
import { once } from '../idempotency';
import type { Handler } from '../parts';
import { actorOf } from './commands';

type Results = OutputOf<'decisions.create'>['results'];

/**
 * Decides several requests as they were shown, with one second factor over the digest of the set (desktop.md, Bulk). Each
 * is decided by itself, in the order it was named: what is refused says why and takes none of the others with it.
 */
export const decideSeveral: Handler<'decisions.create'> = (engine, input, from, caller) =>
  once<OutputOf<'decisions.create'>>(engine, 'decisions.create', input, from, caller, async (remember) => {
    const judged = wholeSet(input);
    if (judged) return judged;
    const work = engine.journal.begin();
    const bound = boundOver(input.decision, input.items);
    const proof = proofOf(engine, from, input.stepUp, bound);
    const results: Results = input.items.map(({ requestId, digest }) => {
      const request = work.state.requests.get(requestId) ?? engine.findRequest(requestId);
      // What was decided just before may have taken this very person’s power.
      const member = actingMember(work.state.members.get(from.member.id) ?? from.member);
      const refusal = decide(work, member, request, {
        decision: input.decision,
        digest,
        reason: input.reason ?? null,
        proof,
      });
      if (refusal) return { requestId, ok: false, code: refusal.code, detail: refusal.detail };
      return { requestId, ok: true, status: work.state.requests.get(requestId)?.status ?? 'pending' };
    });
    // A code is used up only where something is decided with it (§6).
    if (!results.some(({ ok }) => ok)) return { results };
    const digests = input.items.map(({ digest }) => digest);
    const factor = requireSecondFactor(engine, from, input.stepUp, caller.address, bound, digests);
    if (factor instanceof Promise) return factor;
    await engine.journal.commit(
      work,
      actorOf(from),
      [...factor.statements, ...remember({ results })],
      factor.notes,
    );
    return { results };
  });

/** What is wrong with the set as such. */
function wholeSet(input: Parameters<Handler<'decisions.create'>>[1]): Refusal | null {
  const errors: { path: string; message: string }[] = [];
  if (input.decision === 'reject' && input.reason === undefined)
    errors.push({ path: 'reason', message: 'A rejection needs a reason.' });
  if (new Set(input.items.map(({ requestId }) => requestId)).size !== input.items.length)
    errors.push({ path: 'items', message: 'Each request once.' });
  const [first] = errors;
  if (first) return refuse('validation_failed', first.message, { errors });
  return setDigestOf(input.items.map(({ digest }) => digest)) === input.setDigest
    ? null
    : refuse('stale_view', 'This isn’t the set you were shown. Look at it again, then decide.');
}

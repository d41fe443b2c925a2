import { ruleOf } from '../operations';
import type { GovernedRequest } from '../state';
import type { Work } from '../work';
import { end } from './end';

/**
 * Applies a request's effect, after checking its preconditions again (§6). One that fails now is `failed` for good:
 * approvals are kept, the hold is released.
 */
export function complete(work: Work, request: GovernedRequest, approvedByOthers: boolean): void {
  const rule = ruleOf(request.operation);
  const unmet = rule.precondition(work.state, work.now, request.accountId, request.params, true);
  if (unmet)
    return end(work, request, {
      type: 'request.failed',
      requestId: request.id,
      code: unmet.code,
      detail: unmet.detail,
    });
  const result = rule.apply(work, request, approvedByOthers);
  work.record({ type: 'request.completed', requestId: request.id, result });
}

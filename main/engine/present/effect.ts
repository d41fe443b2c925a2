import type { AnyParams, Operation, RequestDetail } from '../../../shared/contract/requests';
import { concernedBy, powersOf } from '../../../shared/domain/effect';
import { seesCoverage } from '../../../shared/domain/members';
import type { Applied } from '../../../shared/domain/operations/rule';
import { foresee, unmetCondition } from '../../../shared/domain/requests/complete';
import type { Member, State } from '../../../shared/domain/state';
import { changesGovernance } from '../../../shared/domain/workflows';
import { presentAllCoverage } from './coverage';

/**
 * Effective power now and after, for what changes who may do what; nothing where the effect couldn't be had as things
 * stand. Live, and so no part of what approvers sign: that is the view.
 */
export function presentEffect(
  state: State,
  now: number,
  reader: Member,
  operation: Operation,
  applied: Applied<AnyParams>,
): Pick<RequestDetail, 'effect'> {
  if (!changesGovernance(operation)) return {};
  const unmet = unmetCondition(state, now, operation, applied, true);
  if (unmet && unmet.code !== 'coverage_insufficient') return {};
  const after = foresee(state, now, operation, applied);
  const joining = [...after.members.values()].filter((member) => !state.members.get(member.id));
  const concerned = concernedBy(operation, applied.params);
  const coverage = (of: State): object =>
    seesCoverage(reader) ? { coverage: presentAllCoverage(of, reader) } : {};
  return {
    effect: {
      before: { powers: powersOf(state, concerned, []), ...coverage(state) },
      after: { powers: powersOf(after, concerned, joining), ...coverage(after) },
    },
  };
}

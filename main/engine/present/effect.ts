import type { AnyParams, Operation, RequestDetail } from '../../../shared/contract/requests';
import { concernedBy, inactiveAmong, powersOf } from '../../../shared/domain/effect';
import { seesCoverage } from '../../../shared/domain/members';
import type { Member, State } from '../../../shared/domain/state';
import { presentAllCoverage } from './coverage';

/**
 * Effective power now and after, for what changes who may do what; nothing where no effect is foreseen (null). Live, and
 * so no part of what approvers sign: that is the view.
 */
export function presentEffect(
  state: State,
  after: State | null,
  reader: Member,
  operation: Operation,
  params: AnyParams,
): Pick<RequestDetail, 'effect'> {
  if (after === null) return {};
  const joining = [...after.members.values()].filter((member) => !state.members.get(member.id));
  const made = [...after.serviceUsers.values()].filter(({ id }) => !state.serviceUsers.get(id));
  const concerned = concernedBy(state, operation, params);
  const afterwards = { ...concerned, serviceUsers: [...concerned.serviceUsers, ...made.map(({ id }) => id)] };
  const inactive = inactiveAmong(state, after, concerned, joining);
  const coverage = (of: State): object =>
    seesCoverage(reader) ? { coverage: presentAllCoverage(of, reader) } : {};
  return {
    effect: {
      before: { powers: powersOf(state, concerned, []), ...coverage(state) },
      after: { powers: powersOf(after, afterwards, joining), ...coverage(after) },
      ...(inactive.length === 0 ? {} : { inactive }),
    },
  };
}

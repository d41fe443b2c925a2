import type { CoverageView, PowerHolder } from '../../../shared/contract/coverage';
import { WORKFLOWS, type Workflow } from '../../../shared/contract/organization';
import { coverageOf, shownShortfalls } from '../../../shared/domain/coverage';
import { asIfLocked } from '../../../shared/domain/lock';
import { seesCoverage } from '../../../shared/domain/members';
import { hasRingPower, ringOf } from '../../../shared/domain/ring';
import type { Member, State } from '../../../shared/domain/state';
import { isAccountScoped } from '../../../shared/domain/workflows';

/** Coverage as far as the reader may see it: whether it holds for everyone, why not and how much to spare for some. */
export function presentCoverage(state: State, reader: Member, workflow: Workflow): CoverageView {
  const { shortfalls, spare } = coverageOf(state, workflow);
  const ok = shortfalls.length === 0;
  return seesCoverage(reader) ? { ok, spare, shortfalls: shownShortfalls(state, shortfalls) } : { ok };
}

export function presentAllCoverage(state: State, reader: Member): (CoverageView & { workflow: Workflow })[] {
  return WORKFLOWS.map((workflow) => ({ workflow, ...presentCoverage(state, reader, workflow) }));
}

const POWERS = ['initiate', 'approve', 'execute'] as const;

/** Everyone, active or not, who will hold power in the ring once this workflow is locked (§7, Lock). */
export function presentPowerHolders(state: State, workflow: Workflow): PowerHolder[] {
  const ring = ringOf(asIfLocked(state, workflow));
  const members = [...state.members.values()]
    .filter((member) => member.status !== 'removed' && (member.owner || hasRingPower(ring, member.grants)))
    .map((member) => ({
      kind: 'member' as const,
      id: member.id,
      displayName: member.displayName,
      owner: member.owner,
      status: member.status,
      powers: powersIn(ring, member),
    }));
  const serviceUsers = ring.has('withdrawals') ? [...state.serviceUsers.values()] : [];
  return [
    ...members,
    ...serviceUsers
      .filter(({ enabled, scopes }) => enabled && scopes.includes('withdraw'))
      .map((serviceUser) => ({
        kind: 'service-user' as const,
        id: serviceUser.id,
        displayName: serviceUser.name,
        owner: false,
        status: 'enabled' as const,
        powers: serviceUser.accountIds.map((accountId) => ({
          workflow: 'withdrawals' as const,
          accountId,
          permissions: ['initiate' as const],
        })),
      })),
  ];
}

function powersIn(ring: ReadonlySet<Workflow>, member: Member): PowerHolder['powers'] {
  if (member.owner)
    return [...ring].map((workflow) => ({
      workflow,
      ...(isAccountScoped(workflow) ? { accountId: '*' as const } : {}),
      permissions: [...POWERS],
    }));
  return member.grants.workflows.flatMap(({ workflow, accountId, permissions }) => {
    const held = POWERS.filter((permission) => permissions.includes(permission));
    if (!ring.has(workflow) || held.length === 0) return [];
    return [{ workflow, ...(accountId === undefined ? {} : { accountId }), permissions: held }];
  });
}

import type { AccountId, MemberId, ServiceUserId } from '../contract/primitives';
import type { Shortfall as ShortfallView } from '../contract/coverage';
import { WORKFLOWS, type Workflow } from '../contract/organization';
import { holds, isApprover, mayStart } from './members';
import { restsBecause, policyOf } from './policies';
import { ringOf } from './ring';
import { mayWithdraw } from './service-users';
import type { State } from './state';
import { isAccountScoped } from './workflows';

/** Someone who could start something that too few independent people could approve (§7). */
export interface Shortfall {
  readonly workflow: Workflow;
  readonly accountId: AccountId | null;
  readonly initiatorId: MemberId | ServiceUserId;
  readonly required: number;
  readonly eligible: number;
}

export interface Coverage {
  readonly shortfalls: readonly Shortfall[];
  /** The fewest approvers to spare over all that could be started; null where nothing would wait at all. */
  readonly spare: number | null;
}

/** Where coverage of a workflow is judged: its places less the accounts that are dormant there (§7, `places`). */
export function coveredPlaces(state: State, workflow: Workflow): (AccountId | null)[] {
  if (!isAccountScoped(workflow)) return [null];
  const awake = [...state.accounts.values()].filter(({ dormantIn }) => !dormantIn.includes(workflow));
  return awake.map(({ id }) => id);
}

/** Someone who could start something, with the people who couldn't approve it then. */
interface Starter {
  readonly id: MemberId | ServiceUserId;
  readonly own: MemberId | null;
  /** Whether what they start waits for approval. */
  readonly queues: boolean;
}

function startersOf(state: State, workflow: Workflow, place: AccountId | null): Starter[] {
  const rests = restsBecause(state.policies.values(), workflow) !== null;
  const starters: Starter[] = [];
  for (const member of state.members.values())
    if (mayStart(member, workflow, place))
      starters.push({
        id: member.id,
        own: member.id,
        queues: rests || !holds(member, 'execute', workflow, place),
      });
  if (workflow !== 'withdrawals' || place === null) return starters;
  for (const serviceUser of state.serviceUsers.values()) {
    if (!mayWithdraw(serviceUser, place)) continue;
    const custodians = serviceUser.keys
      .filter(({ revoked }) => !revoked)
      .map(({ custodianId }) => custodianId);
    for (const own of custodians.length === 0 ? [null] : custodians)
      starters.push({ id: serviceUser.id, own, queues: true });
  }
  return starters;
}

/** Coverage of a workflow at one place (§7). */
export function coverageAt(state: State, workflow: Workflow, place: AccountId | null): Coverage {
  const required = policyOf(state, workflow).requiredApprovals;
  const approvers = new Set<MemberId | null>();
  for (const member of state.members.values())
    if (isApprover(state, member, workflow, place)) approvers.add(member.id);
  const shortfalls: Shortfall[] = [];
  let spare: number | null = null;
  for (const { id, own, queues } of startersOf(state, workflow, place)) {
    if (!queues) continue;
    const eligible = approvers.size - (approvers.has(own) ? 1 : 0);
    spare = Math.min(spare ?? Infinity, eligible - required);
    if (eligible < required)
      shortfalls.push({ workflow, accountId: place, initiatorId: id, required, eligible });
  }
  return { shortfalls, spare };
}

/** Coverage of a workflow everywhere it applies (§7, `shortfalls`, `spare`). */
export function coverageOf(state: State, workflow: Workflow): Coverage {
  const places = coveredPlaces(state, workflow).map((place) => coverageAt(state, workflow, place));
  const spares = places.flatMap(({ spare }) => (spare === null ? [] : [spare]));
  return {
    shortfalls: places.flatMap(({ shortfalls }) => shortfalls),
    spare: spares.length === 0 ? null : Math.min(...spares),
  };
}

/** Shortfalls in the ring: no change may leave any (§7, `permit`). */
export function ringShortfalls(state: State): Shortfall[] {
  return [...ringOf(state)].flatMap((workflow) => coverageOf(state, workflow).shortfalls);
}

/** Whether losing any one approver would leave a workflow of the ring uncovered (§7, `no_spare_approver`). */
export function lacksSpareApprover(state: State): boolean {
  return [...ringOf(state)].some((workflow) => coverageOf(state, workflow).spare === 0);
}

/** The workflows in which somebody could start what too few could approve. */
export function uncoveredWorkflows(state: State): Workflow[] {
  return WORKFLOWS.filter((workflow) => coverageOf(state, workflow).shortfalls.length > 0);
}

function nameOfStarter(state: State, id: Shortfall['initiatorId']): string {
  const member = state.members.get(id as MemberId);
  return member?.displayName ?? state.serviceUsers.get(id as ServiceUserId)?.name ?? '';
}

/** Shortfalls as the contract writes them, with the names of that state: its ids may stand for nothing elsewhere. */
export function shownShortfalls(state: State, shortfalls: readonly Shortfall[]): ShortfallView[] {
  return shortfalls.map(({ accountId, ...shortfall }) => ({
    ...shortfall,
    initiatorName: nameOfStarter(state, shortfall.initiatorId),
    ...(accountId === null ? {} : { accountId, accountName: state.accounts.get(accountId)?.name ?? '' }),
  }));
}

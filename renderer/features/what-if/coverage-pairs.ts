import {
  WORKFLOWS,
  type Grants,
  type MemberView,
  type Workflow,
} from '../../../shared/contract/organization';
import type { AccountId, KeyId, MemberId, ServiceUserId } from '../../../shared/contract/primitives';
import type { Operation } from '../../../shared/contract/requests';
import type { ServiceUserView } from '../../../shared/contract/service-users';
import type { ProbeOutcome, Simulation } from '../../../shared/contract/what-if';
import { powerHolds, powerOf, type Power } from '../../../shared/domain/grants';
import { isAccountScoped, WORKFLOW_OF } from '../../../shared/domain/workflows';
import type { Probe } from './use-simulation';

/** The operation that stands for a whole workflow; it is asked about as coverage counts (§7). */
const STANDS_FOR: Readonly<Record<Workflow, Operation>> = {
  withdrawals: 'withdrawal.crypto.create',
  addresses: 'address.crypto.add',
  access: 'member.invite',
  policies: 'policy.change',
};

export interface People {
  members: readonly MemberView[];
  serviceUsers: readonly ServiceUserView[];
  accounts: readonly { id: AccountId }[];
}

export type WorkflowPower = (
  permission: 'initiate' | 'approve' | 'execute',
  workflow: Workflow,
  place: AccountId | null,
) => boolean;

/** What a member holds, the Owner everything; grants of a draft may stand in for the member's own. */
export function powerOfMember(member: MemberView, grants: Grants | undefined = member.grants): WorkflowPower {
  if (member.owner) return () => true;
  const power: Power | null = grants ? powerOf(grants) : null;
  return (permission, workflow, place) => power !== null && powerHolds(power, permission, workflow, place);
}

export function placesOfWorkflow(workflow: Workflow, accounts: People['accounts']): (AccountId | null)[] {
  return isAccountScoped(workflow) ? accounts.map(({ id }) => id) : [null];
}

/**
 * Whom to ask about so that the answers tell all of coverage: at each place everyone who starts there and could also be
 * among those who approve, each Service User by each of its keys, and one of all the others, for whom the same people
 * approve; whoever is invited or unconfirmed starts too (§7). It only picks the questions; who approves, and whether
 * anything waits, is the engine's answer.
 */
export function pairsToProbe({ members, serviceUsers, accounts }: People): Probe[] {
  const counted = members.filter(
    ({ status }) => status !== undefined && status !== 'suspended' && status !== 'removed',
  );
  const powers = counted.map((member) => ({ id: member.id, holds: powerOfMember(member) }));
  const probes: Probe[] = [];
  for (const workflow of WORKFLOWS)
    for (const place of placesOfWorkflow(workflow, accounts)) {
      const at = (initiatorId: MemberId | ServiceUserId, keyId?: KeyId): Probe => ({
        initiatorId,
        operation: STANDS_FOR[workflow],
        ...(place === null ? {} : { accountId: place }),
        ...(keyId === undefined ? {} : { keyId }),
        forCoverage: true,
      });
      const starters = powers.filter(({ holds }) => holds('initiate', workflow, place));
      const alsoApprove = starters.filter(({ holds }) => holds('approve', workflow, place));
      const others = starters.filter(({ holds }) => !holds('approve', workflow, place));
      // Some others complete alone and some wait: one of each kind.
      const waits = others.find(({ holds }) => !holds('execute', workflow, place));
      const completes = others.find(({ holds }) => holds('execute', workflow, place));
      for (const one of [...alsoApprove, waits, completes]) if (one) probes.push(at(one.id));
      if (workflow !== 'withdrawals' || place === null) continue;
      for (const serviceUser of serviceUsers) {
        const { id, status, scopes, accountIds } = serviceUser;
        if (status !== 'enabled' || !scopes?.includes('withdraw') || !accountIds?.includes(place)) continue;
        const keys = (serviceUser.keys ?? []).filter(({ revoked }) => !revoked);
        if (keys.length === 0) probes.push(at(id));
        for (const key of keys) probes.push(at(id, key.id));
      }
    }
  return probes;
}

/** Somebody who can start something at a place, and who could approve it then. */
export interface Pair {
  workflow: Workflow;
  accountId: AccountId | null;
  initiatorId: MemberId | ServiceUserId;
  required: number;
  approvers: readonly MemberId[];
}

/** The answers about what would wait, as pairs; what completes at once needs nobody. */
export function pairsOf(simulation: Simulation, probes: readonly Probe[], side: 'before' | 'after'): Pair[] {
  return probes.flatMap((probe, index) => {
    const outcome: ProbeOutcome | undefined = simulation.outcomes[index]?.[side];
    if (outcome?.outcome !== 'queue') return [];
    return [
      {
        workflow: WORKFLOW_OF[probe.operation],
        accountId: probe.accountId ?? null,
        initiatorId: probe.initiatorId,
        required: outcome.requiredApprovals,
        approvers: outcome.eligibleApprovers.map(({ id }) => id),
      },
    ];
  });
}

export const spareOf = (pair: Pair): number => pair.approvers.length - pair.required;

/** Where the fewest approvers are to spare; null where nothing waits. */
export function tightestOf(pairs: readonly Pair[], workflow: Workflow): Pair | null {
  const own = pairs.filter((pair) => pair.workflow === workflow);
  return own.reduce<Pair | null>(
    (least, pair) => (least === null || spareOf(pair) < spareOf(least) ? pair : least),
    null,
  );
}

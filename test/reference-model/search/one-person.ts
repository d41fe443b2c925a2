// What one person can do: a member, with every member they invited until others confirmed them, and every key they hold
// (§13.4).
import type { MemberId } from '../../../shared/contract/primitives';
import type { Operation } from '../../../shared/contract/requests';
import { acceptInvitation } from '../../../shared/domain/invitations';
import { byMember, initiatorId, type Initiator } from '../../../shared/domain/initiator';
import { isRefusal } from '../../../shared/domain/refusal';
import { barToDeciding } from '../../../shared/domain/requests/approvers';
import { decide } from '../../../shared/domain/requests/decide';
import { initiate } from '../../../shared/domain/requests/initiate';
import { keyWorks } from '../../../shared/domain/service-users';
import type { Member, State } from '../../../shared/domain/state';
import {
  asked,
  everythingIn,
  MAIN,
  T0,
  unread,
  VAULT,
  workflowsOf,
  workOn,
  type Locked,
} from './small-organization';

/** As many as thresholds go: another one is good for nothing that these aren’t. */
const ENOUGH_GUESTS = 2;
const ONLY_OUTSIDE = {
  workflows: [{ workflow: 'addresses' as const, accountId: '*' as const, permissions: ['execute' as const] }],
  accounts: [],
};
const NOTHING = { workflows: [], accounts: [] };
const WITHDRAWAL = { asset: 'BTC', amount: '1', addressId: VAULT };

/** What a step is looked for: `locks` says which operations could matter, `last` that no other follows. */
export interface Looking {
  readonly locks: Locked;
  readonly last: boolean;
  /** Commands tried so far. */
  count: number;
}

export interface Step {
  told: string;
  state: State;
}

/** The person's hands: themself, and the guests of their own. */
export function handsOf(state: State, person: MemberId): Member[] {
  return [...state.members.values()].filter(
    (m) => m.id === person || (m.invitedBy === person && m.id.includes('x')),
  );
}

type Attempt = [operation: Operation, params: object, accountId: typeof MAIN | null];
const WITHDRAWING: Attempt = ['withdrawal.crypto.create', WITHDRAWAL, MAIN];

/** What else could let somebody withdraw: Service Users, their keys, accounts that the lock doesn't know. */
function aroundWithdrawals(state: State, actor: Member): Attempt[] {
  const accounts = [...state.accounts.values()].length;
  return [
    ['service-user.create', { name: 'Bot', scopes: ['withdraw'], accountIds: [MAIN] }, null],
    ...[...state.serviceUsers.values()].map((s): Attempt => [
      'service-user.key.create',
      { serviceUserId: s.id, label: actor.id },
      null,
    ]),
    ...(accounts === 1 ? [['account.create', { name: 'Second' }, null] as Attempt] : []),
  ];
}

function attempts(state: State, actor: Member, locks: Locked): Attempt[] {
  const others = [...state.members.values()];
  const EVERYTHING = everythingIn(locks);
  const about = workflowsOf(locks);
  const policies = [...state.policies.values()];
  const organization = state.organization?.version ?? 1;
  const guests = others.filter((m) => m.id.includes('x')).length;
  const person = { email: `guest${guests}@example.com`, displayName: `Guest ${guests}` };
  const withdraws = about.includes('withdrawals');
  return [
    ...(withdraws ? [WITHDRAWING] : []),
    ...policies
      .filter((p) => about.includes(p.workflow))
      .flatMap((p): Attempt[] => {
        const base = { workflow: p.workflow, baseVersion: p.version };
        return [
          ['policy.unlock', base, null],
          ['policy.lock', base, null],
          ['policy.change', { ...base, alwaysRequireApproval: !p.alwaysRequireApproval }, null],
          ['policy.change', { ...base, requiredApprovals: p.requiredApprovals === 1 ? 2 : 1 }, null],
        ];
      }),
    ['security.session.change', { absoluteTimeoutHours: 168, baseVersion: organization }, null],
    ...(guests < ENOUGH_GUESTS
      ? ([
          ['member.invite', { ...person, grants: EVERYTHING }, null],
          ['member.invite', { ...person, grants: ONLY_OUTSIDE }, null],
        ] as Attempt[])
      : []),
    ...others
      .filter((m) => !m.owner)
      .flatMap((m): Attempt[] => [
        ['member.permissions.change', { memberId: m.id, grants: EVERYTHING, baseVersion: m.version }, null],
        ['member.permissions.change', { memberId: m.id, grants: NOTHING, baseVersion: m.version }, null],
        [m.status === 'suspended' ? 'member.reinstate' : 'member.suspend', { memberId: m.id }, null],
        ['member.remove', { memberId: m.id }, null],
        ['member.replace', { memberId: m.id, ...person }, null],
        ...(m.status === 'unconfirmed'
          ? [['member.confirm', { memberId: m.id, fingerprint: fingerprintOf(m) }, null] as Attempt]
          : []),
      ]),
    ...(withdraws ? aroundWithdrawals(state, actor) : []),
  ];
}

const fingerprintOf = (m: Member): string => m.factors.at(-1)?.fingerprint ?? '';

function initiators(state: State, hands: readonly Member[]): Initiator[] {
  const mine = new Set(hands.map((m) => m.id));
  const members = hands.filter((m) => m.status === 'active').map(byMember);
  const keys = [...state.serviceUsers.values()].flatMap((serviceUser) =>
    serviceUser.keys
      .filter((key) => mine.has(key.custodianId) && keyWorks(state, T0, { serviceUser, key }))
      .map((key): Initiator => ({ kind: 'service-user', serviceUser, key })),
  );
  return [...members, ...keys];
}

/**
 * Everything this person can do next that matters. A request that queues is started only where one of their own hands
 * could decide it then: until that is so, starting it can wait, since a threshold that rose in the meantime only hurts.
 */
export function* nextSteps(state: State, person: MemberId, looking: Looking): Generator<Step> {
  const hands = handsOf(state, person);
  for (const m of hands)
    if (m.status === 'invited') {
      const work = workOn(state);
      acceptInvitation(work, m.id);
      // Whatever authenticator they enrol, it is theirs.
      const accepted = work.state.members.get(m.id);
      if (accepted)
        work.state.members.set(m.id, {
          ...accepted,
          factors: [
            { id: `fac_${m.id}` as never, kind: 'totp', name: 'app', fingerprint: m.id, enrolledAt: T0 },
          ],
        });
      yield { told: `${m.id} accepts`, state: work.state };
    }
  for (const initiator of initiators(state, hands)) {
    const list =
      initiator.kind === 'member' ? attempts(state, initiator.member, looking.locks) : [WITHDRAWING];
    for (const [operation, params, accountId] of list) {
      looking.count += 1;
      const planned = asked(state, initiator, operation, params, accountId);
      if (isRefusal(planned)) continue;
      // Nobody decides their own: with no second hand there is nothing to look at.
      const alone = !hands.some((m) => m.status === 'active' && m.id !== initiatorId(initiator));
      // What only waits at the end changes nothing any more.
      if (planned.queuedBecause !== null && (alone || looking.last)) continue;
      const work = workOn(state);
      const id = initiate(work, planned, [], unread);
      const request = work.state.requests.get(id);
      if (request?.status === 'pending') {
        const decidable = hands.some((m) => !isRefusal(barToDeciding(work.state, request, m)));
        if (!decidable) continue;
      }
      const who = initiator.kind === 'member' ? initiator.member.id : 'their key';
      yield { told: `${who} starts ${operation} ${JSON.stringify(params)}`, state: work.state };
    }
  }
  for (const request of [...state.requests.values()])
    for (const m of hands) {
      if (request.status !== 'pending' || isRefusal(barToDeciding(state, request, m))) continue;
      looking.count += 1;
      const work = workOn(state);
      const decision = { decision: 'approve' as const, digest: request.digest, reason: null };
      if (decide(work, m, request, decision) === null)
        yield { told: `${m.id} approves ${request.operation}`, state: work.state };
    }
}

import { describe, expect, it } from 'vitest';
import type { Workflow } from '../../shared/contract/organization';
import type { Operation } from '../../shared/contract/requests';
import { coverageOf } from '../../shared/domain/coverage';
import { restsBecause } from '../../shared/domain/policies';
import { probe } from '../../shared/domain/simulate';
import type { Policy } from '../../shared/domain/state';
import {
  aKey,
  aMember,
  aServiceUser,
  drawnOrganization,
  keyId,
  MAIN,
  memberId,
  serviceUserId,
} from './drawn-organization';

const FULL = ['access execute approve', 'policies execute approve', 'withdrawals execute approve'];
function withPolicies(policies: Partial<Record<Workflow, Partial<Policy>>>) {
  return drawnOrganization({ people: [aMember('ann', FULL), aMember('bob', FULL)], policies });
}
const tried = (state: ReturnType<typeof withPolicies>, operation: Operation, who = 'ann') => {
  const outcome = probe(state, { initiatorId: memberId(who), operation, accountId: null });
  return outcome.outcome === 'refuse'
    ? outcome.outcome
    : `${outcome.outcome} ${outcome.depends ?? '-'} ${outcome.outcome === 'queue' ? outcome.queuedBecause : ''}`.trim();
};

describe('trying it', () => {
  it('waits for what may touch the ring while anything is locked, and says what it depends on', () => {
    const state = withPolicies({ withdrawals: { locked: true } });
    for (const operation of [
      'policy.change',
      'member.suspend',
      'member.permissions.change',
      'member.invite',
    ] as const)
      expect([operation, tried(state, operation)]).toEqual([operation, 'queue ring ring_change']);
    expect(tried(state, 'service-user.create')).toBe('queue - ring_change');
    expect(tried(state, 'role.save')).toBe('complete -');
    expect(tried(state, 'service-user.disable')).toBe('complete -');
  });

  it('completes while nothing is locked, but for own access and grants beyond one’s own', () => {
    const state = withPolicies({});
    expect(tried(state, 'policy.change')).toBe('complete -');
    expect(tried(state, 'member.invite')).toBe('complete grants');
    expect(tried(state, 'member.invite', 'owner')).toBe('complete -');
    const toggled = withPolicies({ policies: { alwaysRequireApproval: true } });
    expect(tried(toggled, 'policy.change', 'owner')).toBe('queue toggle_off approval_always_required');
    expect(tried(toggled, 'policy.change')).toBe('queue - approval_always_required');
  });

  it('names no custodian of any key in use of a Service User; with one key, its own only', () => {
    const state = drawnOrganization({
      people: [aMember('ann', FULL), aMember('bob', FULL), aMember('cy', FULL)],
      serviceUsers: [
        aServiceUser('bot', {
          keys: [
            aKey('one', 'ann'),
            aKey('two', 'ann'),
            aKey('three', 'bob'),
            aKey('old', 'cy', { revoked: true }),
          ],
        }),
      ],
    });
    const namesOf = (key: string | null) => {
      const outcome = probe(state, {
        initiatorId: serviceUserId('bot'),
        operation: 'withdrawal.crypto.create',
        accountId: MAIN,
        keyId: key === null ? null : keyId(key),
      });
      return outcome.outcome === 'queue' ? outcome.eligible.map(({ displayName }) => displayName) : [];
    };
    expect(namesOf(null)).toEqual(['owner', 'cy']);
    expect(namesOf('three')).toEqual(['owner', 'ann', 'cy']);
  });

  it('counts as coverage does where it is asked to: who isn’t active yet starts, and a locked ring closes', () => {
    const state = drawnOrganization({
      people: [aMember('ann', ['access initiate'], { status: 'invited' }), aMember('bob', FULL)],
      policies: { withdrawals: { locked: true } },
    });
    const asked = { initiatorId: memberId('ann'), operation: 'member.invite', accountId: null } as const;
    expect(probe(state, asked).outcome).toBe('refuse');
    expect(probe(state, { ...asked, forCoverage: true })).toMatchObject({ outcome: 'queue' });
    const spares = [...state.members.values()].map(({ id }) => {
      const outcome = probe(state, { ...asked, initiatorId: id, forCoverage: true });
      return outcome.outcome === 'queue' ? outcome.eligible.length - outcome.requiredApprovals : null;
    });
    expect(Math.min(...spares.filter((one) => one !== null))).toBe(coverageOf(state, 'access').spare);
  });

  it('says where Execute rests: under the toggle, and where the ring is closed', () => {
    const rests = (policies: Partial<Record<Workflow, Partial<Policy>>>, workflow: Workflow) =>
      restsBecause(withPolicies(policies).policies.values(), workflow);
    expect(rests({}, 'access')).toBeNull();
    expect(rests({ addresses: { locked: true } }, 'access')).toBe('ring_change');
    expect(rests({ addresses: { locked: true } }, 'addresses')).toBeNull();
    expect(rests({ addresses: { alwaysRequireApproval: true } }, 'addresses')).toBe(
      'approval_always_required',
    );
  });
});

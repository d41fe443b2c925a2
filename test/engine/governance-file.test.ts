import { describe, expect, it } from 'vitest';
import type { GovernanceFile } from '../../shared/contract/governance';
import { newOrganization, on, onWithdrawals, type Person } from './organization-under-test';

const read = (person: Person): Promise<GovernanceFile> => person.ok('governance.file');
const plan = (person: Person, file: GovernanceFile) => person.ok('governance.plan', { file });
const apply = (person: Person, file: GovernanceFile, planDigest: string) =>
  person.ok('governance.apply', { file, planDigest, stepUp: { totp: person.code() } });

const DESK = { name: 'Desk', grants: { ...onWithdrawals('initiate'), accounts: [] } as never };

async function withAnn() {
  const org = await newOrganization();
  const ann = await org.invite('Ann', onWithdrawals('initiate'));
  return { org, ann, owner: org.owner };
}

describe('a governance file', () => {
  it('as it is exported changes nothing', async () => {
    const { owner } = await withAnn();
    const file = await read(owner);
    expect(file.members).toMatchObject([{ email: 'ann@example.com', grants: { workflows: [{}] } }]);
    expect(file.policies).toHaveLength(4);
    expect(await plan(owner, file)).toMatchObject({ changes: [], unchanged: 5 });
  });

  it('means the leaving member by an e-mail that their successor has too', async () => {
    const { owner, ann } = await withAnn();
    const successor = { memberId: ann.id, email: 'ann@example.com', displayName: 'Ann again' };
    const replaced = await owner.initiate('member.replace', successor);
    const file = await read(owner);
    expect(file.members).toHaveLength(1);
    expect(await plan(owner, file)).toMatchObject({ changes: [], unchanged: 5 });
    const pulledBack = { members: [{ email: 'ann@example.com', grants: { workflows: [], accounts: [] } }] };
    expect((await plan(owner, pulledBack)).changes).toMatchObject([{ params: { memberId: ann.id } }]);
    expect(replaced).toMatchObject({ status: 'completed' });
  });

  it('is planned request by request with nothing changed, then applied as planned', async () => {
    const { owner, ann } = await withAnn();
    const before = await read(owner);
    const file: GovernanceFile = {
      roles: [DESK],
      members: [{ email: 'ann@example.com', grants: { ...onWithdrawals('view'), accounts: [] } }],
      policies: [{ workflow: 'addresses', addressHoldHours: 3 }],
    };
    const planned = await plan(owner, file);
    expect(planned.changes).toMatchObject([
      { about: 'Desk', operation: 'role.save', outcome: 'complete' },
      { about: 'ann@example.com', operation: 'member.permissions.change', outcome: 'complete' },
      {
        about: 'addresses',
        operation: 'policy.change',
        params: { addressHoldHours: 3 },
        outcome: 'complete',
      },
    ]);
    expect(await read(owner)).toEqual(before);

    const { results } = await apply(owner, file, planned.planDigest);
    expect(results).toMatchObject(
      planned.changes.map(({ about }) => ({ about, ok: true, status: 'completed' })),
    );
    expect((await plan(owner, file)).changes).toEqual([]);
    const detail = await owner.ok('requests.get', { id: results[1]?.requestId });
    expect(detail).toMatchObject({ operation: 'member.permissions.change', status: 'completed' });
    expect((await ann.ok('session.get')).may.initiate).toEqual([]);
    expect(await owner.ok('audit.verify')).toMatchObject({ ok: true });
  });

  it('is judged in order: what an earlier change brings counts for those after it', async () => {
    const { owner } = await withAnn();
    const file: GovernanceFile = {
      members: [{ email: 'ann@example.com', role: 'Desk', grants: DESK.grants }],
      policies: [{ workflow: 'policies', alwaysRequireApproval: true, requiredApprovals: 1 }],
    };
    const { changes } = await plan(owner, file);
    expect(changes[0]).toMatchObject({ outcome: 'refuse', code: 'not_found' });
    expect(changes[1]).toMatchObject({ operation: 'policy.change' });
  });

  it('says what would be refused, and applies the rest', async () => {
    const { owner } = await withAnn();
    const file: GovernanceFile = {
      roles: [DESK, { ...DESK, name: 'Viewer' }],
      members: [{ email: 'nobody@example.com', grants: DESK.grants }],
    };
    const planned = await plan(owner, file);
    expect(planned.changes).toMatchObject([
      { outcome: 'complete' },
      { about: 'Viewer', outcome: 'refuse', code: 'conflict' },
      { about: 'nobody@example.com', outcome: 'refuse', code: 'not_found' },
    ]);
    const { results } = await apply(owner, file, planned.planDigest);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, false]);
  });

  it('is applied as it was planned or not at all', async () => {
    const { owner, org, ann } = await withAnn();
    const file: GovernanceFile = { members: [{ email: 'ann@example.com', grants: DESK.grants }] };
    const { planDigest } = await plan(owner, { ...file, roles: [DESK] });
    expect(
      (await owner.refused('governance.apply', { file, planDigest, stepUp: { totp: owner.code() } })).code,
    ).toBe('stale_view');
    const other = await plan(owner, {
      members: [{ email: 'ann@example.com', grants: { workflows: [], accounts: [] } }],
    });
    await org.regrant(ann, onWithdrawals('view'));
    expect(
      (
        await owner.refused('governance.apply', {
          file: { members: [{ email: 'ann@example.com', grants: { workflows: [], accounts: [] } }] },
          planDigest: other.planDigest,
          stepUp: { totp: owner.code() },
        })
      ).code,
    ).toBe('stale_view');
  });

  it('asks for a second factor where something completes at once', async () => {
    const { owner, org } = await withAnn();
    const file: GovernanceFile = { roles: [DESK] };
    org.clock.advance(6 * 60_000);
    const { changes, planDigest } = await plan(owner, file);
    expect(changes).toMatchObject([{ stepUpRequired: true }]);
    expect((await owner.refused('governance.apply', { file, planDigest })).code).toBe(
      'second_factor_required',
    );
    expect((await plan(owner, file)).changes).toHaveLength(1);
  });

  it('queues what its initiator can’t complete', async () => {
    const { owner, org } = await withAnn();
    const dan = await org.invite('Dan', {
      workflows: [
        { workflow: 'access', permissions: ['initiate'] },
        { workflow: 'policies', permissions: ['view'] },
      ],
    } as never);
    const file: GovernanceFile = { roles: [{ name: 'Nothing', grants: { workflows: [], accounts: [] } }] };
    const { changes, planDigest } = await plan(dan, file);
    expect(changes).toMatchObject([{ outcome: 'queue', eligibleApprovers: [{ displayName: owner.name }] }]);
    const { results } = await dan.ok('governance.apply', { file, planDigest });
    expect(results).toMatchObject([{ ok: true, status: 'pending' }]);
    await owner.approve(results[0]?.requestId ?? '');
    expect((await plan(dan, file)).changes).toEqual([]);
  });

  it('is for those who see access and policies; names nothing twice', async () => {
    const { owner, org, ann } = await withAnn();
    const eve = await org.invite('Eve', on('access', 'view'));
    for (const person of [ann, eve]) {
      expect((await person.refused('governance.file')).code).toBe('permission_denied');
      expect((await person.refused('governance.plan', { file: {} })).code).toBe('permission_denied');
      expect((await person.refused('governance.apply', { file: {}, planDigest: '0'.repeat(64) })).code).toBe(
        'permission_denied',
      );
    }
    expect(await owner.refused('governance.plan', { file: { roles: [DESK, DESK] } })).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'file.roles.1' }],
    });
  });
});

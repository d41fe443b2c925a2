import { describe, expect, it } from 'vitest';
import { authenticatorOf } from '../../shared/contract/organization';
import type { DryRun } from '../../shared/contract/requests';
import {
  newOrganization,
  on,
  onWithdrawals,
  Person,
  type OrganizationUnderTest,
} from './organization-under-test';

type Side = NonNullable<DryRun['effect']>['before'];
const told = (side: Side | undefined, workflow?: string): string[] =>
  (side?.powers ?? [])
    .filter((line) => workflow === undefined || line.workflow === workflow)
    .map(({ displayName, can, workflow: at }) => `${displayName} ${can} ${at}`)
    .sort();

/** Somebody invited while the ring is closed, who has accepted and waits to be confirmed. */
async function unconfirmed(
  org: OrganizationUnderTest,
  approver: Person,
): Promise<{ person: Person; fingerprint: string }> {
  const invited = await org.owner.initiate('member.invite', {
    email: 'nell@example.com',
    displayName: 'Nell',
    grants: on('policies', 'approve'),
  });
  const { result } = await approver.approve(invited.id);
  const collected = await org.owner.ok('requests.collect', { id: invited.id });
  const person = new Person(org, 'Nell', 'nell@example.com', 'a long enough passphrase');
  person.id = result?.memberId ?? '';
  const accepted = await person.ok('invitations.accept', {
    code: 'invitationCode' in collected ? collected.invitationCode : '',
    password: person.password,
  });
  person.secret = authenticatorOf(accepted.enrolment).secret;
  const { fingerprint } = await person.ok('enrolment.totp', {
    enrolmentToken: accepted.enrolmentToken,
    code: person.code(),
  });
  return { person, fingerprint };
}

describe('effective power before and after (desktop.md, Request)', () => {
  it('says that a toggle leaves nobody who completes alone', async () => {
    const org = await newOrganization();
    await org.invite('Ann', onWithdrawals('execute'));
    await org.invite('Bob', onWithdrawals('approve'));
    const { effect } = await org.owner.dryRun('policy.change', {
      workflow: 'withdrawals',
      baseVersion: 1,
      alwaysRequireApproval: true,
    });
    expect(told(effect?.before).filter((line) => line.includes('alone'))).toEqual([
      'Ann complete-alone withdrawals',
      'Olga complete-alone withdrawals',
    ]);
    expect(told(effect?.after).filter((line) => line.includes('alone'))).toEqual([]);
    expect(told(effect?.after)).toContain('Ann start withdrawals');
  });

  it('says that a lock binds Manage Access and Manage Policies too', async () => {
    const org = await newOrganization();
    await org.invite('Dan', {
      workflows: [...on('access', 'approve').workflows, ...on('policies', 'approve').workflows],
    });
    const { effect } = await org.owner.dryRun('policy.lock', { workflow: 'policies', baseVersion: 1 });
    expect(told(effect?.before)).toEqual(
      expect.arrayContaining(['Olga complete-alone access', 'Olga complete-alone policies']),
    );
    expect(told(effect?.after)).toEqual(expect.arrayContaining(['Olga start access', 'Olga start policies']));
    expect(told(effect?.after).some((line) => line.includes('alone'))).toBe(false);
  });

  it('tells of a Service User that is only there afterwards', async () => {
    const org = await newOrganization();
    const { effect } = await org.owner.dryRun('service-user.create', {
      name: 'payout-bot',
      scopes: ['withdraw'],
      accountIds: [org.main],
    });
    expect(told(effect?.before)).toEqual([]);
    expect(told(effect?.after)).toEqual(['payout-bot start withdrawals']);
  });

  it('counts nothing of somebody before they are confirmed', async () => {
    const org = await newOrganization();
    const both = {
      workflows: [...on('access', 'initiate', 'approve').workflows, ...on('policies', 'approve').workflows],
    };
    const dan = await org.invite('Dan', both);
    const eve = await org.invite('Eve', both);
    await org.owner.initiate('policy.lock', { workflow: 'policies', baseVersion: 1 });
    const { person, fingerprint } = await unconfirmed(org, dan);
    const { effect } = await eve.dryRun('member.confirm', { memberId: person.id, fingerprint });
    expect(told(effect?.before)).toEqual([]);
    expect(told(effect?.after)).toEqual(['Nell approve policies']);
  });

  it('tells of somebody suspended what they could do once reinstated, and that they are suspended', async () => {
    const org = await newOrganization();
    const mei = await org.invite('Mei', on('access', 'approve'));
    await org.owner.initiate('member.suspend', { memberId: mei.id });
    const { effect } = await org.owner.dryRun('member.permissions.change', {
      memberId: mei.id,
      baseVersion: 1,
      grants: { workflows: on('access', 'approve', 'execute').workflows, accounts: [] },
    });
    expect(told(effect?.before)).toEqual(['Mei approve access']);
    expect(told(effect?.after)).toEqual(['Mei approve access', 'Mei complete-alone access']);
    expect(effect?.inactive).toMatchObject([{ displayName: 'Mei', status: 'suspended' }]);
    const back = await org.owner.dryRun('member.reinstate', { memberId: mei.id });
    expect(told(back.effect?.before)).toEqual([]);
    expect(told(back.effect?.after)).toEqual(['Mei approve access']);
    expect(back.effect?.inactive).toBeUndefined();
    const removed = await org.owner.dryRun('member.remove', { memberId: mei.id });
    expect([told(removed.effect?.before), told(removed.effect?.after)]).toEqual([['Mei approve access'], []]);
    const replaced = await org.owner.dryRun('member.replace', {
      memberId: mei.id,
      email: 'next@example.com',
      displayName: 'Next',
    });
    expect(told(replaced.effect?.before)).toEqual(['Mei approve access']);
    expect(told(replaced.effect?.after)).toEqual(['Next approve access']);
    expect(replaced.effect?.inactive).toMatchObject([{ displayName: 'Mei', status: 'suspended' }]);
  });

  it('says of somebody who hasn’t accepted, or isn’t confirmed, that nothing works yet', async () => {
    const org = await newOrganization();
    const invitation = await org.owner.dryRun('member.invite', {
      email: 'ivo@example.com',
      displayName: 'Ivo',
      grants: { workflows: on('access', 'approve').workflows, accounts: [] },
    });
    expect(invitation.effect?.inactive).toBeUndefined();
    const both = {
      workflows: [...on('access', 'initiate', 'approve').workflows, ...on('policies', 'approve').workflows],
    };
    const dan = await org.invite('Dan', both);
    await org.invite('Eve', both);
    await org.owner.initiate('policy.lock', { workflow: 'policies', baseVersion: 1 });
    const intoTheRing = await org.owner.dryRun('member.invite', {
      email: 'ivo@example.com',
      displayName: 'Ivo',
      grants: { workflows: on('access', 'approve').workflows, accounts: [] },
    });
    expect(intoTheRing.effect?.inactive).toMatchObject([
      { displayName: 'Ivo', status: 'invited', mustBeConfirmed: true },
    ]);
    const { person } = await unconfirmed(org, dan);
    const { effect } = await org.owner.dryRun('member.permissions.change', {
      memberId: person.id,
      baseVersion: 1,
      grants: { workflows: on('policies', 'view').workflows, accounts: [] },
    });
    expect(told(effect?.before)).toEqual(['Nell approve policies']);
    expect(effect?.inactive).toMatchObject([{ displayName: 'Nell', status: 'unconfirmed' }]);
  });

  it('names who would be short of approvers, also where they aren’t there yet', async () => {
    const org = await newOrganization();
    await org.setPolicy('withdrawals', { requiredApprovals: 3 });
    const { effect } = await org.owner.dryRun('member.invite', {
      email: 'ivo@example.com',
      displayName: 'Ivo',
      grants: { workflows: onWithdrawals('initiate').workflows, accounts: [] },
    });
    const withdrawals = effect?.after.coverage?.find(({ workflow }) => workflow === 'withdrawals');
    expect(withdrawals?.shortfalls).toMatchObject([
      { initiatorName: 'Ivo', accountName: expect.any(String) },
    ]);
  });

  it('says of a pending request why it would fail now, and keeps before and after', async () => {
    const org = await newOrganization();
    const mia = await org.invite('Mia', on('policies', 'initiate', 'view'));
    const asked = await mia.initiate('policy.change', {
      workflow: 'withdrawals',
      baseVersion: 1,
      alwaysRequireApproval: true,
    });
    expect(asked.wouldFail).toBeUndefined();
    await org.setPolicy('withdrawals', { expiresAfterHours: 48 });
    const now = await org.owner.ok('requests.get', { id: asked.id });
    expect(now.wouldFail).toEqual({
      code: 'conflict',
      detail: 'This policy changed meanwhile. Look at it again.',
    });
    expect(told(now.effect?.before)).toContain('Olga complete-alone withdrawals');
    expect(told(now.effect?.after)).toContain('Olga start withdrawals');
    const done = await org.owner.approve(asked.id);
    expect(done).toMatchObject({ status: 'failed', failure: now.wouldFail });
    expect(done.wouldFail).toBeUndefined();
  });
});

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
});

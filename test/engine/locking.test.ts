import { describe, expect, it } from 'vitest';
import { setDigestOf } from '../../shared/domain/requests/view';
import { authenticatorOf } from '../../shared/contract/organization';
import { newOrganization, on, Person, type OrganizationUnderTest } from './organization-under-test';
import { treasury } from './treasury';

interface Governed {
  org: OrganizationUnderTest;
  /** Approve whatever concerns access and policies. */
  dan: Person;
  eve: Person;
}

/** An Owner with two people who may approve what concerns access and policies: what locking takes. */
async function governed(): Promise<Governed> {
  const org = await newOrganization();
  const grants = {
    workflows: [...on('access', 'initiate', 'approve').workflows, ...on('policies', 'approve').workflows],
    accounts: [],
  };
  const dan = await org.invite('Dan', grants);
  const eve = await org.invite('Eve', grants);
  return { org, dan, eve };
}

const lock = (by: Person, workflow = 'policies') => by.initiate('policy.lock', { workflow, baseVersion: 1 });

describe('locking a policy (§7)', () => {
  it('names what is missing, and changes nothing', async () => {
    const org = await newOrganization();
    const problem = await org.owner.refused('requests.create', {
      operation: 'policy.lock',
      params: { workflow: 'withdrawals', baseVersion: 1 },
    });
    expect(problem).toMatchObject({ code: 'lock_precondition' });
    expect(problem.missing).toEqual(expect.arrayContaining(['policy_approver', 'coverage']));
    expect((await org.owner.ok('policies.list')).items.every(({ locked }) => !locked)).toBe(true);
  });

  it('completes at once for the Owner, and from then on unlocking waits for somebody else', async () => {
    const { org, dan } = await governed();
    expect(await lock(org.owner)).toMatchObject({ status: 'completed', result: { version: 2 } });
    const unlock = await org.owner.initiate('policy.unlock', { workflow: 'policies', baseVersion: 2 });
    expect(unlock).toMatchObject({ status: 'pending', queuedBecause: 'policy_locked', canDecide: false });
    expect(await dan.approve(unlock.id)).toMatchObject({ status: 'completed' });
  });

  it('closes the ring: giving power in it waits, and makes an invitee unconfirmed', async () => {
    const { org, dan, eve } = await governed();
    await lock(org.owner);
    const invited = await org.owner.initiate('member.invite', {
      email: 'puppet@example.com',
      displayName: 'Puppet',
      grants: on('policies', 'approve'),
    });
    expect(invited).toMatchObject({ status: 'pending', queuedBecause: 'ring_change' });
    const { result } = await dan.approve(invited.id);
    const collected = await org.owner.ok('requests.collect', { id: invited.id });
    const code = 'invitationCode' in collected ? collected.invitationCode : '';
    const puppet = new Person(org, 'Puppet', 'puppet@example.com', 'a long enough passphrase');
    const accepted = await puppet.ok('invitations.accept', { code, password: puppet.password });
    expect(accepted.member).toMatchObject({ id: result?.memberId, status: 'unconfirmed' });
    puppet.secret = authenticatorOf(accepted.enrolment).secret;
    const { fingerprint, session } = await puppet.ok('enrolment.totp', {
      enrolmentToken: accepted.enrolmentToken,
      code: puppet.code(),
    });
    puppet.token = session.token;

    const confirm = { memberId: result?.memberId, fingerprint: 'not the one' };
    expect(await org.owner.dryRun('member.confirm', confirm)).toMatchObject({
      outcome: 'refuse',
      code: 'conflict',
    });
    // Who invited may not decide the confirmation, whoever started it, nor may the one it is about.
    const started = await eve.initiate('member.confirm', { ...confirm, fingerprint });
    const codeOf = async (by: Person) =>
      (await by.refused('requests.approve', await eve.decision(started.id))).code;
    expect(await codeOf(org.owner)).toBe('self_approval');
    expect(await codeOf(eve)).toBe('self_approval');
    expect(await codeOf(puppet)).toBe('not_found');
    expect(await dan.approve(started.id)).toMatchObject({ status: 'completed' });
    expect(await org.owner.ok('members.get', { id: result?.memberId })).toMatchObject({ status: 'active' });
  });

  it('refuses whatever would leave too few independent approvers', async () => {
    const { org, dan, eve } = await governed();
    await lock(org.owner);
    const members = (await org.owner.ok('members.list')).items;
    const idOf = (name: string) => members.find(({ displayName }) => displayName === name)?.id;
    const first = await org.owner.initiate('member.remove', { memberId: idOf('Eve') });
    expect(first).toMatchObject({ status: 'pending', queuedBecause: 'ring_change' });
    const eveRefused = await eve.refused('requests.approve', await eve.decision(first.id));
    expect(eveRefused.code).toBe('subject_approval');
    await dan.approve(first.id);
    const second = await org.owner.refused('requests.create', {
      operation: 'member.remove',
      params: { memberId: idOf('Dan') },
    });
    expect(second).toMatchObject({ code: 'coverage_insufficient' });
    expect(second.shortfalls?.length).toBeGreaterThan(0);
  });
});

describe('a new account under a lock (§7)', () => {
  it('wakes up by the enrolment of who can approve there, and the ledger still verifies', async () => {
    const { org } = await governed();
    const { owner } = org;
    const approves = (accountId: string) => ({
      workflows: [
        { workflow: 'withdrawals' as const, accountId: accountId as '*', permissions: ['approve' as const] },
      ],
      accounts: [],
    });
    await org.invite('Bob', approves(org.main));
    const email = 'cy@example.com';
    const invited = await owner.initiate('member.invite', {
      email,
      displayName: 'Cy',
      grants: approves('*'),
    });
    // Accepted before the lock, without a factor yet: a member, and nobody's approver.
    const cy = new Person(org, 'Cy', email, 'a long password of Cy');
    const accepted = await cy.ok('invitations.accept', {
      code: invited.result?.invitationCode,
      password: cy.password,
    });
    cy.secret = authenticatorOf(accepted.enrolment).secret;
    await org.setPolicy('withdrawals', { alwaysRequireApproval: true });
    await owner.initiate('policy.lock', { workflow: 'withdrawals', baseVersion: 2 });
    // Bob approves on the first account only.
    const made = await owner.initiate('account.create', { name: 'New' });
    const accountId = made.result?.accountId ?? ('' as never);
    const askedBefore = { operation: 'withdrawal.fiat.create' as const, initiatorId: owner.id, accountId };
    const outcomes = async () => (await owner.ok('simulate', { changes: [], probe: [askedBefore] })).outcomes;
    expect(await outcomes()).toMatchObject([
      { before: { outcome: 'refuse', code: 'coverage_insufficient' } },
    ]);

    await cy.ok('enrolment.totp', { enrolmentToken: accepted.enrolmentToken, code: cy.code() });
    expect(await outcomes()).toMatchObject([{ before: { outcome: 'queue' } }]);
    expect(await owner.ok('audit.verify')).toMatchObject({ ok: true, faults: [] });
  });
});

describe('suspending, reinstating, removing (§6)', () => {
  it('voids the approvals of a suspended member for good and cancels what they started', async () => {
    const { org, ann, bob, cy, withdraw } = await treasury();
    await org.setPolicy('withdrawals', { requiredApprovals: 2 });
    const request = await withdraw();
    await bob.approve(request.id);
    const members = (await org.owner.ok('members.list')).items;
    const idOf = (name: string) => members.find(({ displayName }) => displayName === name)?.id;
    await org.owner.initiate('member.suspend', { memberId: idOf('Bob') });
    expect((await bob.refused('session.get')).code).toBe('unauthenticated');
    await org.owner.initiate('member.reinstate', { memberId: idOf('Bob') });
    expect(await cy.approve(request.id)).toMatchObject({ status: 'pending', validApprovals: 1 });
    await org.owner.initiate('member.suspend', { memberId: idOf('Ann') });
    expect(await org.owner.ok('requests.get', { id: request.id })).toMatchObject({
      status: 'cancelled',
      cancellation: { by: null, reason: 'initiator_suspended' },
    });
    expect((await ann.refused('session.get')).code).toBe('unauthenticated');
  });
});

describe('several decisions with one second factor', () => {
  it('decides each by itself and says of each what came of it', async () => {
    const { bob, cy, withdraw, ann } = await treasury();
    const one = await withdraw();
    const two = await withdraw();
    const items = [one, two].map(({ id, digest }) => ({ requestId: id, digest }));
    const stale = await bob.refused('decisions.create', {
      decision: 'approve',
      items,
      setDigest: '0'.repeat(64),
    });
    expect(stale.code).toBe('stale_view');
    expect((await ann.ok('requests.get', { id: one.id })).status).toBe('pending');
    await cy.reject(two.id, 'Not this one');
    const { results } = await bob.ok('decisions.create', {
      decision: 'approve',
      items,
      setDigest: setDigestOf(items.map(({ digest }) => digest)),
      stepUp: { totp: bob.code() },
    });
    expect(results).toMatchObject([
      { requestId: one.id, ok: true, status: 'completed' },
      { requestId: two.id, ok: false, code: 'not_pending' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { statement } from './engine-with-store';
import { HOUR, onWithdrawals } from './organization-under-test';
import { treasury, type Treasury } from './treasury';

const KEY = { idempotencyKey: 'click-1' };
const input = ({ org, addressId }: Treasury, amount = '1'): object => ({
  operation: 'withdrawal.crypto.create',
  params: { asset: 'BTC', amount, addressId },
  accountId: org.main,
});

describe('an idempotency key', () => {
  it('answers conflict while the same command is under way, and the first answer afterwards', async () => {
    const opened = await treasury();
    const { ann, org } = opened;
    const [first, second] = await Promise.all([
      ann.call('requests.create', input(opened), KEY),
      ann.call('requests.create', input(opened), KEY),
    ]);
    expect(second.ok ? 'ok' : second.problem.code).toBe('conflict');
    const again = await ann.ok('requests.create', input(opened), KEY);
    expect({ ok: true, value: again }).toEqual(first);
    expect((await org.owner.ok('requests.counts')).pending).toBe(1);
  });

  it('doesn’t look at the second factor, and refuses another body', async () => {
    const opened = await treasury();
    const { ann } = opened;
    const first = await ann.ok('requests.create', input(opened), KEY);
    expect(await ann.ok('requests.create', { ...input(opened), stepUp: { totp: '123456' } }, KEY)).toEqual(
      first,
    );
    const reordered = Object.fromEntries(Object.entries(input(opened)).reverse());
    expect(await ann.ok('requests.create', reordered, KEY)).toEqual(first);
    expect((await ann.refused('requests.create', input(opened, '2'), KEY)).code).toBe('idempotency_mismatch');
    expect((await ann.refused('requests.create', { ...input(opened), note: 'x' }, KEY)).code).toBe(
      'idempotency_mismatch',
    );
  });

  it('is the member’s own and the operation’s own', async () => {
    const opened = await treasury();
    const { ann, cy, org } = opened;
    const first = await ann.ok('requests.create', input(opened), KEY);
    await org.regrant(cy, onWithdrawals('initiate'));
    expect(await cy.ok('requests.create', input(opened), KEY)).not.toEqual(first);
    expect(await ann.ok('requests.cancel', { id: (first as { id: string }).id }, KEY)).toMatchObject({
      status: 'cancelled',
    });
  });

  it('is forgotten after 24 hours and not before', async () => {
    const opened = await treasury();
    const { ann, clock } = opened;
    const first = await ann.ok('requests.create', input(opened), KEY);
    clock.advance(23 * HOUR);
    await ann.ok('session.touch');
    clock.advance(HOUR - 1);
    expect(await ann.ok('requests.create', input(opened), KEY)).toEqual(first);
    clock.advance(1);
    expect(await ann.ok('requests.create', input(opened), KEY)).not.toEqual(first);
  });

  it('makes one’s own devices, codes and password once too, and gives what is secret once', async () => {
    const { ann } = await treasury();
    const stepUp = { totp: ann.code() };
    const first = await ann.ok('devices.create', { name: 'Desk' }, KEY);
    expect(first.notifyToken).toBeDefined();
    expect(await ann.ok('devices.create', { name: 'Desk' }, KEY)).toEqual({ deviceId: first.deviceId });
    expect((await ann.ok('devices.list')).items).toHaveLength(1);
    expect((await ann.refused('devices.create', { name: 'Lap' }, KEY)).code).toBe('idempotency_mismatch');
    const remove = { id: first.deviceId };
    expect(await ann.ok('devices.revoke', remove, KEY)).toEqual({});
    expect(await ann.ok('devices.revoke', remove, KEY)).toEqual({});

    const codes = (await ann.ok('recoveryCodes.create', { stepUp }, KEY)).recoveryCodes ?? [];
    expect(codes).toHaveLength(10);
    expect(await ann.ok('recoveryCodes.create', {}, KEY)).toEqual({});

    const change = { currentPassword: ann.password, newPassword: 'another long passphrase 7' };
    expect(await ann.ok('password.change', change, KEY)).toEqual({});
    expect(await ann.ok('password.change', change, KEY)).toEqual({});
    const other = { ...change, newPassword: 'yet another passphrase 8' };
    expect((await ann.refused('password.change', other, KEY)).code).toBe('idempotency_mismatch');

    // The first answer's codes are good still: signing in by one leads to enrolling.
    const { email } = ann;
    const byCode = { email, password: change.newPassword, recoveryCode: codes[0] };
    expect((await ann.refused('session.create', byCode)).code).toBe('factor_enrolment_required');
  });

  it('remembers no refusal', async () => {
    const opened = await treasury();
    const { ann, org } = opened;
    expect((await ann.refused('requests.create', input(opened, '11'), KEY)).code).toBe(
      'insufficient_balance',
    );
    await org.deposit('BTC', '5', 'more');
    expect(await ann.ok('requests.create', input(opened, '11'), KEY)).toMatchObject({ status: 'pending' });
  });

  it('never repeats nor stores an invitation’s code', async () => {
    const { org, store } = await treasury();
    const invite = {
      operation: 'member.invite',
      params: { email: 'new@example.com', displayName: 'New', grants: onWithdrawals('view') },
      stepUp: { totp: org.owner.code() },
    };
    const first = (await org.owner.ok('requests.create', invite, KEY)) as {
      result?: { invitationCode?: string };
    };
    const code = first.result?.invitationCode ?? '';
    expect(code.length).toBeGreaterThan(20);
    const again = (await org.owner.ok('requests.create', invite, KEY)) as typeof first;
    expect(again).toEqual({ ...first, result: { ...first.result, invitationCode: undefined } });
    for (const table of ['ledger', 'idempotency', 'requests', 'invitations'])
      expect(JSON.stringify(store.all(statement(`SELECT * FROM ${table}`)))).not.toContain(code);
  });
});

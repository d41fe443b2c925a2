import { describe, expect, it } from 'vitest';
import { Engine } from '../../main/engine/engine';
import { organizationWithStore, rowsOf } from './engine-with-store';
import { engineOptions, MINUTE, newOrganization, on, Person } from './organization-under-test';
import { addPasskey, credentialsOf, signatureToStepUp } from './people-with-passkeys';

async function codeOf(promise: ReturnType<Person['call']>): Promise<string> {
  const answer = await promise;
  return answer.ok ? 'ok' : answer.problem.code;
}

const NEW_PASSWORD = 'a quite different password';

/** The same person on another device, signed in there. */
async function elsewhere(person: Person, device = 'Other computer'): Promise<Person> {
  const other = new Person(person.org, person.name, person.email, person.password, person.secret);
  const session = await other.ok(
    'session.create',
    { ...credentialsOf(other), totp: other.code() },
    { device },
  );
  other.token = session.token;
  return other;
}

describe('one’s own sessions', () => {
  it('are listed with their device, the current one marked, and ended one by one', async () => {
    const { owner } = await newOrganization();
    const other = await elsewhere(owner);
    const { items } = await owner.ok('sessions.list');
    expect(items.map(({ device, current }) => [device, current])).toEqual([
      ['Other computer', false],
      ['test', true],
    ]);
    await owner.ok('sessions.end', { id: items[0]?.id });
    expect(await codeOf(other.call('session.get'))).toBe('unauthenticated');
    expect(await codeOf(owner.call('sessions.end', { id: items[0]?.id }))).toBe('not_found');
    await owner.ok('sessions.end', { id: items[1]?.id });
    expect(await codeOf(owner.call('session.get'))).toBe('unauthenticated');
  });

  it('are ended elsewhere, as devices are, with a second factor only: one’s own ends without', async () => {
    const org = await newOrganization();
    const { owner } = org;
    const other = await elsewhere(owner);
    const { deviceId } = await owner.ok('devices.create', { name: 'Desk' });
    const [theirs, own] = (await owner.ok('sessions.list')).items;
    org.clock.advance(6 * MINUTE);
    expect(await codeOf(owner.call('sessions.end', { id: theirs?.id }))).toBe('second_factor_required');
    expect(await codeOf(owner.call('devices.revoke', { id: deviceId }))).toBe('second_factor_required');
    expect(await codeOf(other.call('session.get'))).toBe('ok');
    const wrong = { totp: '000000' };
    expect(await codeOf(owner.call('sessions.end', { id: theirs?.id, stepUp: wrong }))).toBe(
      'second_factor_invalid',
    );
    await owner.ok('sessions.end', { id: theirs?.id, stepUp: { totp: owner.code() } });
    expect(await codeOf(other.call('session.get'))).toBe('unauthenticated');
    await owner.ok('devices.revoke', { id: deviceId });
    org.clock.advance(6 * MINUTE);
    await owner.ok('sessions.end', { id: own?.id });
  });

  it('are nobody else’s, and over ones aren’t listed', async () => {
    const org = await newOrganization({}, undefined, { idleTimeoutMinutes: 10, absoluteTimeoutHours: 12 });
    const ann = await org.invite('Ann', on('access', 'view'));
    const [anns] = (await ann.ok('sessions.list')).items;
    expect(await codeOf(org.owner.call('sessions.end', { id: anns?.id }))).toBe('not_found');
    const other = await elsewhere(ann);
    org.clock.advance(9 * MINUTE);
    await ann.ok('session.touch');
    org.clock.advance(2 * MINUTE);
    expect((await ann.ok('sessions.list')).items).toHaveLength(1);
    expect(await codeOf(other.call('session.get'))).toBe('session_expired');
  });

  it('end with a suspension for good, not until reinstatement', async () => {
    const opened = await organizationWithStore();
    const { org } = opened;
    const ann = await org.invite('Ann', on('access', 'view'));
    await ann.ok('devices.create', { name: 'Laptop' });
    await org.owner.initiate('member.suspend', { memberId: ann.id });
    expect(await codeOf(ann.call('session.get'))).toBe('unauthenticated');
    await org.owner.initiate('member.reinstate', { memberId: ann.id });
    expect(await codeOf(ann.call('session.get'))).toBe('unauthenticated');
    org.api = new Engine(engineOptions(org.clock), opened.store);
    expect(await codeOf(ann.call('session.get'))).toBe('unauthenticated');
    await ann.signIn();
    expect((await ann.ok('devices.list')).items).toEqual([]);
  });
});

describe('a device', () => {
  it('is given its token once, listed, and revoked by its owner only', async () => {
    const { org, store } = await organizationWithStore();
    const { owner } = org;
    const { deviceId, notifyToken = '' } = await owner.ok('devices.create', { name: 'Desk' });
    expect(JSON.stringify([rowsOf(store, 'devices'), rowsOf(store, 'ledger')])).not.toContain(notifyToken);
    expect((await owner.ok('devices.list')).items).toMatchObject([
      { id: deviceId, name: 'Desk', lastUsedAt: null },
    ]);
    expect(await codeOf(owner.call('session.get', {}, { token: notifyToken }))).toBe('unauthenticated');
    const ann = await org.invite('Ann', on('access', 'view'));
    expect(await codeOf(ann.call('devices.revoke', { id: deviceId }))).toBe('not_found');
    await owner.ok('devices.revoke', { id: deviceId });
    expect((await owner.ok('devices.list')).items).toEqual([]);
    expect(await codeOf(owner.call('devices.revoke', { id: deviceId }))).toBe('not_found');
  });
});

describe('a new password', () => {
  it('wants the old one, a good new one, and a fresh second factor, in this order last', async () => {
    const { owner, clock } = await newOrganization();
    clock.advance(5 * MINUTE);
    const change = (
      currentPassword: string,
      newPassword: string,
      stepUp?: object,
    ): ReturnType<Person['call']> =>
      owner.call('password.change', {
        currentPassword,
        newPassword,
        ...(stepUp === undefined ? {} : { stepUp }),
      });
    expect(await change(owner.password, 'password1234')).toMatchObject({
      problem: { code: 'validation_failed', errors: [{ path: 'newPassword' }] },
    });
    const totp = owner.code();
    expect(await change('not the old password', NEW_PASSWORD, { totp })).toMatchObject({
      problem: { code: 'validation_failed', errors: [{ path: 'currentPassword' }] },
    });
    expect(await codeOf(change(owner.password, NEW_PASSWORD))).toBe('second_factor_required');
    expect(await codeOf(change(owner.password, NEW_PASSWORD, { totp }))).toBe('ok');
    const old = { ...credentialsOf(owner), totp: owner.code() };
    expect(await codeOf(owner.call('session.create', old))).toBe('unauthenticated');
    expect(await codeOf(owner.call('session.create', { ...old, password: NEW_PASSWORD }))).toBe('ok');
  });

  it('ends the other sessions and every device, not the one it was made in', async () => {
    const { owner } = await newOrganization();
    const other = await elsewhere(owner);
    await other.ok('devices.create', { name: 'Laptop' });
    const { key } = await addPasskey(owner);
    await owner.ok('password.change', {
      currentPassword: owner.password,
      newPassword: NEW_PASSWORD,
      stepUp: { passkey: await signatureToStepUp(owner, key) },
    });
    expect(await codeOf(other.call('session.get'))).toBe('unauthenticated');
    expect((await owner.ok('sessions.list')).items).toHaveLength(1);
    expect((await owner.ok('devices.list')).items).toEqual([]);
  });

  it('is slowed down where the old one is guessed at, alone and all at once', async () => {
    const { owner, clock } = await newOrganization();
    const guess = (): Promise<string> =>
      codeOf(
        owner.call('password.change', {
          currentPassword: 'not the old password',
          newPassword: NEW_PASSWORD,
          stepUp: { totp: '000000' },
        }),
      );
    const codes = await Promise.all(Array.from({ length: 9 }, guess));
    expect(codes.filter((code) => code === 'validation_failed')).toHaveLength(5);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(4);
    clock.advance(15 * MINUTE);
    expect(await guess()).toBe('validation_failed');
    expect(await codeOf(owner.call('session.get'))).toBe('ok');
  });
});

describe('secrets of factors', () => {
  it('stand neither in the ledger nor in the clear anywhere', async () => {
    const { org, store } = await organizationWithStore();
    const { owner } = org;
    const { secret } = await owner.ok('factors.beginTotp', { stepUp: { totp: owner.code() } });
    const { recoveryCodes = [] } = await owner.ok('recoveryCodes.create', {});
    await owner.ok('password.change', { currentPassword: owner.password, newPassword: NEW_PASSWORD });
    const stored = JSON.stringify(
      (['ledger', 'members', 'factors', 'enrolments', 'recovery_codes', 'credentials'] as const).map(
        (table) => rowsOf(store, table),
      ),
      (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value),
    );
    for (const planted of [secret, NEW_PASSWORD, ...recoveryCodes]) expect(stored).not.toContain(planted);
    // Old codes are void with the new ones.
    expect((await owner.ok('factors.list')).recoveryCodesLeft).toBe(10);
  });

  it('add an authenticator app by its first code, in the session that began it', async () => {
    const { owner } = await newOrganization();
    const other = await elsewhere(owner);
    const { secret } = await owner.ok('factors.beginTotp', {});
    const code = new Person(owner.org, '', '', '', secret).codeAt(0);
    expect(await codeOf(other.call('factors.addTotp', { code }))).toBe('conflict');
    expect(await codeOf(owner.call('factors.addTotp', { code: '000000' }))).toBe('second_factor_invalid');
    const added = await owner.ok('factors.addTotp', { code, name: 'Work phone' });
    expect(added).toMatchObject({ kind: 'totp', name: 'Work phone', accepted: true });
    expect(await codeOf(owner.call('factors.addTotp', { code }))).toBe('conflict');
    // The code that added it is used up.
    expect(await codeOf(owner.call('session.stepUp', { totp: code }))).toBe('second_factor_invalid');
  });
});

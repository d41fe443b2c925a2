import { describe, expect, it } from 'vitest';
import { Engine } from '../../main/engine/engine';
import { authenticatorOf, type BegunEnrolment } from '../../shared/contract/organization';
import { organizationWithStore, projectionsOf, rowsOf, SECRET_TABLES } from './engine-with-store';
import {
  engineOptions,
  HOUR,
  MINUTE,
  newOrganization,
  onWithdrawals,
  type OrganizationUnderTest,
  type Person,
} from './organization-under-test';

const DAY = 24 * HOUR;
const WRONG = 'not the right password';

async function codeOf(promise: ReturnType<Person['call']>): Promise<string> {
  const answer = await promise;
  return answer.ok ? 'ok' : answer.problem.code;
}

describe('signing in', () => {
  it('asks for a factor and checks nothing, whoever asks', async () => {
    const org = await newOrganization();
    const ask = (email: string, password: string): Promise<unknown> =>
      org.owner.refused('session.create', { email, password });
    const known = await ask(org.owner.email, org.owner.password);
    expect(known).toMatchObject({ code: 'second_factor_required', methods: ['totp', 'passkey'] });
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await ask(org.owner.email, WRONG)).toEqual(known);
      expect(await ask('stranger@example.com', WRONG)).toEqual(known);
    }
    await org.owner.signIn();
  });

  it('answers a stranger and a wrong part of a member with the same words', async () => {
    const org = await newOrganization();
    const { owner } = org;
    const totp = owner.code();
    const stranger = await owner.refused('session.create', {
      email: 'stranger@example.com',
      password: WRONG,
      totp,
    });
    expect(stranger.code).toBe('unauthenticated');
    expect(await owner.refused('session.create', { email: owner.email, password: WRONG, totp })).toEqual(
      stranger,
    );
    const invited = { email: 'invitee@example.com', displayName: 'Invitee', grants: onWithdrawals('view') };
    await owner.initiate('member.invite', invited);
    expect(
      await owner.refused('session.create', { email: invited.email, password: WRONG, totp: '123456' }),
    ).toEqual(stranger);
    expect(
      await owner.refused('session.create', {
        email: owner.email,
        password: owner.password,
        totp: owner.codeAt(5),
      }),
    ).toEqual(stranger);
    expect(
      await codeOf(
        owner.call('session.create', {
          email: ` ${owner.email.toUpperCase()} `,
          password: owner.password,
          totp: owner.code(),
        }),
      ),
    ).toBe('ok');
  });

  it('slows down after five failures, more each time, at most a quarter of an hour, and a success forgets', async () => {
    const opened = await organizationWithStore();
    const { org, clock } = opened;
    const { owner } = org;
    const fail = (): ReturnType<Person['refused']> =>
      owner.refused('session.create', { email: owner.email, password: WRONG, totp: '000000' });
    for (let tries = 0; tries < 5; tries += 1) expect((await fail()).code).toBe('unauthenticated');
    const waits: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      const limited = await fail();
      expect(limited.code).toBe('rate_limited');
      waits.push(limited.retryAfterSeconds ?? 0);
      clock.advance((limited.retryAfterSeconds ?? 0) * 1000 - 1);
      expect((await fail()).code).toBe('rate_limited');
      if (tries === 3) org.api = new Engine(engineOptions(clock), opened.store); // a restart forgets nothing
      clock.advance(1);
      expect((await fail()).code).toBe('unauthenticated');
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
    const input = { email: owner.email, password: owner.password };
    expect((await owner.refused('session.create', { ...input, totp: owner.codeAt(0) })).code).toBe(
      'rate_limited',
    );
    expect((await owner.ok('session.get')).member.owner).toBe(true); // live sessions go on
    clock.advance(15 * MINUTE);
    await owner.signIn();
    expect((await fail()).code).toBe('unauthenticated');
  });

  it('slows down tries that are made all at once', async () => {
    const org = await newOrganization();
    const { owner } = org;
    const tries = Array.from({ length: 20 }, () =>
      codeOf(owner.call('session.create', { email: owner.email, password: WRONG, totp: '000000' })),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(5);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(15);
  });

  it('is slowed down for the address that guesses, not for others', async () => {
    const org = await newOrganization();
    const { owner } = org;
    for (let tries = 0; tries < 6; tries += 1)
      await owner.call(
        'session.create',
        { email: owner.email, password: WRONG, totp: '000000' },
        { address: '10.0.0.1' },
      );
    await owner.signIn();
  });

  it('counts an IPv6 host as one, whichever address of its network it guesses from', async () => {
    const org = await newOrganization();
    const guess = (address: string): Promise<string> =>
      codeOf(
        org.owner.call(
          'session.create',
          { email: org.owner.email, password: WRONG, totp: '000000' },
          { address },
        ),
      );
    for (let tries = 0; tries < 5; tries += 1)
      expect(await guess(`2001:db8:1:2::${String(tries)}`)).toBe('unauthenticated');
    expect(await guess('2001:db8:1:2:aaaa::9')).toBe('rate_limited');
    expect(await guess('2001:db8:1:3::1')).toBe('unauthenticated');
  });

  it('is forgotten about after a day, and strangers’ tries aren’t kept', async () => {
    const { org, store, clock } = await organizationWithStore();
    const guess = (email: string): Promise<string> =>
      codeOf(org.owner.call('session.create', { email, password: WRONG, totp: '000000' }));
    for (let tries = 0; tries < 5; tries += 1) await guess(org.owner.email);
    for (let nth = 0; nth < 3; nth += 1) await guess(`stranger-${String(nth)}@example.com`);
    expect(rowsOf(store, 'throttles')).toHaveLength(4);
    expect(await guess(org.owner.email)).toBe('rate_limited');
    clock.advance(DAY + MINUTE);
    for (let tries = 0; tries < 5; tries += 1) expect(await guess(org.owner.email)).toBe('unauthenticated');
    expect(await guess(org.owner.email)).toBe('rate_limited');
    expect(rowsOf(store, 'throttles')).toHaveLength(1);
  });

  it('that is locked for a while says so in the ledger, each time', async () => {
    const { org, store, clock } = await organizationWithStore();
    const { owner } = org;
    const input = { email: owner.email, password: WRONG, totp: '000000' };
    for (let tries = 0; tries < 5; tries += 1) await owner.call('session.create', input);
    for (let tries = 0; tries < 5; tries += 1) await owner.call('session.stepUp', { totp: '000000' });
    clock.advance(5_000);
    await owner.call('session.create', input);
    const told = (rowsOf(store, 'ledger') as { type: string; payload: string }[])
      .filter(({ type }) => type.endsWith('.locked-out'))
      .map(({ type, payload }) => [type, JSON.parse(payload) as unknown]);
    const who = { memberId: owner.id, address: 'local' };
    expect(told).toEqual([
      ['session.locked-out', { ...who, seconds: 5 }],
      ['second-factor.locked-out', { ...who, seconds: 5 }],
      ['session.locked-out', { ...who, seconds: 10 }],
    ]);
  });

  it('slows down guessing codes in a live session', async () => {
    const org = await newOrganization();
    const codes: string[] = [];
    for (let tries = 0; tries < 7; tries += 1)
      codes.push(await codeOf(org.owner.call('session.stepUp', { totp: '000000' })));
    expect(codes).toEqual([
      ...Array<string>(5).fill('second_factor_invalid'),
      'rate_limited',
      'rate_limited',
    ]);
    expect(await codeOf(org.owner.call('session.get'))).toBe('ok');
  });
});

async function invited(org: OrganizationUnderTest, name = 'Ann'): Promise<string> {
  const request = await org.owner.initiate('member.invite', {
    email: `${name.toLowerCase()}@example.com`,
    displayName: name,
    grants: onWithdrawals('view'),
  });
  return request.result?.invitationCode ?? '';
}

describe('an invitation', () => {
  it('takes no weak password, and isn’t used up by one', async () => {
    const org = await newOrganization();
    const code = await invited(org);
    for (const password of [
      'short',
      'elevenchars',
      'password1234',
      'PasswordPassword',
      'aaaaaaaaaaaaaaaa',
      '12'.repeat(10),
    ])
      expect(await org.owner.refused('invitations.accept', { code, password })).toMatchObject({
        code: 'validation_failed',
        errors: [{ path: 'password' }],
      });
    await org.owner.ok('invitations.accept', { code, password: 'twelve chars' });
  });

  it('lives seven days, and is used once', async () => {
    const org = await newOrganization();
    const { owner, clock } = org;
    const accept = (code: string): Promise<string> =>
      codeOf(owner.call('invitations.accept', { code, password: 'a long password here' }));
    expect(await accept('f'.repeat(43))).toBe('not_found');
    const late = await invited(org, 'Late');
    clock.advance(7 * DAY);
    expect(await accept(late)).toBe('not_found');
    await owner.signIn();
    const code = await invited(org);
    clock.advance(7 * DAY - 1);
    const { enrolment, enrolmentToken } = await owner.ok('invitations.accept', {
      code,
      password: 'a long password here',
    });
    owner.secret = authenticatorOf(enrolment).secret;
    await owner.ok('enrolment.totp', { enrolmentToken, code: owner.codeAt(0) });
    expect(await accept(code)).toBe('conflict');
    expect(await codeOf(owner.call('enrolment.totp', { enrolmentToken, code: owner.codeAt(1) }))).toBe(
      'unauthenticated',
    );
  });

  it('takes five wrong codes and fifteen minutes, no more', async () => {
    const org = await newOrganization();
    const { owner, clock } = org;
    const code = await invited(org);
    const begin = (): Promise<{ enrolmentToken: string; enrolment: BegunEnrolment }> =>
      owner.ok('invitations.accept', { code, password: 'a long password here' });
    const first = await begin();
    for (let tries = 0; tries < 5; tries += 1)
      expect(
        await codeOf(owner.call('enrolment.totp', { enrolmentToken: first.enrolmentToken, code: '000000' })),
      ).toBe('second_factor_invalid');
    owner.secret = authenticatorOf(first.enrolment).secret;
    expect(
      await codeOf(
        owner.call('enrolment.totp', { enrolmentToken: first.enrolmentToken, code: owner.codeAt(0) }),
      ),
    ).toBe('unauthenticated');
    const second = await begin();
    owner.secret = authenticatorOf(second.enrolment).secret;
    clock.advance(15 * MINUTE);
    expect(
      await codeOf(
        owner.call('enrolment.totp', { enrolmentToken: second.enrolmentToken, code: owner.codeAt(0) }),
      ),
    ).toBe('unauthenticated');
  });

  it('gives nothing to who accepted it but has no factor yet', async () => {
    const org = await newOrganization();
    const code = await invited(org);
    await org.owner.ok('invitations.accept', { code, password: 'a long password here' });
    const input = { email: 'ann@example.com', password: 'a long password here', totp: '000000' };
    expect(await codeOf(org.owner.call('session.create', input))).toBe('unauthenticated');
  });
});

describe('secrets', () => {
  it('never stand in the ledger, in a projection, or in the clear anywhere', async () => {
    const { org, store } = await organizationWithStore();
    const code = await invited(org);
    const accepted = await org.owner.ok('invitations.accept', { code, password: 'planted password 1' });
    org.owner.secret = authenticatorOf(accepted.enrolment).secret;
    const enrolled = await org.owner.ok('enrolment.totp', {
      enrolmentToken: accepted.enrolmentToken,
      code: org.owner.code(),
    });
    await org.owner.refused('session.create', {
      email: 'ann@example.com',
      password: 'planted password 2',
      totp: '000000',
    });
    const planted = [
      code,
      'planted password 1',
      'planted password 2',
      authenticatorOf(accepted.enrolment).secret,
      accepted.enrolmentToken,
      enrolled.session.token,
      ...enrolled.recoveryCodes,
    ];
    const stored = JSON.stringify(
      [projectionsOf(store), rowsOf(store, 'ledger'), SECRET_TABLES.map((table) => rowsOf(store, table))],
      (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value),
    );
    expect(stored).toContain('ann@example.com');
    for (const secret of planted) expect(stored).not.toContain(secret);
    expect(new Set(enrolled.recoveryCodes).size).toBe(10);
  });
});

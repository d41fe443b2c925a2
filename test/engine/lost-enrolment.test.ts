import { describe, expect, it } from 'vitest';
import { Engine } from '../../main/engine/engine';
import { openEngine } from '../../main/engine';
import { authenticatorOf, type Grants } from '../../shared/contract/organization';
import { organizationWithStore } from './engine-with-store';
import {
  engineOptions,
  HOUR,
  MINUTE,
  newOrganization,
  on,
  OrganizationUnderTest,
  Person,
  TestClock,
} from './organization-under-test';
import { addPasskey, credentialsOf } from './people-with-passkeys';

async function codeOf(promise: ReturnType<Person['call']>): Promise<string> {
  const answer = await promise;
  return answer.ok ? 'ok' : answer.problem.code;
}

describe('an enrolment that was lost', () => {
  it('of the Owner on a server is begun again with the set-up token, until a factor is enrolled', async () => {
    const setupToken = 'the set-up token of this server';
    const clock = new TestClock();
    const org = new OrganizationUnderTest(await openEngine(engineOptions(clock, { setupToken })), clock);
    const owner = new Person(org, 'Olga', 'olga@example.com', 'a long password of Olga');
    const created = await owner.ok('organization.create', {
      name: 'Example Treasury',
      kyb: { legalName: 'Example', registrationNumber: '1', country: 'IE', reference: 'K', confirmed: true },
      signInPolicy: 'authenticator-or-passkey',
      session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
      owner: { displayName: 'Olga', email: owner.email, password: owner.password },
      setupToken,
    });
    clock.advance(15 * MINUTE);
    owner.secret = authenticatorOf(created.enrolment).secret;
    const late = { enrolmentToken: created.enrolmentToken, code: owner.codeAt(0) };
    expect(await codeOf(owner.call('enrolment.totp', late))).toBe('unauthenticated');
    expect(
      await codeOf(owner.call('session.create', { ...credentialsOf(owner), totp: owner.codeAt(0) })),
    ).toBe('unauthenticated');
    const accept = { code: setupToken, password: 'another password of Olga' };
    expect(await codeOf(owner.call('invitations.accept', { ...accept, code: 'not the set-up token' }))).toBe(
      'not_found',
    );
    const again = await owner.ok('invitations.accept', accept);
    expect(again.member.owner).toBe(true);
    owner.secret = authenticatorOf(again.enrolment).secret;
    await owner.ok('enrolment.totp', { enrolmentToken: again.enrolmentToken, code: owner.code() });
    expect(await codeOf(owner.call('invitations.accept', accept))).toBe('conflict');
    const input = { email: owner.email, password: accept.password, totp: owner.code() };
    expect(await codeOf(owner.call('session.create', input))).toBe('ok');
  });
});

describe('two people with one e-mail', () => {
  it('sign in each with their own, while the one succeeds the other', async () => {
    const org = await newOrganization();
    const grants: Grants = on('withdrawals', 'view');
    const ann = await org.invite('Ann', grants);
    const request = await org.owner.initiate('member.replace', {
      memberId: ann.id,
      email: ann.email,
      displayName: 'Ann',
    });
    const successor = new Person(org, 'Ann', ann.email, 'the password of the successor');
    const accepted = await successor.ok('invitations.accept', {
      code: request.result?.invitationCode,
      password: successor.password,
    });
    successor.secret = authenticatorOf(accepted.enrolment).secret;
    successor.id = accepted.member.id;
    await successor.ok('enrolment.totp', {
      enrolmentToken: accepted.enrolmentToken,
      code: successor.code(),
    });
    await ann.signIn();
    await successor.signIn();
    expect((await ann.ok('session.get')).member.id).toBe(ann.id);
    expect((await successor.ok('session.get')).member.id).toBe(successor.id);
    const mixed = { email: ann.email, password: ann.password, totp: successor.code() };
    expect(await codeOf(ann.call('session.create', mixed))).toBe('unauthenticated');
  });
});

describe('a stranger', () => {
  it('gets passkey options that look like a member’s, the same each time', async () => {
    const { org, options, store } = await organizationWithStore();
    await addPasskey(org.owner);
    const asked = (email: string): Promise<{ allowCredentials: { id: string }[]; challenge: string }> =>
      org.owner.ok('session.passkeyOptions', { email });
    const idsOf = async (email: string): Promise<string[]> =>
      (await asked(email)).allowCredentials.map(({ id }) => id);
    const member = await asked(org.owner.email);
    const stranger = await asked('stranger@example.com');
    const shape = ({ allowCredentials, challenge, ...rest }: typeof member): unknown => [
      allowCredentials.map(({ id: _random, ...others }) => others),
      challenge.length,
      rest,
    ];
    expect(shape(stranger)).toEqual(shape(member));
    expect(await idsOf(' STRANGER@example.com')).toEqual(await idsOf('stranger@example.com'));
    expect(await idsOf('other@example.com')).not.toEqual(await idsOf('stranger@example.com'));
    expect(stranger.challenge).not.toBe((await asked('stranger@example.com')).challenge);
    org.api = new Engine({ ...options, random: { bytes: (count) => new Uint8Array(count).fill(9) } }, store);
    expect((await asked('stranger@example.com')).allowCredentials).toEqual(stranger.allowCredentials);
  });

  it('can’t be told by how many passkeys are asked for, how long their ids are, or where they stand', async () => {
    const org = await newOrganization();
    const ids = async (email: string): Promise<string[]> =>
      (await org.owner.ok('session.passkeyOptions', { email })).allowCredentials.map(({ id }) => id);
    const places = new Set<number>();
    const counts = new Set<number>();
    for (let passkeys = 0; passkeys < 4; passkeys += 1) {
      const asked = await ids(org.owner.email);
      const own = (await org.owner.ok('session.stepUpOptions', {}).catch(() => null))?.allowCredentials ?? [];
      counts.add(asked.length);
      for (const { id } of own) places.add(asked.indexOf(id));
      await addPasskey(org.owner);
    }
    expect(places).not.toContain(-1);
    expect(places.size).toBeGreaterThan(1);
    const lengths = new Set<number>();
    for (let nth = 0; nth < 12; nth += 1) {
      const asked = await ids(`stranger-${String(nth)}@example.com`);
      counts.add(asked.length);
      for (const id of asked) lengths.add(Buffer.from(id, 'base64url').length);
    }
    expect([...counts]).toEqual([4]);
    expect([...lengths].sort((a, b) => a - b)).toEqual([16, 20, 32, 48, 64]);
  });

  it('costs the work that a member costs, whatever is wrong', async () => {
    const { org, engine, store } = await organizationWithStore();
    const { owner } = org;
    const { key } = await addPasskey(owner);
    const work = countWork(engine, store);
    const password = 'not the right password';
    const offered = async (email: string): Promise<Record<string, unknown>[]> => [
      { totp: '000000' },
      { recoveryCode: 'aaaaa-bbbbb-ccccc-ddddd' },
      { passkey: key.get(await owner.ok('session.passkeyOptions', { email })) },
    ];
    const costs: Record<string, unknown[]> = {};
    for (const email of [owner.email, 'stranger@example.com'])
      for (const factor of await offered(email)) {
        work.begin();
        expect(await codeOf(owner.call('session.create', { email, password, ...factor }))).toBe(
          'unauthenticated',
        );
        (costs[email] ??= []).push(work.counted());
      }
    expect(costs['stranger@example.com']).toEqual(costs[owner.email]);
    work.begin();
    await owner.ok('session.passkeyOptions', { email: owner.email });
    const known = work.counted();
    work.begin();
    await owner.ok('session.passkeyOptions', { email: 'stranger@example.com' });
    expect(work.counted()).toEqual(known);
    org.clock.advance(HOUR);
  });
});

/** Counts what takes time in a sign-in: password hashes, signatures, and questions to the store. */
function countWork(
  engine: Engine,
  store: { all: (statement: never) => unknown[] },
): { begin(): void; counted(): Record<string, number> } {
  let counts = { passwords: 0, signatures: 0, reads: 0 };
  const { passwords, passkeys } = engine;
  const matches = passwords.matches.bind(passwords);
  passwords.matches = (...given) => {
    counts.passwords += 1;
    return matches(...given);
  };
  const verify = passkeys.verify.bind(passkeys);
  passkeys.verify = (...given) => {
    counts.signatures += 1;
    return verify(...given);
  };
  const all = store.all.bind(store);
  store.all = (statement) => {
    counts.reads += 1;
    return all(statement);
  };
  return {
    begin: () => {
      counts = { passwords: 0, signatures: 0, reads: 0 };
    },
    counted: () => ({ ...counts }),
  };
}

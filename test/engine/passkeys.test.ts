import { describe, expect, it } from 'vitest';
import { addPasskey, credentialsOf, signatureToSignIn, signatureToStepUp } from './people-with-passkeys';
import {
  MINUTE,
  newOrganization,
  on,
  type OrganizationUnderTest,
  type Person,
} from './organization-under-test';
import { SoftwareAuthenticator, type Departure } from './software-authenticator';

async function codeOf(promise: ReturnType<Person['call']>): Promise<string> {
  const answer = await promise;
  return answer.ok ? 'ok' : answer.problem.code;
}

/** An organization whose Owner has an authenticator app and a passkey. */
async function withPasskey(): Promise<{
  org: OrganizationUnderTest;
  owner: Person;
  key: SoftwareAuthenticator;
}> {
  const org = await newOrganization();
  const { key } = await addPasskey(org.owner);
  return { org, owner: org.owner, key };
}

const HOSTILE: readonly [string, Departure][] = [
  ['another origin', { origin: 'https://countersign.example' }],
  ['another domain', { rpId: 'example.com' }],
  ['another challenge', { challenge: Buffer.alloc(32, 5).toString('base64url') }],
  ['a person nobody verified', { verified: false }],
];

describe('a passkey', () => {
  it('is added, named, shown, and signs in', async () => {
    const { owner, key } = await withPasskey();
    const second = await addPasskey(owner, new SoftwareAuthenticator(), 'Blue key');
    await addPasskey(owner);
    const { items, recoveryCodesLeft } = await owner.ok('factors.list');
    expect(items.map(({ kind, name, accepted }) => ({ kind, name, accepted }))).toEqual([
      { kind: 'totp', name: 'Authenticator app', accepted: true },
      { kind: 'passkey', name: 'Passkey', accepted: true },
      { kind: 'passkey', name: 'Blue key', accepted: true },
      { kind: 'passkey', name: 'Passkey 2', accepted: true },
    ]);
    expect(recoveryCodesLeft).toBe(10);
    expect(new Set(items.map(({ fingerprint }) => fingerprint)).size).toBe(4);
    for (const authenticator of [key, second.key]) {
      const passkey = await signatureToSignIn(owner, authenticator);
      const session = await owner.ok('session.create', { ...credentialsOf(owner), passkey });
      expect(session.member.id).toBe(owner.id);
    }
    const used = (await owner.ok('factors.list')).items[1];
    expect(used?.lastUsedAt).not.toBeNull();
  });

  it('is refused where it was made for anything else', async () => {
    const org = await newOrganization();
    const { owner } = org;
    for (const [, departure] of HOSTILE) {
      const asked = await owner.ok('factors.beginPasskey', { stepUp: { totp: owner.code() } });
      const credential = new SoftwareAuthenticator().create(asked, departure);
      expect(await codeOf(owner.call('factors.addPasskey', { credential }))).toBe('second_factor_invalid');
    }
    expect((await owner.ok('factors.list')).items).toHaveLength(1);
  });

  it('belongs to one member, and is asked for once', async () => {
    const { org, owner } = await withPasskey();
    const asked = await owner.ok('factors.beginPasskey', { stepUp: { totp: owner.code() } });
    const credential = new SoftwareAuthenticator().create(asked);
    await owner.ok('factors.addPasskey', { credential });
    expect(await codeOf(owner.call('factors.addPasskey', { credential }))).toBe('conflict');
    const ann = await org.invite('Ann', on('access', 'view'));
    await ann.ok('factors.beginPasskey', { stepUp: { totp: ann.code() } });
    expect(await codeOf(ann.call('factors.addPasskey', { credential }))).toBe('second_factor_invalid');
  });

  it('is refused where a member has it already, even when two are given it at once', async () => {
    const { org, owner } = await withPasskey();
    const ann = await org.invite('Ann', on('access', 'view'));
    const shared = new SoftwareAuthenticator();
    const asked = [
      await owner.ok('factors.beginPasskey', { stepUp: { totp: owner.code() } }),
      await ann.ok('factors.beginPasskey', { stepUp: { totp: ann.code() } }),
    ];
    const credentials = asked.map((each) => shared.create(each, { id: 'c'.repeat(43) }));
    const [first, second] = await Promise.all([
      codeOf(owner.call('factors.addPasskey', { credential: credentials[0] })),
      codeOf(ann.call('factors.addPasskey', { credential: credentials[1] })),
    ]);
    expect([first, second].sort()).toEqual(['ok', 'second_factor_invalid']);
    const again = await owner.ok('factors.beginPasskey');
    const credential = shared.create(again, { id: 'c'.repeat(43) });
    expect(await codeOf(owner.call('factors.addPasskey', { credential }))).toBe('second_factor_invalid');
  });

  it('is one of twenty factors at most', async () => {
    const { owner } = await withPasskey();
    for (let factors = 2; factors < 20; factors += 1) await addPasskey(owner);
    expect((await owner.ok('factors.list')).items).toHaveLength(20);
    expect(await codeOf(owner.call('factors.beginPasskey', {}))).toBe('conflict');
    expect(await codeOf(owner.call('factors.beginTotp', {}))).toBe('conflict');
    const asked = await owner.ok('session.passkeyOptions', { email: owner.email });
    expect(asked.allowCredentials).toHaveLength(20);
  });

  it('needs a fresh second factor to be added, renamed or removed, and goes only while another stays', async () => {
    const { org, owner, key } = await withPasskey();
    const [totp, passkey] = (await owner.ok('factors.list')).items;
    org.clock.advance(5 * MINUTE);
    for (const [name, input] of [
      ['factors.beginPasskey', {}],
      ['factors.beginTotp', {}],
      ['factors.rename', { id: passkey?.id, name: 'Other' }],
      ['factors.remove', { id: passkey?.id }],
      ['recoveryCodes.create', {}],
    ] as const)
      expect(await owner.refused(name, input)).toMatchObject({
        code: 'second_factor_required',
        methods: ['totp', 'passkey'],
      });
    const signed = { stepUp: { passkey: await signatureToStepUp(owner, key) } };
    expect((await owner.ok('factors.rename', { id: passkey?.id, name: 'Desk', ...signed })).name).toBe(
      'Desk',
    );
    await owner.ok('factors.remove', { id: totp?.id });
    expect(await owner.refused('factors.remove', { id: passkey?.id })).toMatchObject({ code: 'conflict' });
    expect(await codeOf(owner.call('factors.remove', { id: 'fac_0' }))).toBe('not_found');
    org.clock.advance(5 * MINUTE);
    expect(await owner.refused('recoveryCodes.create')).toMatchObject({ methods: ['passkey'] });
    expect(await codeOf(owner.call('session.stepUp', { totp: owner.code() }))).toBe('second_factor_invalid');
  });

  it.each(HOSTILE)('signs nobody in with %s', async (_what, departure) => {
    const { owner, key } = await withPasskey();
    const passkey = await signatureToSignIn(owner, key, departure);
    expect(await codeOf(owner.call('session.create', { ...credentialsOf(owner), passkey }))).toBe(
      'unauthenticated',
    );
    const right = await signatureToSignIn(owner, key);
    expect(await codeOf(owner.call('session.create', { ...credentialsOf(owner), passkey: right }))).toBe(
      'ok',
    );
  });

  it('signs in once, within five minutes, with the e-mail it was asked for, and with the password', async () => {
    const { org, owner, key } = await withPasskey();
    const signIn = (passkey: unknown, more: object = {}): Promise<string> =>
      codeOf(owner.call('session.create', { ...credentialsOf(owner), passkey, ...more }));
    const once = await signatureToSignIn(owner, key);
    expect(await signIn(once)).toBe('ok');
    expect(await signIn(once)).toBe('unauthenticated');
    const twice = await signatureToSignIn(owner, key);
    const codes = await Promise.all([signIn(twice), signIn(twice)]);
    expect(codes.sort()).toEqual(['ok', 'unauthenticated']);
    const late = await signatureToSignIn(owner, key);
    org.clock.advance(5 * MINUTE);
    expect(await signIn(late)).toBe('unauthenticated');
    const elsewhere = key.get(await owner.ok('session.passkeyOptions', { email: 'ann@example.com' }));
    expect(await signIn(elsewhere)).toBe('unauthenticated');
    const stepUp = await signatureToStepUp(owner, key);
    expect(await signIn(stepUp)).toBe('unauthenticated');
    expect(await signIn(await signatureToSignIn(owner, key), { password: 'not the right password' })).toBe(
      'unauthenticated',
    );
  });

  it('of somebody else signs nobody in, and steps nobody up', async () => {
    const { org, owner, key } = await withPasskey();
    const ann = await org.invite('Ann', on('access', 'view'));
    const { key: annsKey } = await addPasskey(ann);
    const asOwner = annsKey.get(await owner.ok('session.passkeyOptions', { email: owner.email }));
    expect(await codeOf(owner.call('session.create', { ...credentialsOf(owner), passkey: asOwner }))).toBe(
      'unauthenticated',
    );
    const forOwner = await signatureToStepUp(owner, annsKey);
    expect(await codeOf(owner.call('session.stepUp', { passkey: forOwner }))).toBe('second_factor_invalid');
    const ownersOwn = await signatureToStepUp(owner, key);
    expect(await codeOf(ann.call('session.stepUp', { passkey: ownersOwn }))).toBe('second_factor_invalid');
  });

  it('whose counter doesn’t go on was copied', async () => {
    const { owner, key } = await withPasskey();
    const stepUp = async (counter: number): Promise<string> =>
      codeOf(
        owner.call('session.stepUp', { passkey: await signatureToStepUp(owner, key, null, { counter }) }),
      );
    expect(await stepUp(7)).toBe('ok');
    expect(await stepUp(7)).toBe('second_factor_invalid');
    expect(await stepUp(6)).toBe('second_factor_invalid');
    expect(await stepUp(0)).toBe('second_factor_invalid');
    expect(await stepUp(8)).toBe('ok');
  });

  it('that counts nothing goes on working', async () => {
    const { owner, key } = await withPasskey();
    for (let times = 0; times < 2; times += 1) {
      const passkey = await signatureToStepUp(owner, key, null, { counter: 0 });
      expect(await codeOf(owner.call('session.stepUp', { passkey }))).toBe('ok');
    }
  });

  it('that is guessed at slows down, like codes', async () => {
    const { owner, key } = await withPasskey();
    const codes: string[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      const passkey = await signatureToStepUp(owner, key, null, { origin: 'https://elsewhere.example' });
      codes.push(await codeOf(owner.call('session.stepUp', { passkey })));
    }
    expect(codes.slice(-1)).toEqual(['rate_limited']);
  });

  it('isn’t to be had where nobody is the relying party', async () => {
    const org = await newOrganization({ relyingParty: null });
    const { owner } = org;
    expect(await codeOf(owner.call('session.passkeyOptions', { email: owner.email }))).toBe('conflict');
    expect(await codeOf(owner.call('factors.beginPasskey', { stepUp: { totp: owner.code() } }))).toBe(
      'conflict',
    );
  });
});

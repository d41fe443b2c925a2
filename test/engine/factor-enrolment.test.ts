import { describe, expect, it } from 'vitest';
import { openEngine } from '../../main/engine';
import {
  engineOptions,
  MINUTE,
  newOrganization,
  on,
  OrganizationUnderTest,
  Person,
  TestClock,
} from './organization-under-test';
import { addPasskey, credentialsOf, signatureToSignIn, signatureToStepUp } from './people-with-passkeys';
import { SoftwareAuthenticator } from './software-authenticator';

async function codeOf(promise: ReturnType<Person['call']>): Promise<string> {
  const answer = await promise;
  return answer.ok ? 'ok' : answer.problem.code;
}

async function tighten(org: OrganizationUnderTest, key: SoftwareAuthenticator): Promise<void> {
  const { version } = await org.owner.ok('organization.get');
  await org.owner.ok('requests.create', {
    operation: 'security.sign-in.change',
    params: { signInPolicy: 'passkey', baseVersion: version },
    stepUp: { passkey: await signatureToStepUp(org.owner, key) },
  });
}

/** The Owner with a passkey, Ann with an authenticator app alone; passkeys are all that is taken now. */
async function tightened(): Promise<{
  org: OrganizationUnderTest;
  ann: Person;
  ownersKey: SoftwareAuthenticator;
}> {
  const org = await newOrganization();
  const ann = await org.invite('Ann', on('access', 'approve'));
  const { key: ownersKey } = await addPasskey(org.owner);
  await tighten(org, ownersKey);
  return { org, ann, ownersKey };
}

async function enrolPasskey(person: Person, enrolmentToken: string): Promise<SoftwareAuthenticator> {
  const key = new SoftwareAuthenticator();
  const asked = await person.ok('enrolment.passkeyOptions', { enrolmentToken });
  const enrolled = await person.ok('enrolment.passkey', {
    enrolmentToken,
    credential: key.create(asked),
    name: 'New key',
  });
  person.token = enrolled.session.token;
  return key;
}

describe('a tightened sign-in policy', () => {
  it('blocks at the next action who doesn’t satisfy it, all but enrolling and signing out', async () => {
    const { ann } = await tightened();
    const refused = await ann.refused('session.get');
    expect(refused.code).toBe('factor_enrolment_required');
    const { enrolmentToken = '' } = refused;
    expect((await ann.refused('requests.list')).enrolmentToken).toBe(enrolmentToken);
    expect(await codeOf(ann.call('session.stepUp', { totp: ann.code() }))).toBe('factor_enrolment_required');
    expect(await codeOf(ann.call('enrolment.totpOptions', { enrolmentToken }))).toBe('conflict');
    expect(await codeOf(ann.call('enrolment.totp', { enrolmentToken, code: '000000' }))).toBe('conflict');
    await enrolPasskey(ann, enrolmentToken);
    expect((await ann.ok('factors.list')).items.map(({ kind, accepted }) => [kind, accepted])).toEqual([
      ['totp', false],
      ['passkey', true],
    ]);
    expect(await codeOf(ann.call('session.stepUp', { totp: ann.code() }))).toBe('second_factor_invalid');
  });

  it('tells a blocked member nothing by events, and lets them sign out', async () => {
    const org = await newOrganization();
    const ann = await org.invite('Ann', on('access', 'approve'));
    const told: unknown[] = [];
    org.api.subscribe(ann.token ?? '', (event) => told.push(event));
    const { key } = await addPasskey(org.owner);
    await tighten(org, key);
    told.length = 0;
    await org.owner.ok('requests.create', {
      operation: 'account.create',
      params: { name: 'Other' },
      stepUp: { passkey: await signatureToStepUp(org.owner, key) },
    });
    expect(told).toEqual([]);
    expect(await codeOf(ann.call('session.delete'))).toBe('ok');
    expect(await codeOf(ann.call('session.get'))).toBe('unauthenticated');
  });

  it('leads from the right password and the old factor to enrolling, and from nothing less', async () => {
    const { ann } = await tightened();
    const sure = await ann.refused('session.create', { ...credentialsOf(ann), totp: ann.code() });
    expect(sure.code).toBe('factor_enrolment_required');
    const unsure = [
      { ...credentialsOf(ann), totp: ann.codeAt(0) }, // used up
      { ...credentialsOf(ann), totp: ann.codeAt(9) },
      { email: ann.email, password: 'not the right password', totp: ann.code() },
    ];
    for (const input of unsure)
      expect(await codeOf(ann.call('session.create', input))).toBe('unauthenticated');
    const key = await enrolPasskey(ann, sure.enrolmentToken ?? '');
    const passkey = await signatureToSignIn(ann, key);
    expect(await codeOf(ann.call('session.create', { ...credentialsOf(ann), passkey }))).toBe('ok');
    // Who has a factor that counts can’t enrol another one by one that doesn’t.
    expect(await codeOf(ann.call('session.create', { ...credentialsOf(ann), totp: ann.code() }))).toBe(
      'unauthenticated',
    );
    expect(await ann.refused('session.create', credentialsOf(ann))).toMatchObject({ methods: ['passkey'] });
  });

  it('gives a blocked member another way in when five tries were wrong, and after five minutes by signing in', async () => {
    const { ann, org } = await tightened();
    const first = (await ann.refused('session.get')).enrolmentToken ?? '';
    const wrong = async (enrolmentToken: string): Promise<string> => {
      const asked = await ann.ok('enrolment.passkeyOptions', { enrolmentToken });
      const credential = new SoftwareAuthenticator().create(asked, { verified: false });
      return codeOf(ann.call('enrolment.passkey', { enrolmentToken, credential }));
    };
    for (let tries = 0; tries < 5; tries += 1) expect(await wrong(first)).toBe('second_factor_invalid');
    expect(await codeOf(ann.call('enrolment.passkeyOptions', { enrolmentToken: first }))).toBe(
      'unauthenticated',
    );
    const second = (await ann.refused('session.get')).enrolmentToken ?? '';
    expect(second).not.toBe(first);
    // Whoever finds a session unattended has no factor of their own with it: the old one must have been given lately.
    org.clock.advance(5 * MINUTE);
    const late = await ann.refused('session.get');
    expect(late.code).toBe('factor_enrolment_required');
    expect(late.enrolmentToken).toBeUndefined();
    const { enrolmentToken: third = '' } = await ann.refused('session.create', {
      ...credentialsOf(ann),
      totp: ann.code(),
    });
    expect(third).not.toBe(second);
    org.clock.advance(15 * MINUTE);
    expect(await codeOf(ann.call('enrolment.passkeyOptions', { enrolmentToken: third }))).toBe(
      'unauthenticated',
    );
    const fourth = await ann.refused('session.create', { ...credentialsOf(ann), totp: ann.code() });
    await enrolPasskey(ann, fourth.enrolmentToken ?? '');
  });

  it('lets nobody enrol who was suspended meanwhile', async () => {
    const { ann, org, ownersKey } = await tightened();
    const { enrolmentToken = '' } = await ann.refused('session.get');
    await org.owner.ok('requests.create', {
      operation: 'member.suspend',
      params: { memberId: ann.id },
      stepUp: { passkey: await signatureToStepUp(org.owner, ownersKey) },
    });
    expect(await codeOf(ann.call('enrolment.passkeyOptions', { enrolmentToken }))).toBe('unauthenticated');
    expect(await codeOf(ann.call('session.get'))).toBe('unauthenticated');
  });
});

describe('a recovery code', () => {
  async function withCodes(): Promise<{ org: OrganizationUnderTest; codes: string[] }> {
    const org = await newOrganization();
    const { recoveryCodes } = await org.owner.ok('recoveryCodes.create', {
      stepUp: { totp: org.owner.code() },
    });
    return { org, codes: recoveryCodes ?? [] };
  }

  it('signs in to enrolling a factor only, once', async () => {
    const { org, codes } = await withCodes();
    const { owner } = org;
    const [code = '', other = ''] = codes;
    const input = { ...credentialsOf(owner), recoveryCode: code.toUpperCase().replaceAll('-', ' ') };
    const { code: problem, enrolmentToken = '' } = await owner.refused('session.create', input);
    expect(problem).toBe('factor_enrolment_required');
    expect(await codeOf(owner.call('session.create', input))).toBe('unauthenticated');
    expect((await owner.ok('factors.list')).recoveryCodesLeft).toBe(9);
    const { secret } = await owner.ok('enrolment.totpOptions', { enrolmentToken });
    const lost = owner.secret;
    owner.secret = secret;
    const enrolled = await owner.ok('enrolment.totp', { enrolmentToken, code: owner.code() });
    expect(enrolled.recoveryCodes).toHaveLength(10);
    expect(enrolled.recoveryCodes).not.toContain(other);
    await owner.signIn();
    expect(lost).not.toBe(secret);
    // New codes void the old ones.
    expect(await codeOf(owner.call('session.create', { ...credentialsOf(owner), recoveryCode: other }))).toBe(
      'unauthenticated',
    );
  });

  it('is used by its own member only, with the password, and is no second factor', async () => {
    const { org, codes } = await withCodes();
    const ann = await org.invite('Ann', on('access', 'view'));
    const [recoveryCode = ''] = codes;
    expect(await codeOf(ann.call('session.create', { ...credentialsOf(ann), recoveryCode }))).toBe(
      'unauthenticated',
    );
    expect(
      await codeOf(
        ann.call('session.create', { email: org.owner.email, password: 'wrong password', recoveryCode }),
      ),
    ).toBe('unauthenticated');
    expect(await codeOf(org.owner.call('session.stepUp', { recoveryCode }))).toBe('validation_failed');
    expect(await codeOf(org.owner.call('session.stepUp', { totp: recoveryCode }))).toBe('validation_failed');
    expect(
      await codeOf(org.owner.call('session.create', { ...credentialsOf(org.owner), recoveryCode })),
    ).toBe('factor_enrolment_required');
    expect(
      await codeOf(
        org.owner.call('session.create', { ...credentialsOf(org.owner), recoveryCode, totp: '000000' }),
      ),
    ).toBe('validation_failed');
  });
});

describe('an organization that signs in with passkeys only', () => {
  const input = {
    name: 'Example Treasury',
    kyb: { legalName: 'Example', registrationNumber: '1', country: 'IE', reference: 'K', confirmed: true },
    signInPolicy: 'passkey',
    session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
    owner: { displayName: 'Olga', email: 'olga@example.com', password: 'a long password of Olga' },
  };

  async function nobodyYet(over = {}): Promise<Person> {
    const clock = new TestClock();
    const org = new OrganizationUnderTest(await openEngine(engineOptions(clock, over)), clock);
    return new Person(org, 'Olga', input.owner.email, input.owner.password);
  }

  it('begins with the Owner’s passkey, and nothing can be done before', async () => {
    const owner = await nobodyYet();
    const { enrolment, enrolmentToken } = await owner.ok('organization.create', input);
    expect(Object.keys(enrolment)).toEqual(['passkey']);
    expect(await codeOf(owner.call('enrolment.totp', { enrolmentToken, code: '000000' }))).toBe('conflict');
    const key = new SoftwareAuthenticator();
    if (!('passkey' in enrolment)) throw new Error('no passkey was asked for');
    const credential = key.create(enrolment.passkey);
    const enrolled = await owner.ok('enrolment.passkey', { enrolmentToken, credential });
    expect(enrolled.recoveryCodes).toHaveLength(10);
    owner.token = enrolled.session.token;
    expect((await owner.ok('session.get')).member.owner).toBe(true);
    expect(await codeOf(owner.call('factors.beginTotp'))).toBe('conflict');
  });

  it('isn’t made where there are no passkeys', async () => {
    const owner = await nobodyYet({ relyingParty: null });
    expect(await owner.refused('organization.create', input)).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'signInPolicy' }],
    });
  });
});

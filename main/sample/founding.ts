import { authenticatorOf } from '../../shared/contract/organization';
import type { GovernanceApi } from '../backend/governance-api';
import { accountNames } from './foundation';
import type { AccountKey } from './keys';
import { organization, people, type SamplePersonData } from './people';
import { ask, requestIn } from './answers';
import type { Ids } from './ids';
import type { SignIns } from './sign-ins';
import type { PersonKey } from './keys';
import type { RandomSource, SettableClock } from './types';

export interface Founding {
  api: GovernanceApi;
  clock: SettableClock;
  random: RandomSource;
  ids: Ids;
  signIns: SignIns<PersonKey>;
}

/** What signs each person in, collected while they enrol. */
export type Secrets = Map<PersonKey, { password: string; totpSecret: string }>;

const MINUTE = 60_000;

/**
 * The first day: the Owner creates the organization and its accounts and invites everybody, who accept and enrol an
 * authenticator. Nothing is enforced yet, so all of it completes at once (§8, bootstrap).
 */
export async function found(founding: Founding): Promise<Secrets> {
  const secrets: Secrets = new Map();
  await createOrganization(founding, secrets);
  await openAccounts(founding);
  for (const person of people) {
    if (person.key === 'helena') continue;
    founding.clock.set(founding.clock.now() + 12 * MINUTE);
    await invite(founding, person, secrets);
  }
  return secrets;
}

async function createOrganization({ api, random, ids, signIns }: Founding, secrets: Secrets): Promise<void> {
  const owner = personData('helena');
  const password = passwordFrom(random);
  const device = deviceOf(owner);
  const created = await ask(
    api,
    'organization.create',
    { ...organization, owner: { displayName: owner.displayName, email: owner.email, password } },
    { token: null, device, address: 'local' },
  );
  ids.members.set('helena', created.owner.id);
  await settle(
    signIns,
    owner,
    password,
    authenticatorOf(created.enrolment).secret,
    created.enrolmentToken,
    secrets,
  );
}

/** The first account exists, as *Main*; it becomes Treasury, and the others are created beside it. */
async function openAccounts({ api, ids, signIns }: Founding): Promise<void> {
  const caller = await signIns.as('helena');
  const [main] = (await ask(api, 'accounts.list', {}, caller)).items;
  if (main === undefined) throw new Error('A new organization has an account, Main');
  ids.accounts.set('treasury', main.id);
  await ask(
    api,
    'requests.create',
    { operation: 'account.rename', params: { accountId: main.id, name: accountNames.treasury } },
    caller,
  );
  for (const key of ['client', 'operations'] satisfies AccountKey[]) {
    const answer = await ask(
      api,
      'requests.create',
      { operation: 'account.create', params: { name: accountNames[key] } },
      caller,
    );
    const id = requestIn(answer).result?.accountId;
    if (id === undefined) throw new Error(`Creating ${accountNames[key]} didn’t complete at once`);
    ids.accounts.set(key, id);
  }
}

async function invite(founding: Founding, person: SamplePersonData, secrets: Secrets): Promise<void> {
  const { api, random, ids, signIns } = founding;
  const owner = await signIns.as('helena');
  const { email, displayName } = person;
  const answer = await ask(
    api,
    'requests.create',
    { operation: 'member.invite', params: { email, displayName, grants: ids.grants(person.grants) } },
    owner,
    `Invite ${displayName}`,
  );
  const code = requestIn(answer).result?.invitationCode;
  if (code === undefined) throw new Error(`The invitation of ${displayName} has no code`);
  const password = passwordFrom(random);
  const accepted = await ask(
    api,
    'invitations.accept',
    { code, password },
    { token: null, device: deviceOf(person), address: 'local' },
    `${displayName} accepts`,
  );
  ids.members.set(person.key, accepted.member.id);
  await settle(
    signIns,
    person,
    password,
    authenticatorOf(accepted.enrolment).secret,
    accepted.enrolmentToken,
    secrets,
  );
}

async function settle(
  signIns: SignIns<PersonKey>,
  person: SamplePersonData,
  password: string,
  totpSecret: string,
  enrolmentToken: string,
  secrets: Secrets,
): Promise<void> {
  const { key, email } = person;
  await signIns.enrol(key, { email, password, totpSecret, device: deviceOf(person) }, enrolmentToken);
  secrets.set(key, { password, totpSecret });
}

function personData(key: PersonKey): SamplePersonData {
  const person = people.find((candidate) => candidate.key === key);
  if (person === undefined) throw new Error(`${key} isn’t among the sample’s people`);
  return person;
}

/** The device's name as the audit ledger shows it. */
function deviceOf(person: SamplePersonData): string {
  return `${person.displayName}’s workstation`;
}

function passwordFrom(random: RandomSource): string {
  return Buffer.from(random.bytes(18)).toString('base64url');
}

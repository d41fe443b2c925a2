import { createHash } from 'node:crypto';
import { generateSync } from 'otplib';
import { openEngine, type EngineOptions } from '../../main/engine';
import type { Caller, GovernanceApi } from '../../main/backend/governance-api';
import {
  authenticatorOf,
  type Grants,
  type Workflow,
  type WorkflowPermission,
} from '../../shared/contract/organization';
import type { AccountId } from '../../shared/contract/primitives';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract/operations';
import type { Problem } from '../../shared/contract/problem';
import type { DryRun, Operation, RequestDetail } from '../../shared/contract/requests';

export const T0 = Date.UTC(2026, 0, 5, 9, 0, 0);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const CHEAP = { memoryKiB: 64, iterations: 1 };

/** Whom the passkeys of tests are made for. */
export const RELYING_PARTY = { id: 'countersign.localhost', origins: ['https://countersign.localhost'] };

/** A clock that tests move; it never moves by itself. */
export class TestClock {
  time = T0;
  now(): number {
    return this.time;
  }
  advance(ms: number): void {
    this.time += ms;
  }
}

/** Deterministic bytes, so that a failing run can be repeated. */
export function seededRandom(seed: string): { bytes(count: number): Uint8Array } {
  let counter = 0;
  return {
    bytes: (count) => {
      const blocks: Buffer[] = [];
      for (let have = 0; have < count; have += 32)
        blocks.push(createHash('sha256').update(`${seed}:${counter++}`).digest());
      return new Uint8Array(Buffer.concat(blocks).subarray(0, count));
    },
  };
}

export function engineOptions(clock: TestClock, over: Partial<EngineOptions> = {}): EngineOptions {
  return {
    databaseFile: ':memory:',
    clock,
    random: seededRandom('engine'),
    passwordCost: CHEAP,
    secretKey: new Uint8Array(32).fill(7),
    relyingParty: RELYING_PARTY,
    log: (message, detail) => {
      throw new Error(`${message}: ${String(detail instanceof Error ? detail.stack : detail)}`);
    },
    ...over,
  };
}

/** Somebody who signs in and acts, through the public door only. */
export class Person {
  token: string | null = null;
  id = '';
  constructor(
    readonly org: OrganizationUnderTest,
    readonly name: string,
    readonly email: string,
    readonly password: string,
    public secret = '',
  ) {}

  /** A code that wasn't used before: moves the clock by one step. */
  code(): string {
    this.org.clock.advance(30_000);
    return this.codeAt(0);
  }

  /** The code of a step before or after now; the clock stands still. */
  codeAt(steps: number): string {
    return generateSync({ secret: this.secret, epoch: Math.floor(this.org.clock.now() / 1000) + steps * 30 });
  }

  call<N extends OperationName>(
    name: N,
    input: unknown = {},
    more: Partial<Caller> = {},
  ): ReturnType<GovernanceApi['call']> {
    return this.org.api.call(name, input, { token: this.token, device: 'test', address: 'local', ...more });
  }

  async ok<N extends OperationName>(
    name: N,
    input: unknown = {},
    more: Partial<Caller> = {},
  ): Promise<OutputOf<N>> {
    const result = await this.call(name, input, more);
    if (!result.ok) throw new Error(`${name} refused: ${result.problem.code} ${result.problem.detail}`);
    return result.value as OutputOf<N>;
  }

  async refused(name: OperationName, input: unknown = {}, more: Partial<Caller> = {}): Promise<Problem> {
    const result = await this.call(name, input, more);
    if (result.ok) throw new Error(`${name} was not refused`);
    return result.problem;
  }

  async signIn(): Promise<void> {
    const session = await this.ok('session.create', {
      email: this.email,
      password: this.password,
      totp: this.code(),
    });
    this.token = session.token;
  }

  /** Initiates; passes a second factor first, since tests move the clock a lot. */
  async initiate(
    operation: Operation,
    params: object,
    more: Partial<InputOf<'requests.create'>> = {},
  ): Promise<RequestDetail> {
    const answer = await this.ok('requests.create', {
      operation,
      params,
      stepUp: { totp: this.code() },
      ...more,
    });
    return answer as RequestDetail;
  }

  async dryRun(operation: Operation, params: object, accountId?: string): Promise<DryRun> {
    const answer = await this.ok('requests.create', {
      operation,
      params,
      dryRun: true,
      ...(accountId === undefined ? {} : { accountId }),
    });
    return answer as DryRun;
  }

  /** What `approve` and `reject` are asked, the digest as this person reads it now. */
  async decision(id: string): Promise<{ id: string; digest: string }> {
    return { id, digest: (await this.ok('requests.get', { id })).digest };
  }

  async reject(id: string, reason: string): Promise<RequestDetail> {
    return this.ok('requests.reject', {
      ...(await this.decision(id)),
      reason,
      stepUp: { totp: this.code() },
    });
  }

  async approve(id: string, reason?: string): Promise<RequestDetail> {
    const { digest } = await this.ok('requests.get', { id });
    return this.ok('requests.approve', {
      id,
      digest,
      stepUp: { totp: this.code() },
      ...(reason === undefined ? {} : { reason }),
    });
  }
}

export class OrganizationUnderTest {
  owner!: Person;
  main = '';
  constructor(
    /** Replaced where a test opens the same database again. */
    public api: GovernanceApi,
    readonly clock: TestClock,
  ) {}

  async invite(name: string, grants: Partial<Grants>): Promise<Person> {
    const email = `${name.toLowerCase()}@example.com`;
    const request = await this.owner.initiate('member.invite', {
      email,
      displayName: name,
      grants: { workflows: [], accounts: [], ...grants },
    });
    const person = new Person(this, name, email, `a long password of ${name}`);
    const accepted = await person.ok('invitations.accept', {
      code: request.result?.invitationCode,
      password: person.password,
    });
    person.secret = authenticatorOf(accepted.enrolment).secret;
    person.id = accepted.member.id;
    const enrolled = await person.ok('enrolment.totp', {
      enrolmentToken: accepted.enrolmentToken,
      code: person.code(),
    });
    person.token = enrolled.session.token;
    return person;
  }

  /** Gives a member these grants and no others, by the Owner. */
  async regrant(person: Person, grants: Partial<Grants>): Promise<RequestDetail> {
    const { version = 1 } = await this.owner.ok('members.get', { id: person.id });
    return this.owner.initiate('member.permissions.change', {
      memberId: person.id,
      grants: { workflows: [], accounts: [], ...grants },
      baseVersion: version,
    });
  }

  /** Changes a policy by the Owner. */
  async setPolicy(workflow: Workflow, change: object): Promise<RequestDetail> {
    const { items } = await this.owner.ok('policies.list');
    const { version = 1 } = items.find((policy) => policy.workflow === workflow) ?? {};
    return this.owner.initiate('policy.change', { workflow, baseVersion: version, ...change });
  }

  /** An address that is usable at once: the hold hours are taken to zero for it. */
  async usableAddress(params: object, accountId = this.main): Promise<string> {
    await this.setPolicy('addresses', { addressHoldHours: 0 });
    const operation = 'iban' in params ? 'address.fiat.add' : 'address.crypto.add';
    const added = await this.owner.initiate(operation, params, { accountId: accountId as AccountId });
    return added.result?.addressId ?? '';
  }

  async deposit(
    asset: string,
    amount: string,
    reference = `opening ${asset}`,
    accountId = this.main,
  ): Promise<void> {
    await this.owner.ok('ledger.deposit', {
      accountId,
      asset,
      amount,
      reference,
      stepUp: { totp: this.owner.code() },
    });
  }
}

export const LONG_SESSION = { idleTimeoutMinutes: 1440, absoluteTimeoutHours: 168 };

/** A new organization with its Owner signed in and one account, made through the public door. */
export async function newOrganization(
  over: Partial<EngineOptions> = {},
  clock = new TestClock(),
  session = LONG_SESSION,
): Promise<OrganizationUnderTest> {
  return foundOrganization(await openEngine(engineOptions(clock, over)), clock, session);
}

/** Stands between people and the engine; a suite that is run through another door puts it here. */
type Door = (api: GovernanceApi) => Promise<GovernanceApi>;
let door: Door = async (api) => api;

export function throughDoor(other: Door): void {
  door = other;
}

/** The door that this suite is run through, in front of `api`. */
export const atTheDoor: Door = (api) => door(api);

/** The same on an engine that is open already. */
export async function foundOrganization(
  engine: GovernanceApi,
  clock: TestClock,
  session = LONG_SESSION,
  through = atTheDoor,
): Promise<OrganizationUnderTest> {
  const org = new OrganizationUnderTest(await through(engine), clock);
  const owner = new Person(org, 'Olga', 'olga@example.com', 'a long password of Olga');
  org.owner = owner;
  const created = await owner.ok('organization.create', {
    name: 'Example Treasury',
    kyb: {
      legalName: 'Example Treasury Ltd',
      registrationNumber: '123',
      country: 'IE',
      reference: 'KYB-1',
      confirmed: true,
    },
    signInPolicy: 'authenticator-or-passkey',
    session,
    owner: { displayName: 'Olga', email: owner.email, password: owner.password },
  });
  owner.secret = authenticatorOf(created.enrolment).secret;
  owner.id = created.owner.id;
  const enrolled = await owner.ok('enrolment.totp', {
    enrolmentToken: created.enrolmentToken,
    code: owner.code(),
  });
  owner.token = enrolled.session.token;
  const accounts = await owner.ok('accounts.list');
  org.main = accounts.items[0]?.id ?? '';
  return org;
}

export const BTC_ADDRESS = 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq';
export const BTC_DESTINATION = {
  asset: 'BTC',
  network: 'bitcoin',
  address: BTC_ADDRESS,
  label: 'Cold storage',
};
export const BTC_ADDRESS_2 = '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2';

/** Grants on withdrawals for all accounts. */
export function onWithdrawals(...permissions: WorkflowPermission[]): Grants {
  return on('withdrawals', ...permissions);
}

/** Grants on one workflow, for all accounts where it has any. */
export function on(workflow: Workflow, ...permissions: WorkflowPermission[]): Grants {
  const place = workflow === 'withdrawals' || workflow === 'addresses' ? { accountId: '*' as const } : {};
  return { workflows: [{ workflow, ...place, permissions }], accounts: [] };
}

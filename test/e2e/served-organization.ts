import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ServerProcesses, stop, type RunningServer } from '../server/server-process';
import { Authenticator } from './authenticator';

/** A server as `npm run serve` runs it, on a port and a folder of its own, that can be killed and started again. */
export class ServerUnderTest {
  private readonly processes = new ServerProcesses();
  private running: RunningServer | null = null;
  private port = '0';
  /** How far its clock is ahead of this machine’s. */
  private aheadMs = 0;

  private constructor(private readonly data: string) {}

  static async start(): Promise<ServerUnderTest> {
    const server = new ServerUnderTest(fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-served-')));
    await server.again();
    return server;
  }

  get url(): string {
    return this.running?.ready.listening ?? '';
  }

  get setupToken(): string {
    return this.running?.ready.setupToken ?? '';
  }

  readonly now = (): number => Date.now() + this.aheadMs;

  /** On the same port and store as before. */
  async again(): Promise<void> {
    this.running = await this.processes.start(this.data, ['--test-clock', '--port', this.port]);
    this.port = new URL(this.url).port;
  }

  async kill(): Promise<void> {
    if (this.running !== null) await stop(this.running, 'SIGKILL');
  }

  /** Lets time pass on the server. */
  async advance(advanceMs: number): Promise<void> {
    await this.ask('POST', '/v1/test/clock', { advanceMs }, null);
    this.aheadMs += advanceMs;
  }

  async ask<T>(method: string, where: string, body: unknown, token: string | null): Promise<T> {
    const response = await fetch(`${this.url}${where}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { code?: string; detail?: string };
    if (!response.ok) throw new Error(`${method} ${where}: ${answer.code ?? ''} ${answer.detail ?? ''}`);
    return answer as T;
  }

  async stop(): Promise<void> {
    await this.processes.end();
    fs.rmSync(this.data, { recursive: true, force: true });
  }
}

export interface ServedPerson {
  name: string;
  email: string;
  password: string;
  id: string;
  authenticator: Authenticator;
  /** Of a session beside those of desktops. */
  token: string;
  /** Speaks HTTP with the server, in that session. */
  ask<T = Record<string, never>>(method: 'GET' | 'POST', where: string, body?: unknown): Promise<T>;
  /** Initiates; @returns the request */
  initiate(operation: string, params: object, more?: object): Promise<ServedRequest>;
}

export interface ServedRequest {
  id: string;
  number: number;
  digest: string;
  status: string;
  result: Record<string, string>;
}

export interface ServedTreasury {
  organization: string;
  account: string;
  address: string;
  /** The Owner, whose approval everything needs that Bea starts. */
  olivia: ServedPerson;
  bea: ServedPerson;
}

const DESTINATION = 'bc1qaq57setpzg2msqek7qrs5r8cqa0sn886mkwa86';

interface Enrolling {
  enrolmentToken: string;
  enrolment: { totp: { secret: string } };
}

/** An organization of two on a server, made over HTTP: ten BTC in *Main*, and an address that they may go to. */
export async function foundTreasury(server: ServerUnderTest): Promise<ServedTreasury> {
  const organization = 'Harbor Street Capital';
  const owner = {
    displayName: 'Olivia Reyes',
    email: 'olivia@harbor.example',
    password: 'seven quiet lighthouses',
  };
  const begun = await server.ask<Enrolling & { owner: { id: string } }>(
    'POST',
    '/v1/organization',
    {
      name: organization,
      kyb: {
        legalName: 'Harbor Street Capital LLC',
        registrationNumber: 'HRB 204-811',
        country: 'CH',
        reference: 'KYB-2025-0031',
        confirmed: true,
      },
      signInPolicy: 'authenticator-or-passkey',
      session: { idleTimeoutMinutes: 30, absoluteTimeoutHours: 12 },
      owner,
      setupToken: server.setupToken,
    },
    null,
  );
  const olivia = await enrolled(server, begun, { name: owner.displayName, id: begun.owner.id, ...owner });
  const [main] = (await olivia.ask<{ items: { id: string }[] }>('GET', '/v1/accounts')).items;
  const account = main?.id ?? '';
  await olivia.ask('POST', '/v1/ledger/deposits', {
    accountId: account,
    asset: 'BTC',
    amount: '10',
    reference: 'Opening transfer',
  });

  const person = { name: 'Bea Okonkwo', email: 'bea@harbor.example', password: 'paper boats go upstream' };
  const invitation = await olivia.initiate('member.invite', {
    email: person.email,
    displayName: person.name,
    grants: {
      workflows: ['withdrawals', 'addresses'].map((workflow) => ({
        workflow,
        accountId: '*',
        permissions: ['initiate', 'approve'],
      })),
      accounts: [],
    },
  });
  const accepted = await server.ask<Enrolling & { member: { id: string } }>(
    'POST',
    '/v1/invitations/accept',
    { code: invitation.result['invitationCode'], password: person.password },
    null,
  );
  const bea = await enrolled(server, accepted, { ...person, id: accepted.member.id });

  const asked = await bea.initiate(
    'address.crypto.add',
    { asset: 'BTC', network: 'bitcoin', address: DESTINATION, label: 'Cold storage A' },
    { accountId: account },
  );
  const { digest } = await olivia.ask<ServedRequest>('GET', `/v1/requests/${asked.id}`);
  const added = await olivia.ask<ServedRequest>('POST', `/v1/requests/${asked.id}/approve`, { digest });
  return { organization, account, address: added.result['addressId'] ?? '', olivia, bea };
}

async function enrolled(
  server: ServerUnderTest,
  { enrolmentToken, enrolment }: Enrolling,
  who: Pick<ServedPerson, 'name' | 'email' | 'password' | 'id'>,
): Promise<ServedPerson> {
  const authenticator = new Authenticator(enrolment.totp.secret, server.now);
  const code = await authenticator.code();
  const { session } = await server.ask<{ session: { token: string } }>(
    'POST',
    '/v1/enrolment/totp',
    { enrolmentToken, code },
    null,
  );
  const { token } = session;
  const ask: ServedPerson['ask'] = (method, where, body) => server.ask(method, where, body, token);
  return {
    name: who.name,
    email: who.email,
    password: who.password,
    id: who.id,
    authenticator,
    token,
    ask,
    initiate: (operation, params, more = {}) => ask('POST', '/v1/requests', { operation, params, ...more }),
  };
}

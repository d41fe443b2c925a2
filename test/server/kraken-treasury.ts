import { createHash, createHmac } from 'node:crypto';
import type { InputOf } from '../../shared/contract/operations';
import type { KeyedApi } from '../../shared/contract/key-calls';
import type { ServiceUserScope } from '../../shared/contract/service-users';
import type { ServableApi } from '../../main/backend/governance-api';
import { KrakenDoor } from '../../main/server/kraken/kraken-door';
import type { EngineOptions } from '../../main/engine/options';
import type { Person } from '../engine/organization-under-test';
import { projectionsOf } from '../engine/engine-with-store';
import { treasury, type Treasury } from '../engine/treasury';
import { serving, type ParsedJson, type Reply, type Serving, type ServingOptions } from './serving';

/** What Kraken's answer says. */
export interface Said {
  error: string[];
  result?: ParsedJson;
}

export interface Sent {
  nonce?: string;
  headers?: Record<string, string>;
  /** Sent in place of the form, but not signed in place of it. */
  body?: string;
  query?: string;
  /** Signs something else than what is sent. */
  secret?: string;
  signedPath?: string;
}

/** A bot with a key, which signs as Kraken's documentation says. */
export class Bot {
  /** Far below any clock's: a test that sets one by hand goes on from it. */
  #nonce = 1_000;
  constructor(
    readonly server: Serving,
    readonly keyId: string,
    readonly serviceUserId: string,
    readonly apiKey: string,
    readonly secret: string,
  ) {}

  nextNonce(): string {
    this.#nonce += 1;
    return String(this.#nonce);
  }

  sign(path: string, nonce: string, body: string, secret = this.secret): string {
    const digest = createHash('sha256').update(`${nonce}${body}`).digest();
    return createHmac('sha512', Buffer.from(secret, 'base64')).update(path).update(digest).digest('base64');
  }

  /** Sends parameters, or a body as it is, signed. */
  async send(
    endpoint: string,
    parameters: Record<string, string> | string = {},
    sent: Sent = {},
  ): Promise<Reply> {
    const nonce = sent.nonce ?? this.nextNonce();
    const path = `/0/private/${endpoint}`;
    const body =
      typeof parameters === 'string'
        ? parameters.replace('NONCE', nonce)
        : new URLSearchParams({ nonce, ...parameters }).toString();
    return this.server.send('POST', `${path}${sent.query ?? ''}`, {
      raw: sent.body ?? body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'api-key': this.apiKey,
        'api-sign': this.sign(sent.signedPath ?? path, nonce, body, sent.secret),
        ...sent.headers,
      },
    });
  }

  async ask(endpoint: string, parameters?: Record<string, string> | string, sent?: Sent): Promise<Said> {
    const reply = await this.send(endpoint, parameters, sent);
    if (reply.status !== 200) throw new Error(`${endpoint} answered ${String(reply.status)}`);
    return reply.json as Said;
  }

  /** The result, where nothing is wrong. */
  async result(endpoint: string, parameters?: Record<string, string>): Promise<ParsedJson> {
    const { error, result } = await this.ask(endpoint, parameters);
    if (error.length > 0) throw new Error(`${endpoint} refused: ${error.join(', ')}`);
    return result;
  }

  /** The one error. */
  async refused(
    endpoint: string,
    parameters?: Record<string, string> | string,
    sent?: Sent,
  ): Promise<string> {
    const { error, result } = await this.ask(endpoint, parameters, sent);
    if (result !== undefined || error.length !== 1) throw new Error(`${endpoint} was not refused`);
    return error[0] ?? '';
  }

  async withdraw(amount = '1'): Promise<string> {
    return (await this.result('Withdraw', { asset: 'XBT', key: 'Cold storage', amount })).refid as string;
  }

  /** Where a withdrawal stands, in Kraken's two words. */
  async status(refid: string): Promise<string> {
    const all = (await this.result('WithdrawStatus')) as Record<string, string>[];
    const found = all.find((each) => each['refid'] === refid);
    if (!found) throw new Error('no such withdrawal in the list');
    return [found['status'], found['status-prop']].filter((word) => word !== undefined).join(' ');
  }
}

type KeyParams = Partial<Extract<InputOf<'requests.create'>, object>['params']>;

/** Makes a Service User with a key, asked for by `custodian`. */
export async function newBot(
  org: Treasury['org'],
  server: Serving,
  {
    name = 'Payout bot',
    scopes = ['query', 'withdraw'],
    accountIds = [org.main],
    custodian = org.owner,
    key = {},
  }: {
    name?: string;
    scopes?: ServiceUserScope[];
    accountIds?: string[];
    custodian?: Person;
    key?: KeyParams;
  } = {},
): Promise<Bot> {
  const made = await org.owner.initiate('service-user.create', { name, scopes, accountIds });
  const serviceUserId = made.result?.serviceUserId ?? '';
  return newKey(org, server, serviceUserId, custodian, key);
}

export async function newKey(
  org: Treasury['org'],
  server: Serving,
  serviceUserId: string,
  custodian: Person = org.owner,
  key: KeyParams = {},
): Promise<Bot> {
  const params = { serviceUserId, label: 'Nightly', ...key };
  const made = await custodian.initiate('service-user.key.create', params);
  const { apiKey, secret } = (await custodian.ok('requests.collect', {
    id: made.id,
    stepUp: { totp: custodian.code() },
  })) as { apiKey: string; secret: string };
  return new Bot(server, made.result?.keyId ?? '', serviceUserId, apiKey, secret);
}

export function serveBots(
  engine: ServableApi & KeyedApi,
  now: () => number,
  options: Omit<ServingOptions, 'kraken'> = {},
): Promise<Serving> {
  return serving(engine, {
    ...options,
    kraken: (parts) => new KrakenDoor({ api: engine, isOnline: async () => true, now, ...parts }),
  });
}

export interface KrakenTreasury extends Treasury {
  server: Serving;
  bot: Bot;
  end(): Promise<void>;
}

/** Ten BTC, people who approve, and a bot at the door. */
export async function krakenTreasury(
  options: Omit<ServingOptions, 'kraken'> = {},
  over: Partial<EngineOptions> = {},
): Promise<KrakenTreasury> {
  const made = await treasury(over);
  const server = await serveBots(made.engine, () => made.clock.now(), options);
  return {
    ...made,
    server,
    bot: await newBot(made.org, server),
    end: async () => {
      await server.close();
      await made.engine.close();
    },
  };
}

/** Makes the call, and gives its answer where nothing that a replay would rebuild is another for it. */
export async function unchangedBy<T>({ store }: Treasury, call: () => Promise<T>): Promise<T> {
  const before = JSON.stringify(projectionsOf(store));
  const answer = await call();
  if (JSON.stringify(projectionsOf(store)) !== before) throw new Error('a refused call changed something');
  return answer;
}

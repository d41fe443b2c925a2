import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { PasskeyCreation } from '../../shared/contract/passkeys';
import { SoftwareAuthenticator } from '../engine/software-authenticator';
import { OPERATION_NAMES, operations, type OperationName } from '../../shared/contract/operations';
import { setDigestOf } from '../../shared/domain/requests/view';
import {
  codeAt,
  newOrganization,
  openEngineUnderTest,
  settableClock,
  type EngineUnderTest,
} from './engine-under-test';
import { serving, type Reply, type Serving } from './serving';

const SETUP_TOKEN = 'setup-token-of-the-test';
const OWNER = newOrganization.owner;
const TREASURER = { email: 'tia@northwind.example', password: 'another long passphrase' };

vi.setConfig({ testTimeout: 30_000 });

let engine: EngineUnderTest;
let server: Serving;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'operations-'));
const databaseFile = path.join(folder, 'countersign.db');
const clock = settableClock();

async function open(): Promise<void> {
  engine = await openEngineUnderTest({ setupToken: SETUP_TOKEN, databaseFile, clock, movesSecretKey: true });
  server = await serving(engine.api);
}
async function close(): Promise<void> {
  await server.close();
  await engine.api.close();
}

beforeAll(open);
afterAll(async () => {
  await close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const GOVERNANCE = { roles: [{ name: 'Desk', grants: { workflows: [], accounts: [] } }] };

/** What one operation needs from those before it; filled as the story goes. */
const known: Record<string, string> = {};

/** A code that the engine hasn't seen yet: each is accepted once (§9). */
function freshCode(secret: string): string {
  engine.clock.set(engine.clock.now() + 30_000);
  return codeAt(secret, engine.clock.now());
}

interface Call {
  path?: Record<string, string>;
  query?: string;
  body?: unknown;
  token?: string | undefined;
}

async function ask(name: OperationName, { path = {}, query = '', body, token }: Call = {}): Promise<Reply> {
  const { method, path: template } = operations[name];
  const filled = template.replace(/\{(\w+)\}/g, (_, key: string) => path[key] ?? 'missing');
  return server.send(method, filled + query, {
    ...(body === undefined ? {} : { body }),
    ...(token === undefined ? {} : { token }),
  });
}

/** The Owner's security key, and what it was asked to make last. */
const securityKey = new SoftwareAuthenticator();
let asked: PasskeyCreation;

const owner = (more: Call = {}): Call => ({ token: known['ownerToken'], ...more });
const create = (operation: string, params: unknown, more: object = {}, token = known['ownerToken']) =>
  ask('requests.create', { token, body: { operation, params, ...more } });

/** In place of the session that ended with the story, or with the ledger it was of. */
async function ownerSignsIn(): Promise<void> {
  const totp = freshCode(known['ownerSecret'] ?? '');
  const reply = await ask('session.create', {
    body: { email: OWNER.email, password: OWNER.password, totp },
  });
  known['ownerToken'] = reply.json.token;
}

/** A ledger that isn’t what was written, which alone an older one may take the place of (§7). */
async function forgeLedger(): Promise<void> {
  await close();
  const db = new DatabaseSync(databaseFile);
  db.exec(`UPDATE ledger SET payload = replace(payload, 'Payout bot', 'Payoff bot')`);
  db.close();
  await open();
}

async function treasurerSignsIn(): Promise<string> {
  const totp = freshCode(known['treasurerSecret'] ?? '');
  return (await ask('session.create', { body: { ...TREASURER, totp } })).json.token;
}

/** The Owner starts a withdrawal that waits, so that it can be decided or cancelled. */
async function waitingRequest(): Promise<{ id: string; digest: string }> {
  const token = await treasurerSignsIn();
  const made = await create('account.rename', { accountId: known['account'], name: 'Treasury' }, {}, token);
  expect(made.json).toMatchObject({ status: 'pending' });
  return made.json;
}

/** Every operation of the table, in an order in which each can succeed. The type misses none. */
const story: { [N in OperationName]: () => Promise<Reply> } = {
  'health.get': () => ask('health.get'),
  'organization.create': async () => {
    const refused = await ask('organization.create', { body: newOrganization });
    expect(refused.json.code).toBe('permission_denied');
    const reply = await ask('organization.create', { body: { ...newOrganization, setupToken: SETUP_TOKEN } });
    known['enrolment'] = reply.json.enrolmentToken;
    known['ownerSecret'] = reply.json.enrolment.totp.secret;
    return reply;
  },
  'enrolment.totp': async () => {
    const code = freshCode(known['ownerSecret'] ?? '');
    const reply = await ask('enrolment.totp', { body: { enrolmentToken: known['enrolment'], code } });
    known['ownerToken'] = reply.json.session.token;
    known['recoveryCode'] = reply.json.recoveryCodes[0];
    return reply;
  },
  'accounts.list': async () => {
    const reply = await ask('accounts.list', owner());
    known['account'] = reply.json.items[0].id;
    return reply;
  },
  'requests.create': async () => {
    const grants = { workflows: [{ workflow: 'access', permissions: ['initiate'] }], accounts: [] };
    const params = { displayName: 'Tia', email: TREASURER.email, grants };
    const dry = await create('member.invite', params, { dryRun: true });
    expect(dry).toMatchObject({ status: 200, json: { outcome: 'complete' } });
    const reply = await create('member.invite', params);
    known['invitation'] = reply.json.result.invitationCode;
    known['request'] = reply.json.id;
    return reply;
  },
  'invitations.accept': async () => {
    const body = { code: known['invitation'], password: TREASURER.password };
    const reply = await ask('invitations.accept', { body });
    known['member'] = reply.json.member.id;
    known['treasurerSecret'] = reply.json.enrolment.totp.secret;
    const code = freshCode(known['treasurerSecret'] ?? '');
    await ask('enrolment.totp', { body: { enrolmentToken: reply.json.enrolmentToken, code } });
    return reply;
  },
  'session.create': async () => {
    const body = { email: OWNER.email, password: OWNER.password };
    const withoutFactor = await ask('session.create', { body });
    expect(withoutFactor.json).toMatchObject({
      code: 'second_factor_required',
      methods: expect.arrayContaining(['totp']),
    });
    const reply = await ask('session.create', {
      body: { ...body, totp: freshCode(known['ownerSecret'] ?? '') },
    });
    known['ownerToken'] = reply.json.token;
    return reply;
  },
  'session.get': () => ask('session.get', owner()),
  'session.touch': () => ask('session.touch', owner()),
  'session.stepUp': () =>
    ask('session.stepUp', owner({ body: { totp: freshCode(known['ownerSecret'] ?? '') } })),
  'enrolment.totpOptions': async () => {
    const body = { email: OWNER.email, password: OWNER.password, recoveryCode: known['recoveryCode'] };
    const { json } = await ask('session.create', { body });
    expect(json).toMatchObject({ code: 'factor_enrolment_required', enrolmentToken: expect.any(String) });
    known['enrolment'] = json.enrolmentToken;
    return ask('enrolment.totpOptions', { body: { enrolmentToken: known['enrolment'] } });
  },
  'enrolment.passkeyOptions': async () => {
    const reply = await ask('enrolment.passkeyOptions', { body: { enrolmentToken: known['enrolment'] } });
    asked = reply.json;
    return reply;
  },
  'enrolment.passkey': () =>
    ask('enrolment.passkey', {
      body: { enrolmentToken: known['enrolment'], credential: securityKey.create(asked) },
    }),
  'session.passkeyOptions': () => ask('session.passkeyOptions', { body: { email: OWNER.email } }),
  'session.stepUpOptions': async () => {
    const reply = await ask('session.stepUpOptions', owner({ body: {} }));
    const passkey = securityKey.get(reply.json);
    expect((await ask('session.stepUp', owner({ body: { passkey } }))).status).toBe(200);
    return reply;
  },
  'factors.beginTotp': async () => {
    const reply = await ask('factors.beginTotp', owner({ body: {} }));
    known['newSecret'] = reply.json.secret;
    return reply;
  },
  'factors.addTotp': async () => {
    const code = freshCode(known['newSecret'] ?? '');
    const reply = await ask('factors.addTotp', owner({ body: { code, name: 'Phone' } }));
    known['factor'] = reply.json.id;
    return reply;
  },
  'factors.rename': () =>
    ask('factors.rename', owner({ path: { id: known['factor'] ?? '' }, body: { name: 'Old phone' } })),
  'factors.remove': () => ask('factors.remove', owner({ path: { id: known['factor'] ?? '' }, body: {} })),
  'factors.beginPasskey': async () => {
    const reply = await ask('factors.beginPasskey', owner({ body: {} }));
    asked = reply.json;
    return reply;
  },
  'factors.addPasskey': () =>
    ask('factors.addPasskey', owner({ body: { credential: securityKey.create(asked), name: 'Key' } })),
  'factors.list': () => ask('factors.list', owner()),
  'recoveryCodes.create': () => ask('recoveryCodes.create', owner({ body: {} })),
  'password.change': () =>
    ask('password.change', owner({ body: { currentPassword: OWNER.password, newPassword: OWNER.password } })),
  'devices.create': async () => {
    const reply = await ask('devices.create', owner({ body: { name: 'Desk' } }));
    known['device'] = reply.json.deviceId;
    return reply;
  },
  'devices.list': () => ask('devices.list', owner()),
  'devices.revoke': () => ask('devices.revoke', owner({ path: { id: known['device'] ?? '' }, body: {} })),
  'sessions.list': () => ask('sessions.list', owner()),
  'sessions.end': async () => {
    await ask('session.create', {
      body: { email: OWNER.email, password: OWNER.password, totp: freshCode(known['ownerSecret'] ?? '') },
    });
    const { items } = (await ask('sessions.list', owner())).json;
    const other = items.find(({ current }: { current: boolean }) => !current);
    return ask('sessions.end', owner({ path: { id: other.id }, body: {} }));
  },
  'organization.get': () => ask('organization.get', owner()),
  'members.list': () => ask('members.list', owner({ query: '?limit=1' })),
  'members.get': () => ask('members.get', owner({ path: { id: known['member'] ?? '' } })),
  'accounts.addresses': () => ask('accounts.addresses', owner({ path: { id: known['account'] ?? '' } })),
  'ledger.deposit': () =>
    ask(
      'ledger.deposit',
      owner({ body: { accountId: known['account'], asset: 'EUR', amount: '10.50', reference: 'First' } }),
    ),
  'ledger.import': () =>
    ask('ledger.import', owner({ body: { csv: 'account,asset,amount,reference\nMain,EUR,2.50,Second' } })),
  'governance.file': () => ask('governance.file', owner()),
  'governance.plan': async () => {
    const reply = await ask('governance.plan', owner({ body: { file: GOVERNANCE } }));
    known['planDigest'] = reply.json.planDigest;
    return reply;
  },
  'governance.apply': () =>
    ask('governance.apply', owner({ body: { file: GOVERNANCE, planDigest: known['planDigest'] } })),
  'accounts.postings': () =>
    ask('accounts.postings', owner({ path: { id: known['account'] ?? '' }, query: '?limit=50' })),
  'assets.list': () => ask('assets.list', owner()),
  'policies.list': () => ask('policies.list', owner()),
  'policies.versions': () => ask('policies.versions', owner({ path: { workflow: 'access' } })),
  'requests.list': () =>
    ask('requests.list', owner({ query: '?view=all&status=ended&sort=oldest&limit=20' })),
  'activity.get': () => ask('activity.get', owner({ query: '?weeks=4' })),
  'requests.counts': () => ask('requests.counts', owner()),
  'requests.get': () => ask('requests.get', owner({ path: { id: known['request'] ?? '' } })),
  'requests.approve': async () => {
    const { id, digest } = await waitingRequest();
    const stepUp = { totp: freshCode(known['ownerSecret'] ?? '') };
    return ask('requests.approve', owner({ path: { id }, body: { digest, reason: 'Fine', stepUp } }));
  },
  'requests.reject': async () => {
    const { id, digest } = await waitingRequest();
    return ask('requests.reject', owner({ path: { id }, body: { digest, reason: 'Not now' } }));
  },
  'requests.cancel': async () => {
    const { id } = await waitingRequest();
    const token = await treasurerSignsIn();
    return ask('requests.cancel', { token, path: { id }, body: {} });
  },
  'requests.collect': async () => {
    const token = await treasurerSignsIn();
    const invitation = {
      email: 'una@northwind.example',
      displayName: 'Una',
      grants: { workflows: [], accounts: [] },
    };
    const made = await create('member.invite', invitation, {}, token);
    const { id, digest } = made.json;
    await ask(
      'requests.approve',
      owner({ path: { id }, body: { digest, stepUp: { totp: freshCode(known['ownerSecret'] ?? '') } } }),
    );
    return ask('requests.collect', { token, path: { id }, body: {} });
  },
  'decisions.create': async () => {
    const { id, digest } = await waitingRequest();
    const stepUp = { totp: freshCode(known['ownerSecret'] ?? '') };
    const items = [{ requestId: id, digest }];
    return ask(
      'decisions.create',
      owner({ body: { decision: 'approve', items, setDigest: setDigestOf([digest]), stepUp } }),
    );
  },
  'serviceUsers.list': async () => {
    const params = { name: 'Payout bot', scopes: ['withdraw'], accountIds: [known['account']] };
    const stepUp = { totp: freshCode(known['ownerSecret'] ?? '') };
    known['serviceUser'] = (
      await create('service-user.create', params, { stepUp })
    ).json.result.serviceUserId;
    return ask('serviceUsers.list', owner());
  },
  'serviceUsers.get': () => ask('serviceUsers.get', owner({ path: { id: known['serviceUser'] ?? '' } })),
  'roles.list': () => ask('roles.list', owner()),
  authorize: () =>
    ask(
      'authorize',
      owner({ body: { memberId: known['member'], action: 'trade', accountId: known['account'] } }),
    ),
  simulate: () => {
    const params = { workflow: 'withdrawals', baseVersion: 1, alwaysRequireApproval: true };
    const probe = {
      initiatorId: known['serviceUser'],
      operation: 'withdrawal.fiat.create',
      accountId: known['account'],
    };
    return ask(
      'simulate',
      owner({ body: { changes: [{ operation: 'policy.change', params }], probe: [probe] } }),
    );
  },
  'audit.list': () => ask('audit.list', owner({ query: '?limit=5' })),
  'audit.export': () => ask('audit.export', owner({ query: '?format=jsonl' })),
  'audit.verify': () => ask('audit.verify', owner()),
  'audit.verification': () => ask('audit.verification', owner()),
  'audit.stopVerifying': () => ask('audit.stopVerifying', owner()),
  'backups.create': async () => {
    const stepUp = { totp: freshCode(known['ownerSecret'] ?? '') };
    const reply = await ask('backups.create', owner({ body: { stepUp } }));
    known['backup'] = reply.json.id;
    return reply;
  },
  'backups.list': () => ask('backups.list', owner()),
  'secretKey.move': () => ask('secretKey.move', owner({ body: { protection: 'passphrase' } })),
  'session.delete': async () => {
    const reply = await ask('session.delete', owner());
    expect((await ask('session.get', owner())).json.code).toBe('unauthenticated');
    return reply;
  },
  'backups.restore': async () => {
    await forgeLedger();
    await ownerSignsIn();
    const stepUp = { totp: freshCode(known['ownerSecret'] ?? '') };
    return ask('backups.restore', owner({ path: { id: known['backup'] ?? '' }, body: { stepUp } }));
  },
  'notices.list': async () => {
    await close();
    // Whatever code was good until the restore isn’t any more, and a code counts one step early too.
    engine.clock.set(engine.clock.now() + 30_000);
    await open();
    await ownerSignsIn();
    const reply = await ask('notices.list', owner());
    known['notice'] = reply.json.items[0].id;
    return reply;
  },
  'notices.seen': () => ask('notices.seen', owner({ path: { id: known['notice'] ?? '' }, body: {} })),
};

test('the story tells every operation once', () => {
  expect(Object.keys(story).sort()).toEqual([...OPERATION_NAMES].sort());
});

test.each(Object.keys(story) as OperationName[])('%s answers over HTTP as the table says', async (name) => {
  const reply = await story[name]();
  expect(reply.status).toBe(operations[name].status);
  expect(engine.logged).toEqual([]);
  if (operations[name].answersWith === 'text') {
    expect(reply.headers['content-type']).toMatch(/^application\/jsonl/);
    for (const line of reply.text.trimEnd().split('\n')) expect(JSON.parse(line)).toBeTypeOf('object');
    return;
  }
  expect(reply.json).not.toHaveProperty('code');
  expect(reply.headers['content-type']).toBe('application/json');
  const output = operations[name].output.safeParse(reply.json);
  expect(output.error?.issues ?? []).toEqual([]);
});

test('an unknown field is a fault at its own path', async () => {
  const reply = await server.send('POST', '/v1/session', {
    body: { email: 'x', password: 'y', more: 1, yetMore: { deep: true } },
  });
  expect(reply.json).toMatchObject({
    code: 'validation_failed',
    errors: [
      { path: 'more', message: 'Unknown field' },
      { path: 'yetMore', message: 'Unknown field' },
    ],
  });
});

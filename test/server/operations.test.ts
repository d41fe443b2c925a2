import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATION_NAMES, operations, type OperationName } from '../../shared/contract/operations';
import { setDigestOf } from '../../shared/domain/requests/view';
import { codeAt, newOrganization, openEngineUnderTest, type EngineUnderTest } from './engine-under-test';
import { serving, type Reply, type Serving } from './serving';

const SETUP_TOKEN = 'setup-token-of-the-test';
const OWNER = newOrganization.owner;
const TREASURER = { email: 'tia@northwind.example', password: 'another long passphrase' };

let engine: EngineUnderTest;
let server: Serving;

beforeAll(async () => {
  engine = await openEngineUnderTest({ setupToken: SETUP_TOKEN });
  server = await serving(engine.api);
});
afterAll(async () => {
  await server.close();
  await engine.api.close();
});

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

const owner = (more: Call = {}): Call => ({ token: known['ownerToken'], ...more });
const create = (operation: string, params: unknown, more: object = {}, token = known['ownerToken']) =>
  ask('requests.create', { token, body: { operation, params, ...more } });

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
  'organization.get': () => ask('organization.get', owner()),
  'members.list': () => ask('members.list', owner({ query: '?limit=1' })),
  'members.get': () => ask('members.get', owner({ path: { id: known['member'] ?? '' } })),
  'accounts.addresses': () => ask('accounts.addresses', owner({ path: { id: known['account'] ?? '' } })),
  'ledger.deposit': () =>
    ask(
      'ledger.deposit',
      owner({ body: { accountId: known['account'], asset: 'EUR', amount: '10.50', reference: 'First' } }),
    ),
  'accounts.postings': () =>
    ask('accounts.postings', owner({ path: { id: known['account'] ?? '' }, query: '?limit=50' })),
  'assets.list': () => ask('assets.list', owner()),
  'policies.list': () => ask('policies.list', owner()),
  'policies.versions': () => ask('policies.versions', owner({ path: { workflow: 'access' } })),
  'requests.list': () =>
    ask('requests.list', owner({ query: '?view=all&status=ended&sort=oldest&limit=20' })),
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
  'audit.verify': () => ask('audit.verify', owner()),
  'audit.verification': () => ask('audit.verification', owner()),
  'audit.stopVerifying': () => ask('audit.stopVerifying', owner()),
  'session.delete': async () => {
    const reply = await ask('session.delete', owner());
    expect((await ask('session.get', owner())).json.code).toBe('unauthenticated');
    return reply;
  },
};

test('the story tells every operation once', () => {
  expect(Object.keys(story).sort()).toEqual([...OPERATION_NAMES].sort());
});

test.each(Object.keys(story) as OperationName[])('%s answers over HTTP as the table says', async (name) => {
  const reply = await story[name]();
  expect(reply.json).not.toHaveProperty('code');
  expect(reply.status).toBe(operations[name].status);
  expect(reply.headers['content-type']).toBe('application/json');
  const output = operations[name].output.safeParse(reply.json);
  expect(output.error?.issues ?? []).toEqual([]);
  expect(engine.logged).toEqual([]);
});

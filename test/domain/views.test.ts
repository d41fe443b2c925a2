import { expect, it } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import type { Operation } from '../../shared/contract/requests';
import {
  aKey,
  aMember,
  aServiceUser,
  drawnOrganization,
  grantsOf,
  keyId,
  MAIN,
  memberId,
  NOW,
  SECOND,
  serviceUserId,
  started,
  workOn,
} from './drawn-organization';

const ROLE = { id: 'rol_1', name: 'Desk' };
const people = [
  aMember('bob', ['withdrawals@main approve', 'access view', 'trade@second trade'], {
    roleId: ROLE.id as never,
  }),
  aMember('zoe', ['addresses initiate'], { status: 'suspended' }),
];
const bot = aServiceUser('bot', {
  scopes: ['withdraw', 'query'],
  accountIds: [MAIN],
  keys: [aKey('own', 'bob')],
});

const person = (name: string) => ({
  id: memberId(name),
  displayName: name,
  email: `${name}@example.com`,
});
const NONE = { workflows: [], accounts: [] };
const BOBS = {
  workflows: [
    { workflow: 'withdrawals', account: 'main', accountId: MAIN, permissions: ['approve'] },
    { workflow: 'access', permissions: ['view'] },
  ],
  accounts: [{ account: 'second', accountId: SECOND, permissions: ['trade'] }],
};
const ON_ALL = {
  workflows: [{ workflow: 'withdrawals', account: '*', permissions: ['initiate'] }],
  accounts: [{ account: '*', permissions: ['trade'] }],
};
const onAll = grantsOf(['withdrawals initiate', 'trade trade']);
const botNamed = { id: serviceUserId('bot'), name: 'bot' };
const REACH = { scopes: ['withdraw', 'query'], accounts: [{ id: MAIN, name: 'main' }] };
const NO_REACH = { scopes: [], accounts: [] };
const wider = { scopes: ['query', 'withdraw'], accountIds: [SECOND, MAIN] };
const WIDER = {
  scopes: ['withdraw', 'query'],
  accounts: [
    { id: MAIN, name: 'main' },
    { id: SECOND, name: 'second' },
  ],
};
const expiresAt = new Date(NOW + 1000).toISOString();

/** What approvers are shown and sign (§6): every id resolved to what it stands for, before and after. */
const shown: [Operation, object, { params: object; before?: unknown; after?: unknown }, AccountId?][] = [
  [
    'member.invite',
    { email: 'new@example.com', displayName: 'New', grants: onAll, roleId: ROLE.id },
    {
      params: { email: 'new@example.com', displayName: 'New', grants: ON_ALL, role: ROLE },
      before: NONE,
      after: ON_ALL,
    },
  ],
  [
    'member.invite',
    { email: 'new@example.com', displayName: 'New', grants: onAll },
    { params: { email: 'new@example.com', displayName: 'New', grants: ON_ALL }, before: NONE, after: ON_ALL },
  ],
  [
    'member.permissions.change',
    { memberId: memberId('bob'), grants: onAll, baseVersion: 1, roleId: ROLE.id },
    {
      params: { member: person('bob'), grants: ON_ALL, baseVersion: 1, role: ROLE },
      before: BOBS,
      after: ON_ALL,
    },
  ],
  [
    'member.suspend',
    { memberId: memberId('bob') },
    { params: { member: person('bob') }, before: BOBS, after: NONE },
  ],
  [
    'member.remove',
    { memberId: memberId('bob') },
    { params: { member: person('bob') }, before: BOBS, after: NONE },
  ],
  [
    'member.reinstate',
    { memberId: memberId('zoe') },
    {
      params: { member: person('zoe'), version: 1 },
      before: NONE,
      after: {
        workflows: [{ workflow: 'addresses', account: '*', permissions: ['initiate'] }],
        accounts: [],
      },
    },
  ],
  [
    'member.replace',
    { memberId: memberId('bob'), email: 'new@example.com', displayName: 'New' },
    {
      params: { member: person('bob'), email: 'new@example.com', displayName: 'New', version: 1, role: ROLE },
      before: BOBS,
      after: BOBS,
    },
  ],
  [
    'service-user.create',
    { name: 'New', ...wider },
    { params: { name: 'New' }, before: NO_REACH, after: WIDER },
  ],
  [
    'service-user.permissions.change',
    { serviceUserId: bot.id, ...wider, baseVersion: 1 },
    { params: { serviceUser: botNamed, baseVersion: 1 }, before: REACH, after: WIDER },
  ],
  [
    'service-user.disable',
    { serviceUserId: bot.id },
    { params: { serviceUser: botNamed }, before: REACH, after: NO_REACH },
  ],
  [
    'service-user.key.create',
    { serviceUserId: bot.id, label: 'Desk', accountId: MAIN, expiresAt, ipAllowList: ['192.0.2.1'] },
    {
      params: {
        serviceUser: botNamed,
        label: 'Desk',
        version: 1,
        account: { id: MAIN, name: 'main' },
        expiresAt,
        ipAllowList: ['192.0.2.1'],
      },
      before: null,
      after: REACH,
    },
  ],
  [
    'service-user.key.create',
    { serviceUserId: bot.id, label: 'Desk' },
    {
      params: {
        serviceUser: botNamed,
        label: 'Desk',
        version: 1,
        account: null,
        expiresAt: null,
        ipAllowList: [],
      },
      before: null,
      after: REACH,
    },
  ],
  [
    'service-user.key.revoke',
    { keyId: keyId('own') },
    { params: { key: { id: keyId('own'), label: 'own' }, serviceUser: botNamed } },
  ],
  [
    'withdrawal.crypto.create',
    { asset: 'BTC', amount: '1', addressId: 'adr_main' },
    {
      params: {
        asset: 'BTC',
        amount: '1',
        destination: {
          id: 'adr_main',
          label: 'Cold storage',
          address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
          network: 'bitcoin',
        },
      },
    },
    MAIN,
  ],
];

it.each(shown)('%s of %j', (operation, params, expected, accountId) => {
  const state = drawnOrganization({ people, serviceUsers: [bot] });
  state.roles.set(ROLE.id as never, { ...ROLE, id: ROLE.id as never, grants: onAll, version: 1 });
  const { view } = started(workOn(state), 'owner', operation, params, accountId ?? null);
  expect({ params: view.params, before: view.before, after: view.after }).toEqual({
    before: undefined,
    after: undefined,
    ...expected,
  });
  expect(view).toMatchObject({
    operation,
    account: accountId === undefined ? null : { id: MAIN, name: 'main' },
    initiator: { kind: 'member', id: memberId('owner'), displayName: 'owner' },
    note: null,
    createdAt: new Date(NOW).toISOString(),
  });
});

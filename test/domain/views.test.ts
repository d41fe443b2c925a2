import { it } from 'vitest';
import type { Operation } from '../../shared/contract/requests';
import {
  aKey,
  aMember,
  aServiceUser,
  drawnOrganization,
  keyId,
  MAIN,
  memberId,
  NOW,
  SECOND,
  serviceUserId,
  totp,
} from './drawn-organization';
import { DESK, expectShown, NONE, ON_ALL, onAll, type Shown } from './shown-to-approvers';

const ROLE = { id: DESK.id, name: 'Desk' };
const people = [
  aMember('bob', ['withdrawals@main approve', 'access view', 'trade@second trade'], {
    roleId: DESK.id,
  }),
  aMember('zoe', ['addresses initiate'], { status: 'suspended', version: 4 }),
  aMember('kim', ['withdrawals initiate', 'trade trade'], { roleId: DESK.id }),
  aMember('ned', ['withdrawals initiate', 'trade trade'], {
    status: 'unconfirmed',
    replaces: memberId('bob'),
    factors: [{ ...totp, fingerprint: 'AB' }],
    version: 2,
  }),
  aMember('ida', [], {
    status: 'unconfirmed',
    factors: [{ ...totp, fingerprint: 'CD' }],
    invitedBy: memberId('bob'),
  }),
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
const BOBS = {
  workflows: [
    { workflow: 'withdrawals', account: 'main', accountId: MAIN, permissions: ['approve'] },
    { workflow: 'access', permissions: ['view'] },
  ],
  accounts: [{ account: 'second', accountId: SECOND, permissions: ['trade'] }],
};
const ZOES = {
  workflows: [{ workflow: 'addresses', account: '*', permissions: ['initiate'] }],
  accounts: [],
};
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
const shown: [Operation, object, Shown][] = [
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
      params: { member: person('zoe'), version: 4 },
      before: NONE,
      after: ZOES,
    },
  ],
  [
    'member.replace',
    { memberId: memberId('kim'), email: 'new@example.com', displayName: 'New' },
    {
      params: { member: person('kim'), email: 'new@example.com', displayName: 'New', version: 1, role: ROLE },
      before: ON_ALL,
      after: ON_ALL,
    },
  ],
  [
    'member.replace',
    { memberId: memberId('zoe'), email: 'new@example.com', displayName: 'New' },
    {
      params: { member: person('zoe'), email: 'new@example.com', displayName: 'New', version: 4 },
      before: ZOES,
      after: ZOES,
    },
  ],
  [
    'member.confirm',
    { memberId: memberId('ned'), fingerprint: 'AB' },
    {
      params: {
        member: person('ned'),
        fingerprint: 'AB',
        version: 2,
        invitedBy: person('owner'),
        replaces: person('bob'),
      },
      before: NONE,
      after: ON_ALL,
    },
  ],
  [
    'member.confirm',
    { memberId: memberId('ida'), fingerprint: 'CD' },
    {
      params: { member: person('ida'), fingerprint: 'CD', version: 1, invitedBy: person('bob') },
      before: NONE,
      after: NONE,
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
];

it.each(shown)('%s of %j', (operation, params, expected) => {
  const state = drawnOrganization({ people, serviceUsers: [bot] });
  state.roles.set(DESK.id, DESK);
  expectShown(state, operation, params, expected);
});

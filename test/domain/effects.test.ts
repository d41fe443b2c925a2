import { expect, it } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import type { Operation } from '../../shared/contract/requests';
import {
  aMember,
  drawnOrganization,
  grantsOf,
  MAIN,
  memberId,
  NOW,
  SECOND,
  started,
  workOn,
} from './drawn-organization';
import { DESK, onAll } from './shown-to-approvers';

const HOLD = 24 * 3_600_000;
const people = [
  aMember('bob', ['withdrawals approve'], { roleId: DESK.id }),
  aMember('zoe', [], { status: 'suspended' }),
];
const bob = memberId('bob');
const added = {
  accountId: MAIN,
  label: 'New',
  addedBy: memberId('owner'),
  addedAt: NOW,
  addedByRequestId: 'req_scratch1',
  addedByRequestNumber: 1,
  usableFrom: NOW + HOLD,
  removed: false,
  completedWithdrawals: 0,
};
const crypto = { asset: 'BTC', network: 'bitcoin', address: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2' };
const bank = { asset: 'EUR', network: 'bank', address: 'DE89370400440532013000', beneficiary: 'ACME' };
const toBank = { asset: 'EUR', iban: 'DE89 3704 0044 0532 0130 00', beneficiary: 'ACME', label: 'New' };
const posted = {
  accountId: MAIN,
  asset: 'BTC',
  amount: 100_000_000n,
  at: NOW,
  reference: null,
  requestId: 'req_scratch1',
};
const invited = {
  email: 'new@example.com',
  displayName: 'New',
  invitedBy: memberId('owner'),
  owner: false,
  status: 'invited',
  invitationExpiresAt: NOW + 7 * HOLD,
  factors: [],
  recoveryCodesLeft: 0,
  version: 1,
  grantsChangedAt: NOW,
};
const NEW = { email: 'new@example.com', displayName: 'New' };

/** What completing at once records beside the request, and what the request answers with. */
const effects: [Operation, object, { events: object[]; result: object }, AccountId?][] = [
  [
    'account.create',
    { name: 'New' },
    {
      events: [
        {
          type: 'account.created',
          account: { id: 'acc_scratch2', name: 'New', createdAt: NOW, dormantIn: [] },
        },
      ],
      result: { accountId: 'acc_scratch2' },
    },
  ],
  [
    'account.rename',
    { accountId: SECOND, name: 'New' },
    {
      events: [{ type: 'account.renamed', accountId: SECOND, name: 'New' }],
      result: { accountId: SECOND },
    },
  ],
  [
    'address.crypto.add',
    { ...crypto, label: 'New' },
    {
      events: [
        {
          type: 'address.added',
          address: { ...added, ...crypto, id: 'adr_scratch2', memo: null, bic: null, beneficiary: null },
        },
      ],
      result: { addressId: 'adr_scratch2', usableFrom: NOW + HOLD },
    },
    MAIN,
  ],
  [
    'address.crypto.add',
    { ...crypto, label: 'New', memo: '17' },
    {
      events: [
        {
          type: 'address.added',
          address: { ...added, ...crypto, id: 'adr_scratch2', memo: '17', bic: null, beneficiary: null },
        },
      ],
      result: { addressId: 'adr_scratch2', usableFrom: NOW + HOLD },
    },
    MAIN,
  ],
  [
    'address.fiat.add',
    toBank,
    {
      events: [
        { type: 'address.added', address: { ...added, ...bank, id: 'adr_scratch2', memo: null, bic: null } },
      ],
      result: { addressId: 'adr_scratch2', usableFrom: NOW + HOLD },
    },
    MAIN,
  ],
  [
    'address.fiat.add',
    { ...toBank, bic: 'COBADEFFXXX' },
    {
      events: [
        {
          type: 'address.added',
          address: { ...added, ...bank, id: 'adr_scratch2', memo: null, bic: 'COBADEFFXXX' },
        },
      ],
      result: { addressId: 'adr_scratch2', usableFrom: NOW + HOLD },
    },
    MAIN,
  ],
  [
    'address.remove',
    { addressId: 'adr_main' },
    { events: [{ type: 'address.removed', addressId: 'adr_main' }], result: { addressId: 'adr_main' } },
    MAIN,
  ],
  [
    'withdrawal.crypto.create',
    { asset: 'BTC', amount: '1', addressId: 'adr_main' },
    {
      events: [
        { type: 'ledger.posted', posting: { ...posted, id: 'pst_scratch2', kind: 'hold' } },
        { type: 'ledger.posted', posting: { ...posted, id: 'pst_scratch3', kind: 'withdrawal' } },
      ],
      result: { postingId: 'pst_scratch3' },
    },
    MAIN,
  ],
  [
    'member.invite',
    { ...NEW, grants: onAll, roleId: DESK.id },
    {
      events: [
        {
          type: 'member.invited',
          member: {
            ...invited,
            id: 'mem_scratch2',
            grants: onAll,
            roleId: DESK.id,
            replaces: null,
            mustBeConfirmed: false,
          },
        },
      ],
      result: { memberId: 'mem_scratch2' },
    },
  ],
  [
    'member.replace',
    { ...NEW, memberId: bob },
    {
      events: [
        {
          type: 'member.invited',
          member: {
            ...invited,
            id: 'mem_scratch2',
            grants: grantsOf(['withdrawals approve']),
            roleId: DESK.id,
            replaces: bob,
            mustBeConfirmed: true,
          },
        },
      ],
      result: { memberId: 'mem_scratch2' },
    },
  ],
  [
    'member.permissions.change',
    { memberId: bob, grants: onAll, baseVersion: 1 },
    {
      events: [{ type: 'member.permissions-changed', memberId: bob, grants: onAll, roleId: null }],
      result: { memberId: bob },
    },
  ],
  [
    'member.suspend',
    { memberId: bob },
    { events: [{ type: 'member.suspended', memberId: bob }], result: { memberId: bob } },
  ],
  [
    'member.reinstate',
    { memberId: memberId('zoe') },
    {
      events: [{ type: 'member.reinstated', memberId: memberId('zoe') }],
      result: { memberId: memberId('zoe') },
    },
  ],
  [
    'member.remove',
    { memberId: bob },
    { events: [{ type: 'member.removed', memberId: bob }], result: { memberId: bob } },
  ],
  [
    'role.save',
    { name: 'New', grants: onAll },
    {
      events: [{ type: 'role.saved', role: { id: 'rol_scratch2', name: 'New', grants: onAll, version: 1 } }],
      result: { roleId: 'rol_scratch2' },
    },
  ],
  [
    'role.save',
    { roleId: DESK.id, baseVersion: 1, name: 'Desk', grants: grantsOf([]) },
    {
      events: [{ type: 'role.saved', role: { ...DESK, grants: grantsOf([]), version: 2 } }],
      result: { roleId: DESK.id },
    },
  ],
  [
    'role.delete',
    { roleId: DESK.id },
    { events: [{ type: 'role.deleted', roleId: DESK.id }], result: { roleId: DESK.id } },
  ],
];

it.each(effects)('%s of %j', (operation, params, effect, accountId) => {
  const state = drawnOrganization({ people });
  state.roles.set(DESK.id, DESK);
  const work = workOn(state);
  const { status, result } = started(work, 'owner', operation, params, accountId);
  expect(status).toBe('completed');
  const events = work.events.filter(({ type }) => !type.startsWith('request.'));
  expect({ events, result }).toEqual(effect);
});

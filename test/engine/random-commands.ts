import fc from 'fast-check';
import {
  ACCOUNT_PERMISSIONS,
  WORKFLOW_PERMISSIONS,
  WORKFLOWS,
  type Grants,
  type MemberView,
  type Workflow,
} from '../../shared/contract/organization';
import type { AccountId } from '../../shared/contract/primitives';
import { BTC_ADDRESS, BTC_ADDRESS_2, HOUR } from './organization-under-test';

import type { PolicyView } from '../../shared/contract/policies';
import type { AddressView } from '../../shared/contract/money';

/** What a random command needs to know of the organization it is aimed at. */
export interface CommandTarget {
  readonly under: { readonly clock: { advance(ms: number): void } };
  readonly accounts: readonly string[];
  readonly addresses: readonly AddressView[];
  readonly requestIds: readonly string[];
  readonly pendingIds: readonly string[];
  readonly digests: ReadonlyMap<string, string>;
  readonly policies: ReadonlyMap<Workflow, PolicyView>;
  memberOf(number: number): MemberView;
}

/** Grants with places by number, since accounts have no ids yet when they are drawn: 0 all, else the n-th account. */
export type GrantDraft = readonly {
  workflow: Workflow;
  place: number;
  permissions: Grants['workflows'][0]['permissions'];
}[];

export const anyGrantDraft: fc.Arbitrary<GrantDraft> = fc.array(
  fc.record({
    workflow: fc.constantFrom(...WORKFLOWS, 'withdrawals' as const),
    place: fc.nat(2),
    permissions: fc.subarray([...WORKFLOW_PERMISSIONS], { minLength: 1 }),
  }),
  { maxLength: 5 },
);
const anyPolicyChange = fc.record(
  {
    requiredApprovals: fc.integer({ min: 1, max: 3 }),
    alwaysRequireApproval: fc.boolean(),
    expiresAfterHours: fc.constantFrom(1, 24, 72),
  },
  { requiredKeys: [] },
);

export function grantsFrom(draft: GrantDraft, accounts: readonly string[], trade = false): Grants {
  return {
    workflows: draft.map(({ workflow, place, permissions }) => ({
      workflow,
      ...(workflow === 'withdrawals' || workflow === 'addresses'
        ? { accountId: (place === 0 ? '*' : accounts[place % accounts.length]) as AccountId | '*' }
        : {}),
      permissions,
    })),
    accounts: trade ? [{ accountId: accounts[0] as AccountId, permissions: [ACCOUNT_PERMISSIONS[0]] }] : [],
  };
}

const who = fc.nat(4);
const nth = fc.nat(30);
/** Among the pending ones, and now and then among all. */
const whichRequest = fc.record({ pending: fc.constantFrom(true, true, true, true, false), nth });
/** Of 20 BTC and 2000 EUR: some fit, some don't, some only one of two. */
const share = fc.constantFrom('0.1', '3.25', '9', '9.5', '19', '20.5');

export const anyCommand = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('withdraw' as const),
      who,
      account: fc.nat(1),
      address: nth,
      share,
      fiat: fc.boolean(),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant('approve' as const), who, request: whichRequest }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reject' as const), who, request: whichRequest }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), who, request: whichRequest }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('policy' as const),
      who,
      workflow: fc.constantFrom(...WORKFLOWS),
      change: anyPolicyChange,
      stale: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('regrant' as const),
      who,
      whom: who,
      draft: anyGrantDraft,
      trade: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('invite' as const),
      who,
      draft: anyGrantDraft,
      name: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('address' as const),
      who,
      account: fc.nat(1),
      second: fc.boolean(),
      label: fc.nat(2),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('removeAddress' as const), who, address: nth }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('account' as const),
      who,
      name: fc.nat(2),
      rename: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('deposit' as const),
      who,
      account: fc.nat(1),
      reference: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(0.5, 1, 23, 24, 72) }),
  },
);
export type RandomCommand = typeof anyCommand extends fc.Arbitrary<infer C> ? C : never;

/** What a command asks of the public door; null where it only lets time pass. */
export async function callOf(
  org: CommandTarget,
  command: RandomCommand,
): Promise<{
  name: 'requests.create' | 'requests.approve' | 'requests.reject' | 'requests.cancel' | 'ledger.deposit';
  input: object;
} | null> {
  const create = (
    operation: string,
    params: object,
    account?: string,
  ): { name: 'requests.create'; input: object } => ({
    name: 'requests.create',
    input: { operation, params, ...(account === undefined ? {} : { accountId: account }) },
  });
  switch (command.kind) {
    case 'wait':
      org.under.clock.advance(command.hours * HOUR);
      return null;
    case 'withdraw': {
      const addresses = org.addresses.filter(
        (address) =>
          (address.asset === 'EUR') === command.fiat && address.accountId === org.accounts[command.account],
      );
      const address = addresses[command.address % Math.max(addresses.length, 1)];
      const amount = command.fiat ? `${Number(command.share) * 100}` : command.share;
      return create(
        command.fiat ? 'withdrawal.fiat.create' : 'withdrawal.crypto.create',
        { asset: command.fiat ? 'EUR' : 'BTC', amount, addressId: address?.id ?? 'adr_0' },
        org.accounts[command.account],
      );
    }
    case 'approve':
    case 'reject':
    case 'cancel': {
      const among = command.request.pending ? org.pendingIds : org.requestIds;
      const id = among[command.request.nth % Math.max(among.length, 1)] ?? 'req_0';
      const digest = org.digests.get(id) ?? 'f'.repeat(64);
      if (command.kind === 'cancel') return { name: 'requests.cancel', input: { id } };
      return command.kind === 'approve'
        ? { name: 'requests.approve', input: { id, digest } }
        : { name: 'requests.reject', input: { id, digest, reason: 'No' } };
    }
    case 'policy': {
      const version = (org.policies.get(command.workflow)?.version ?? 1) + (command.stale ? 1 : 0);
      return create('policy.change', { workflow: command.workflow, baseVersion: version, ...command.change });
    }
    case 'regrant': {
      const whom = org.memberOf(command.whom);
      return create('member.permissions.change', {
        memberId: whom.id,
        grants: grantsFrom(command.draft, org.accounts, command.trade),
        baseVersion: whom.version ?? 1,
      });
    }
    case 'invite':
      return create('member.invite', {
        email: `guest${command.name}@example.com`,
        displayName: `Guest ${command.name}`,
        grants: grantsFrom(command.draft, org.accounts),
      });
    case 'address':
      return create(
        'address.crypto.add',
        {
          asset: 'BTC',
          network: 'bitcoin',
          address: command.second ? BTC_ADDRESS_2 : BTC_ADDRESS,
          label: `More ${command.label}`,
        },
        org.accounts[command.account],
      );
    case 'removeAddress':
      return create('address.remove', {
        addressId: org.addresses[command.address % org.addresses.length]?.id ?? 'adr_0',
      });
    case 'account':
      return command.rename
        ? create('account.rename', { accountId: org.accounts[1], name: `Desk ${command.name}` })
        : create('account.create', { name: `Desk ${command.name}` });
    case 'deposit':
      return {
        name: 'ledger.deposit',
        input: {
          accountId: org.accounts[command.account],
          asset: 'BTC',
          amount: '0.5',
          reference: `R${command.reference}`,
        },
      };
  }
}

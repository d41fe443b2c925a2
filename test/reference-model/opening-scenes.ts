// What stands before a random sequence begins: some states are too many steps away to be met by chance.
import type { Workflow, WorkflowPermission } from '../../shared/contract/organization';
import type { Grants } from './model/state';
import { isAccountScoped } from './model/grants';
import { MAIN, OWNER } from './model/membership';
import type { Command } from './model/perform';
import type { Organization } from './model/state';
import { policyOf } from './model/state';

/** A step of a scene; it looks at the state because ids and versions come to be on the way. */
export type Step = (o: Organization) => Command[];

function on(workflow: Workflow, ...permissions: WorkflowPermission[]): Grants['workflows'][number] {
  return { workflow, ...(isAccountScoped(workflow) ? { accountId: '*' } : {}), permissions };
}

function byOwner(operation: string, params: object, accountId?: string): Command {
  return {
    kind: 'initiate',
    actor: OWNER,
    operation,
    params,
    ...(accountId === undefined ? {} : { accountId }),
  };
}

function joins(name: string, ...workflows: Grants['workflows']): Step[] {
  const email = `${name}@example.com`;
  return [
    () => [byOwner('member.invite', { email, displayName: name, grants: { workflows, accounts: [] } })],
    (o) => [{ kind: 'accept', memberId: o.members.find((m) => m.email === email)?.id ?? '' }],
  ];
}

function policy(workflow: Workflow, change: object): Step {
  return (o) => [
    byOwner('policy.change', { workflow, baseVersion: policyOf(o, workflow).version, ...change }),
  ];
}

function lock(workflow: Workflow): Step {
  return (o) => [byOwner('policy.lock', { workflow, baseVersion: policyOf(o, workflow).version })];
}

const money: Step[] = [
  policy('addresses', { addressHoldHours: 0 }),
  () => [
    byOwner('address.crypto.add', { asset: 'BTC', label: 'Vault' }, MAIN),
    byOwner('address.fiat.add', { asset: 'EUR', label: 'Bank' }, MAIN),
    { kind: 'deposit', actor: OWNER, accountId: MAIN, asset: 'BTC', amount: '200', reference: 'a' },
    { kind: 'deposit', actor: OWNER, accountId: MAIN, asset: 'EUR', amount: '200', reference: 'b' },
  ],
];

const governors: Step[] = [
  ...joins('anna', on('policies', 'approve'), on('access', 'approve'), on('withdrawals', 'approve')),
  ...joins(
    'ben',
    on('policies', 'approve', 'execute'),
    on('access', 'approve', 'execute'),
    on('withdrawals', 'approve'),
  ),
  ...joins(
    'cora',
    on('withdrawals', 'initiate', 'execute'),
    on('addresses', 'approve', 'execute'),
    on('access', 'initiate'),
  ),
];

const bot: Step[] = [
  () => [byOwner('service-user.create', { name: 'Bot', scopes: ['withdraw'], accountIds: [MAIN] })],
  (o) => [byOwner('service-user.key.create', { serviceUserId: o.serviceUsers[0]?.id ?? '', label: 'first' })],
];

export const SCENES: Step[][] = [
  [],
  [...money, ...governors],
  [...money, ...governors, lock('withdrawals')],
  [
    ...money,
    ...bot,
    ...governors,
    policy('withdrawals', { alwaysRequireApproval: true }),
    lock('withdrawals'),
  ],
  [...money, ...governors, lock('policies'), lock('access')],
  [
    ...money,
    ...bot,
    ...governors,
    ...joins('dora', on('addresses', 'approve'), on('policies', 'initiate')),
    lock('addresses'),
  ],
  // Ben and Cora are blocked until they have a passkey.
  [
    ...money,
    ...governors,
    (o) => [OWNER, o.members[1]?.id ?? ''].map((actor) => ({ kind: 'add-passkey', actor })),
    (o) => [byOwner('security.sign-in.change', { signInPolicy: 'passkey', baseVersion: o.security.version })],
    ...joins('dora', on('policies', 'approve'), on('access', 'approve'), on('withdrawals', 'approve')),
    lock('withdrawals'),
  ],
  [
    ...money,
    ...governors,
    policy('access', { requiredApprovals: 2 }),
    policy('withdrawals', { requiredApprovals: 2 }),
  ],
];

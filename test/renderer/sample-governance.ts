import type { ShownEnrolment } from '../../shared/contract/desktop-calls';
import type { PostingView } from '../../shared/contract/money';
import type { MemberView } from '../../shared/contract/organization';
import type { PolicyView } from '../../shared/contract/policies';
import type { KeyId, PostingId, RoleId, ServiceUserId } from '../../shared/contract/primitives';
import type { RoleView } from '../../shared/contract/roles';
import type { ServiceUserView } from '../../shared/contract/service-users';
import { acc, ago, at, mem, person, req } from './sample-data';

const HOUR = 3_600_000;

function aMember(id: string, change: Partial<MemberView> = {}): MemberView {
  return {
    ...person(id),
    owner: false,
    email: `${id}@northwind.example`,
    status: 'active',
    signInCompliant: true,
    invitedBy: mem('helena'),
    grants: { workflows: [], accounts: [] },
    version: 4,
    ...change,
  };
}

/** The Owner, two members with grants, and somebody who was invited. */
export function someMembers(): MemberView[] {
  return [
    aMember('ingrid'),
    aMember('dana', {
      title: 'Head of Treasury',
      grants: {
        workflows: [
          { workflow: 'withdrawals', accountId: '*', permissions: ['view'] },
          { workflow: 'withdrawals', accountId: acc('Treasury'), permissions: ['initiate'] },
          { workflow: 'addresses', accountId: acc('Treasury'), permissions: ['execute'] },
        ],
        accounts: [{ accountId: acc('Treasury'), permissions: ['trade'] }],
      },
    }),
    aMember('helena', { owner: true, invitedBy: null }),
    aMember('noor', { status: 'invited', invitationExpiresAt: at(50 * HOUR), version: 1 }),
  ];
}

export const rol = (name: string): RoleId => `rol_${name}` as RoleId;
export const svc = (name: string): ServiceUserId => `svc_${name}` as ServiceUserId;
export const key = (name: string): KeyId => `key_${name}` as KeyId;

/** One built-in role, and one of the organization’s own that Dana was given and differs from. */
export function someRoles(): RoleView[] {
  return [
    {
      id: rol('Treasurer'),
      name: 'Treasurer',
      builtIn: true,
      grants: {
        workflows: [{ workflow: 'withdrawals', accountId: '*', permissions: ['initiate', 'execute'] }],
        accounts: [],
      },
      version: 1,
      holders: [],
      differing: [],
    },
    {
      id: rol('desk'),
      name: 'Treasury desk',
      builtIn: false,
      grants: {
        workflows: [
          { workflow: 'withdrawals', accountId: '*', permissions: ['view'] },
          { workflow: 'withdrawals', accountId: acc('Treasury'), permissions: ['initiate'] },
        ],
        accounts: [],
      },
      version: 3,
      holders: [person('marcus')],
      differing: [person('dana')],
    },
  ];
}

/** A Service User with two accounts and two keys, one of them revoked. */
export function someServiceUsers(): ServiceUserView[] {
  const ingrid = person('ingrid');
  return [
    {
      id: svc('payout'),
      name: 'payout-bot-eu',
      status: 'enabled',
      scopes: ['withdraw', 'query'],
      accountIds: [acc('Treasury'), acc('Reserve')],
      keys: [
        {
          id: key('live'),
          label: 'production',
          accountId: acc('Treasury'),
          createdAt: ago(300 * HOUR),
          expiresAt: at(12 * 24 * HOUR + HOUR),
          ipAllowList: ['203.0.113.7'],
          custodian: ingrid,
          revoked: false,
          lastUsedAt: ago(2.5 * HOUR),
        },
        {
          id: key('old'),
          label: 'trial',
          accountId: acc('Reserve'),
          createdAt: ago(900 * HOUR),
          ipAllowList: [],
          custodian: person('dana'),
          revoked: true,
        },
      ],
      version: 2,
      createdAt: ago(900 * HOUR),
      createdBy: mem('helena'),
    },
  ];
}

export const policies: PolicyView[] = (['withdrawals', 'addresses', 'access', 'policies'] as const).map(
  (workflow) => ({
    workflow,
    version: 1,
    requiredApprovals: 1,
    alwaysRequireApproval: false,
    locked: false,
    expiresAfterHours: 72,
    ...(workflow === 'addresses' ? { addressHoldHours: 24 } : {}),
    coverage: { ok: true, spare: null, shortfalls: [] },
    stage: 'bootstrap' as const,
    othersApprove: false,
  }),
);

export const postings: PostingView[] = [
  {
    id: 'pst_2' as PostingId,
    accountId: acc('Treasury'),
    asset: 'BTC',
    kind: 'hold',
    amount: '12.5',
    at: ago(HOUR),
    requestId: req(2417),
  },
  {
    id: 'pst_1' as PostingId,
    accountId: acc('Treasury'),
    asset: 'BTC',
    kind: 'deposit',
    amount: '56.20411862',
    at: ago(48 * HOUR),
    reference: 'Opening transfer',
  },
];

export const SECRET = 'MTHHLST32HZK4FUZOACEJWCBCFGVNF4W';
export const shownEnrolment: ShownEnrolment = {
  secret: SECRET,
  uri: `otpauth://totp/Countersign:x?secret=${SECRET}`,
  qr: 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=',
};
/** Either may be enrolled, as the ordinary sign-in policy has it. */
export const begunEnrolment = { totp: shownEnrolment, passkey: true };
export const FINGERPRINT = '1B8B-513E-8791-F845';
export const recoveryCodes = Array.from(
  { length: 10 },
  (_, index) => `${String(index).repeat(5)}-aaaaa-bbbbb-ccccc`,
);

import type { AccountView, AddressView } from '../../shared/contract/money';
import type { SessionView } from '../../shared/contract/organization';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import type { Operation, RequestDetail, RequestRow } from '../../shared/contract/requests';
import { WORKFLOW_OF } from '../../shared/domain/workflows';
import type {
  AccountId,
  AddressId,
  MemberId,
  OrganizationId,
  RequestId,
} from '../../shared/contract/primitives';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const at = (msFromNow: number): string => new Date(Date.now() + msFromNow).toISOString();
export const ago = (ms: number): string => at(-ms);
export const mem = (name: string): MemberId => `mem_${name}` as MemberId;
export const req = (name: string | number): RequestId => `req_${name}` as RequestId;
export const acc = (name: string): AccountId => `acc_${name}` as AccountId;
export const adr = (name: string): AddressId => `adr_${name}` as AddressId;

export const people = [
  ['helena', 'Helena Brandt', 'Owner', 'Holds every permission, bound by the policies', 3],
  ['ingrid', 'Ingrid Solheim', 'CFO', 'Approves withdrawals and access', 9],
  ['marcus', 'Marcus Lindqvist', 'Treasury', 'Starts withdrawals', 0],
  ['priya', 'Priya Raman', 'Risk', 'Approves withdrawals, addresses and policies', 7],
  ['tomas', 'Tomás Rivera', 'Finance', 'Approves withdrawals', 6],
  ['aiko', 'Aiko Watanabe', 'Compliance', 'Approves policies and addresses', 4],
  ['samuel', 'Samuel Adeyemi', 'Operations', 'Starts and completes from Operations', 1],
  ['dana', 'Dana Okafor', 'Treasury', 'Starts withdrawals and invitations', 0],
  ['meilin', 'Mei-Lin Chow', 'Payroll', 'Starts bank withdrawals', 0],
  ['noor', 'Noor Haddad', 'Audit', 'Sees everything, decides nothing', 0],
] as const;

const nameOf = (id: string): string => people.find(([one]) => one === id)?.[1] ?? id;
export const person = (id: string) => ({ id: mem(id), displayName: nameOf(id) });

export function aSession(change: Partial<SessionView> = {}): SessionView {
  return {
    member: { ...person('ingrid'), owner: false, email: 'ingrid.solheim@northwind.example' },
    organization: { id: 'org_1' as OrganizationId, name: 'Northwind Digital Treasury' },
    expiresAt: at(8 * HOUR),
    idleTimeoutSeconds: 900,
    stepUpUntil: ago(HOUR),
    may: { initiate: [{ workflow: 'withdrawals', accountId: null }], decide: true },
    ...change,
  };
}

export function aDesktop(change: Partial<DesktopState> = {}): DesktopState {
  return {
    version: '1.0.0',
    platform: 'linux',
    ownWindowButtons: true,
    appearance: 'light',
    profile: {
      kind: 'sample',
      organizationName: 'Northwind Digital Treasury',
      status: 'ready',
      people: people.map(([id, displayName, title, powers, waiting]) => ({
        id: mem(id),
        displayName,
        title,
        email: `${displayName.toLowerCase().replace(' ', '.')}@northwind.example`,
        powers,
        waiting,
      })),
    },
    connection: null,
    servers: [],
    session: null,
    signedOutBecause: null,
    machineHearing: { screenLock: true, suspend: true, userSwitch: true },
    cleared: { count: 0, because: null, gaveUp: false },
    lastEmail: null,
    localOrganization: null,
    unopened: null,
    waitingSignedOut: [],
    localData: null,
    notifications: {
      privacy: 'no-amounts-or-names',
      quietHours: { on: false, from: '20:00', to: '08:00' },
      reminder: 'off',
      available: true,
    },
    sessionEnds: { screenLock: true, suspend: true, userSwitch: true },
    startAtLogin: false,
    acceptLink: null,
    closing: 'ask',
    trayAvailable: true,
    developmentRuntime: false,
    ...change,
  };
}

export const destination = {
  id: adr('cold'),
  label: 'Cold storage A',
  address: 'bc1qaq57setpzg2msqek7qrs5r8cqa0sn886mkwa86',
  network: 'bitcoin',
};

interface RowChange extends Partial<RequestRow> {
  params?: RequestRow['params'];
  account?: string | null;
  before?: RequestRow['view']['before'];
  after?: RequestRow['view']['after'];
}

/** A row of the queue: a withdrawal of 12.5 BTC that waits for Ingrid, unless `change` says otherwise. */
export function aRow(number: number, change: RowChange = {}): RequestRow {
  const { account = 'Treasury', before, after, ...rest } = change;
  const operation: Operation = change.operation ?? 'withdrawal.crypto.create';
  const params = change.params ?? { asset: 'BTC', amount: '12.50000000', destination };
  const createdAt = change.createdAt ?? ago(26 * MINUTE);
  const initiator = change.initiator ?? { kind: 'member' as const, ...person('marcus') };
  const id = req(number);
  const shownAccount = account === null ? null : { id: acc(account.split(' ')[0] ?? ''), name: account };
  return {
    id,
    number,
    operation,
    workflow: WORKFLOW_OF[operation],
    note: 'Quarterly sweep to cold storage, treasury memo 14',
    status: 'pending',
    createdAt,
    expiresAt: at(70 * HOUR),
    requiredApprovals: 3,
    validApprovals: 0,
    riskCount: 0,
    myDecision: null,
    canDecide: true,
    ...rest,
    initiator,
    params,
    view: {
      id,
      operation,
      workflow: WORKFLOW_OF[operation],
      account: shownAccount,
      params,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      initiator,
      note: 'Quarterly sweep to cold storage, treasury memo 14',
      createdAt,
    },
  };
}

export const DIGEST = '4fec4ce1'.padEnd(56, '0') + '32c15d05';

/** The whole request of a row: one approval by Priya when the row says so, and three things worth a look. */
export function aDetail(row: RequestRow, change: Partial<RequestDetail> = {}): RequestDetail {
  const approvals = row.validApprovals > 0 ? ['priya', 'aiko', 'noor'].slice(0, row.validApprovals) : [];
  return {
    ...row,
    policyVersion: 7,
    queuedBecause: 'approval_always_required',
    approvals: approvals
      .map((id) => ({ ...person(id), memberId: mem(id), at: ago(11 * MINUTE), valid: true }))
      .map(({ id: _id, ...rest }) => rest),
    eligibleApprovers: ['ingrid', 'tomas', 'aiko', 'samuel', 'helena']
      .filter((id) => row.canDecide || id !== 'ingrid')
      .map(person),
    digest: DIGEST,
    risks:
      row.riskCount === 0
        ? []
        : [
            {
              code: 'unusually_large' as const,
              detail: '3.8 times the largest withdrawal in 90 days',
              evidence: {
                times: 3.8,
                pastAmounts: [
                  '0.05',
                  '0.08',
                  '0.1',
                  '0.22',
                  '0.31',
                  '0.4',
                  '0.55',
                  '1.1',
                  '1.9',
                  '2.4',
                  '3.28',
                ],
              },
            },
            {
              code: 'first_use' as const,
              detail: 'First use of an address added by Samuel Adeyemi',
              evidence: { ageMs: 49 * HOUR, by: 'Samuel Adeyemi', requestId: req(2398) },
            },
            {
              code: 'initiator_recently_granted' as const,
              detail: 'Marcus Lindqvist’s access changed lately',
              evidence: { ageMs: 97 * HOUR, by: 'Marcus Lindqvist' },
            },
          ].slice(0, row.riskCount),
    timeline: [
      { at: row.createdAt, kind: 'created', by: person('marcus') },
      { at: row.createdAt, kind: 'held', by: null },
      ...approvals.map((id) => ({
        at: ago(11 * MINUTE),
        kind: 'approved' as const,
        by: person(id),
        ...(id === 'priya' ? { text: 'Matches memo 14, address read back by phone.' } : {}),
      })),
    ],
    canCancel: false,
    ...(row.operation === 'withdrawal.crypto.create'
      ? { balance: { asset: 'BTC', available: '43.70411862', afterwards: '31.20411862' } }
      : {}),
    ...change,
  };
}

export const accounts: AccountView[] = [
  {
    id: acc('Treasury'),
    name: 'Treasury',
    createdAt: ago(90 * 24 * HOUR),
    balances: [
      { asset: 'BTC', total: '56.20411862', available: '43.70411862', held: '12.5' },
      { asset: 'EUR', total: '1250000.00', available: '1250000.00', held: '0.00' },
    ],
  },
  { id: acc('Reserve'), name: 'Cold reserve', createdAt: ago(90 * 24 * HOUR), balances: [] },
];

export const addresses: AddressView[] = [
  {
    id: adr('cold'),
    accountId: acc('Treasury'),
    asset: 'BTC',
    network: 'bitcoin',
    address: destination.address,
    label: 'Cold storage A',
    addedBy: mem('samuel'),
    addedAt: ago(48 * HOUR),
    addedByRequestId: req(2398),
    usableFrom: ago(24 * HOUR),
    usable: true,
    status: 'active',
  },
  {
    id: adr('desk'),
    accountId: acc('Treasury'),
    asset: 'BTC',
    network: 'bitcoin',
    address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    label: 'Prime desk',
    addedBy: mem('samuel'),
    addedAt: ago(19 * HOUR),
    addedByRequestId: req(2399),
    usableFrom: at(5 * HOUR + MINUTE),
    usable: false,
    status: 'active',
  },
];

const noGrants = { workflows: [], accounts: [] };

/** A queue as in the design: closing soon, today, yesterday. */
export function aQueue(): RequestRow[] {
  const eth = (amount: string, label: string) => ({
    asset: 'ETH',
    amount,
    destination: {
      id: adr('eth'),
      label,
      address: '0x52908400098527886E0F7030069857D2E4169EE7',
      network: 'ethereum',
    },
  });
  const bank = (asset: string, amount: string, label: string) => ({
    asset,
    amount,
    destination: {
      id: adr('bank'),
      label,
      address: 'DE89370400440532013000',
      network: 'bank',
      beneficiary: 'Northwind',
    },
  });
  return [
    aRow(2417, { validApprovals: 1, riskCount: 3, expiresAt: at(3 * HOUR + 4 * MINUTE + 20_000) }),
    aRow(2409, {
      operation: 'withdrawal.fiat.create',
      params: bank('EUR', '480000.00', 'Payroll, week 47'),
      account: 'Operations EUR',
      initiator: { kind: 'member', ...person('meilin') },
      createdAt: ago(19 * HOUR),
      expiresAt: at(5 * HOUR + MINUTE),
      validApprovals: 2,
    }),
    aRow(2421, {
      operation: 'member.permissions.change',
      account: null,
      params: {
        member: { id: mem('samuel'), displayName: 'Samuel Adeyemi' },
        grants: noGrants,
        baseVersion: 4,
      },
      before: {
        workflows: [
          { workflow: 'withdrawals', account: 'Cold reserve', permissions: ['execute'] },
          { workflow: 'addresses', account: 'Client settlement', permissions: ['approve'] },
        ],
        accounts: [],
      },
      after: {
        workflows: [
          { workflow: 'withdrawals', account: 'Cold reserve', permissions: ['approve'] },
          { workflow: 'addresses', account: 'Client settlement', permissions: ['approve'] },
        ],
        accounts: [],
      },
      initiator: { kind: 'member', ...person('helena') },
      createdAt: ago(41 * MINUTE),
      requiredApprovals: 2,
    }),
    aRow(2420, {
      params: eth('215', 'Prime desk'),
      account: 'Client settlement',
      createdAt: ago(HOUR),
      riskCount: 1,
    }),
    aRow(2419, {
      operation: 'address.crypto.add',
      params: {
        asset: 'ETH',
        network: 'ethereum',
        address: '0x52908400098527886E0F7030069857D2E4169EE7',
        label: 'Prime desk 2',
      },
      createdAt: ago(2 * HOUR),
      requiredApprovals: 1,
    }),
    aRow(2418, {
      operation: 'policy.change',
      account: null,
      params: { workflow: 'access', baseVersion: 5, expiresAfterHours: 48 },
      before: {
        workflow: 'access',
        version: 5,
        requiredApprovals: 2,
        alwaysRequireApproval: true,
        expiresAfterHours: 72,
      },
      after: {
        workflow: 'access',
        version: 6,
        requiredApprovals: 2,
        alwaysRequireApproval: true,
        expiresAfterHours: 48,
      },
      initiator: { kind: 'member', ...person('helena') },
      createdAt: ago(3 * HOUR),
      requiredApprovals: 2,
    }),
    aRow(2408, {
      operation: 'withdrawal.fiat.create',
      params: bank('USD', '1250000.00', 'Operating account'),
      initiator: { kind: 'member', ...person('dana') },
      createdAt: ago(22 * HOUR),
      validApprovals: 2,
    }),
    aRow(2407, {
      operation: 'member.invite',
      account: null,
      params: { email: 'kofi@northwind.example', displayName: 'Kofi Mensah', grants: noGrants },
      before: noGrants,
      after: {
        workflows: [{ workflow: 'withdrawals', account: 'Treasury', permissions: ['initiate'] }],
        accounts: [],
      },
      initiator: { kind: 'member', ...person('dana') },
      createdAt: ago(23 * HOUR),
      requiredApprovals: 2,
      validApprovals: 1,
    }),
  ];
}

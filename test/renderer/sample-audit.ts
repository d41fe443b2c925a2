import type { AuditEntry, AuditVerification } from '../../shared/contract/audit';
import type { CallInput, CallOutput } from '../../shared/contract/bridge';
import type { FakeBridge } from './fake-bridge';
import { acc, ago, mem } from './sample-data';

const HOUR = 3_600_000;

export const CHAIN = '9f2c'.repeat(16);
const HASH = 'ab'.repeat(32);

function entry(seq: number, change: Partial<AuditEntry>): AuditEntry {
  return {
    seq,
    command: seq,
    at: ago((20 - seq) * HOUR),
    type: 'session.started',
    actor: mem('ingrid'),
    actorName: 'Ingrid Solheim',
    device: 'Ingrid Solheim’s workstation',
    payloadHash: HASH,
    chain: CHAIN,
    ...change,
  };
}

/** A short ledger, newest first, as the engine lists it. */
export const someEntries: readonly AuditEntry[] = [
  entry(9, { type: 'audit.exported', payload: { format: 'jsonl' } }),
  entry(8, { type: 'ledger.posted', actor: mem('dana'), actorName: 'Dana Okafor', command: 7 }),
  entry(7, { type: 'request.approved', actor: mem('dana'), actorName: 'Dana Okafor' }),
  entry(6, {
    type: 'request.approved',
    requestId: 'req_1' as NonNullable<AuditEntry['requestId']>,
    requestNumber: 2041,
    payload: { requestId: 'req_1', memberId: mem('ingrid'), reason: null },
  }),
  entry(5, {
    type: 'policy.changed',
    payload: { policy: { workflow: 'withdrawals', alwaysRequireApproval: true, requiredApprovals: 3 } },
  }),
  entry(4, {
    type: 'ledger.posted',
    payload: {
      posting: {
        kind: 'deposit',
        accountId: acc('Treasury'),
        asset: 'BTC',
        amount: { minorUnits: '125000000' },
      },
    },
  }),
  entry(3, { type: 'session.refused', actor: null, payload: { memberId: null, address: '10.0.0.7' } }),
  entry(2, { type: 'request.expired', actor: null, device: null, payload: { requestId: 'req_0' } }),
  entry(1, { type: 'future.kind', payload: {} }),
].map(({ actorName, ...rest }) =>
  rest.actor === null ? rest : { ...rest, ...(actorName === undefined ? {} : { actorName }) },
);

export function listEntries(input: CallInput<'audit.list'>): CallOutput<'audit.list'> {
  const items = someEntries
    .filter(({ actor }) => input.actorId === undefined || actor === input.actorId)
    .filter(({ type }) => input.type === undefined || type.startsWith(`${input.type}.`))
    .filter(({ requestId }) => input.requestId === undefined || requestId === input.requestId);
  return { items: [...items], nextCursor: null };
}

export const sound: AuditVerification = {
  ok: true,
  entries: 1234,
  head: CHAIN,
  faults: [],
  faultCount: 0,
  judged: 412,
  notJudged: 0,
  verifiedAt: ago(0),
};

export const faulty: AuditVerification = {
  ...sound,
  ok: false,
  entries: 6,
  faults: [
    {
      seq: 7,
      code: 'refused',
      what: 'By the rules “request.approved” was refused: Own request (self_approval).',
    },
    { seq: 9, code: 'missing', what: 'This entry is missing.' },
  ],
  faultCount: 23,
  firstFault: { seq: 7, what: 'By the rules “request.approved” was refused.' },
};

/** Answers what the audit screen asks. */
export function withAudit(fake: FakeBridge): FakeBridge {
  return fake
    .on('audit.list', listEntries)
    .on('audit.verify', () => sound)
    .on('audit.verification', () => ({ running: false, entries: 0, total: 0 }))
    .on('audit.stopVerifying', () => ({}))
    .on('desktop.exportAudit', () => ({ saved: true, entries: 9 }))
    .on('desktop.stopExport', () => ({}));
}

import { describe, expect, it } from 'vitest';
import type { FaultCode } from '../../shared/contract/audit';
import type { LedgerEntry } from '../../shared/domain/audit/entry';
import { decode } from '../../shared/domain/encoding';
import { beforeTheFirst } from './before-the-first';
import { ledgerOf, madeUp, rechained, saying, verdictOf } from './forged-ledger';
import { BTC_DESTINATION, MINUTE, on } from './organization-under-test';
import { treasury, type Treasury } from './treasury';

let opened: Treasury;
let ledger: LedgerEntry[] = [];
/** Needs two approvals and has them. */
let completedId = '';
let pendingId = '';

beforeTheFirst(async () => {
  opened = await treasury();
  const { org, ann, bob, cy, withdraw } = opened;
  await org.setPolicy('withdrawals', { requiredApprovals: 2 });
  const dan = await org.invite('Dan', on('access', 'execute'));
  const first = await withdraw();
  completedId = first.id;
  await bob.approve(first.id);
  expect((await cy.approve(first.id)).status).toBe('completed');
  const second = await withdraw();
  await bob.reject(second.id, 'Not today');
  const third = await withdraw();
  await ann.ok('requests.cancel', { id: third.id });
  const fourth = await withdraw();
  await bob.approve(fourth.id);
  // Bob's approval becomes void, and Ann's pending request is cancelled.
  await org.regrant(bob, {});
  await org.regrant(ann, {});
  await org.regrant(ann, {
    workflows: [{ workflow: 'withdrawals', accountId: '*', permissions: ['initiate'] }],
  });
  await dan.initiate('account.create', { name: 'Reserve' });
  await org.setPolicy('withdrawals', { expiresAfterHours: 1 });
  await withdraw();
  org.clock.advance(61 * MINUTE);
  for (const person of [org.owner, ann, bob, cy]) await person.signIn();
  await org.owner.ok('requests.list');
  pendingId = (await withdraw()).id;
  await cy.approve(pendingId);
  await org.owner.initiate(
    'address.crypto.add',
    { ...BTC_DESTINATION, address: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', label: 'Other' },
    { accountId: org.main as never },
  );
  ledger = ledgerOf(opened.store);
});

interface About {
  requestId?: string;
  memberId?: string;
  posting?: { kind?: string; requestId?: string };
  request?: { id?: string; queuedBecause?: string | null };
  policy?: { workflow?: string };
}
const about = (entry: LedgerEntry): About => decode(entry.payload ?? 'null') as About;

function find(type: string, test: (payload: About) => boolean = () => true): LedgerEntry {
  const found = ledger.find((entry) => entry.type === type && test(about(entry)));
  if (!found) throw new Error(`no ${type} in this run`);
  return found;
}
const ofCompleted = ({ requestId }: About): boolean => requestId === completedId;
const changed = (target: LedgerEntry, change: (payload: Record<string, unknown>) => void): LedgerEntry[] =>
  ledger.map((entry) => (entry === target ? saying(entry, change) : entry));
const without = (...targets: LedgerEntry[]): LedgerEntry[] =>
  ledger.filter((each) => !targets.includes(each));
const after = (target: LedgerEntry, ...more: LedgerEntry[]): LedgerEntry[] => {
  const place = ledger.map(({ command }) => command).lastIndexOf(target.command) + 1;
  return [...ledger.slice(0, place), ...more, ...ledger.slice(place)];
};

describe('deciding a real run again', () => {
  it('finds nothing wrong, and judges every command', () => {
    const verdict = verdictOf(ledger);
    expect(verdict).toMatchObject({ ok: true, faults: [], notJudged: 0, entries: ledger.length });
    const types = new Set(ledger.map(({ type }) => type));
    for (const type of [
      'request.rejected',
      'request.cancelled',
      'request.expired',
      'request.approval-voided',
      'request.completed',
      'ledger.posted',
    ])
      expect(types).toContain(type);
    expect(verdict.judged).toBeGreaterThan(30);
  });

  it('a forger’s own arithmetic is right: the untouched run, chained again, is the same', () => {
    expect(rechained(ledger)).toEqual(ledger);
  });
});

/** Each is what somebody could write who owns the file: numbers, hashes and chain are right in all of them. */
const FORGED: { what: string; forge: () => LedgerEntry[]; code: FaultCode; at: string }[] = [
  {
    what: 'an approval by the initiator',
    forge: () => {
      const created = find('request.created', ({ request }) => request?.id === pendingId);
      return after(
        created,
        madeUp(created, 'request.approved', { requestId: pendingId, memberId: opened.ann.id, reason: null }),
      );
    },
    code: 'refused',
    at: 'request.approved',
  },
  {
    what: 'a second approval by the same person',
    forge: () => {
      const approved = find('request.approved', ({ requestId }) => requestId === pendingId);
      return after(approved, madeUp(approved, 'request.approved', about(approved)));
    },
    code: 'refused',
    at: 'request.approved',
  },
  {
    what: 'an approval taken out, with the completion kept',
    forge: () => without(find('request.approved', ofCompleted)),
    code: 'nothing_allowed_it',
    at: 'ledger.posted',
  },
  {
    what: 'the last approval taken out, with the completion kept',
    forge: () => without(find('request.approved', (p) => ofCompleted(p) && p.memberId === opened.cy.id)),
    code: 'nothing_allowed_it',
    at: 'ledger.posted',
  },
  {
    what: 'an approval in the name of somebody else than who did it',
    forge: () =>
      changed(find('request.approved', ofCompleted), (payload) => {
        payload['memberId'] = opened.org.owner.id;
      }),
    code: 'actor',
    at: 'request.approved',
  },
  {
    what: 'a policy changed without a request',
    forge: () => {
      const last = ledger.at(-1) as LedgerEntry;
      const policy = about(find('policy.changed', (p) => p.policy?.workflow === 'withdrawals')).policy;
      return [
        ...ledger,
        madeUp(last, 'policy.changed', { policy: { ...policy, locked: false, version: 9 } }),
      ];
    },
    code: 'nothing_allowed_it',
    at: 'policy.changed',
  },
  {
    what: 'a threshold lowered in what a request did',
    forge: () =>
      changed(
        find('policy.changed', (p) => p.policy?.workflow === 'withdrawals'),
        (payload) => {
          (payload['policy'] as { requiredApprovals: number }).requiredApprovals = 1;
        },
      ),
    code: 'differs',
    at: 'policy.changed',
  },
  {
    what: 'fewer approvals asked of a request than the policy wanted',
    forge: () =>
      changed(
        find('request.created', ({ request }) => request?.id === completedId),
        (payload) => {
          (payload['request'] as { requiredApprovals: number }).requiredApprovals = 1;
        },
      ),
    code: 'differs',
    at: 'request.created',
  },
  {
    what: 'a withdrawal posted without a request',
    forge: () => {
      const posted = find('ledger.posted', ({ posting }) => posting?.kind === 'withdrawal');
      return after(posted, madeUp(posted, 'ledger.posted', about(posted)));
    },
    code: 'nothing_allowed_it',
    at: 'ledger.posted',
  },
  {
    what: 'a deposit by who isn’t the Owner',
    forge: () => {
      const deposit = find('ledger.posted', ({ posting }) => posting?.kind === 'deposit');
      const payload = about(deposit) as { posting: object };
      return after(
        deposit,
        madeUp(deposit, 'ledger.posted', { posting: { ...payload.posting, reference: 'x' } }, opened.ann.id),
      );
    },
    code: 'refused',
    at: 'ledger.posted',
  },
  {
    what: 'a deposit twice',
    forge: () => {
      const deposit = find('ledger.posted', ({ posting }) => posting?.kind === 'deposit');
      return after(deposit, madeUp(deposit, 'ledger.posted', about(deposit)));
    },
    code: 'refused',
    at: 'ledger.posted',
  },
  {
    what: 'a queued request made out as one that could complete at once',
    forge: () =>
      changed(
        find('request.created', ({ request }) => request?.id === pendingId),
        (payload) => {
          (payload['request'] as { queuedBecause: null }).queuedBecause = null;
        },
      ),
    code: 'differs',
    at: 'request.created',
  },
  {
    what: 'an expiry before its time',
    forge: () => {
      const created = find('request.created', ({ request }) => request?.id === pendingId);
      const early = {
        ...madeUp(created, 'request.expired', { requestId: pendingId }),
        actor: null,
        device: null,
      };
      return after(created, early);
    },
    code: 'refused',
    at: 'request.expired',
  },
  {
    what: 'a cancellation by the engine for no reason',
    forge: () => {
      const created = find('request.created', ({ request }) => request?.id === pendingId);
      const payload = { requestId: pendingId, by: null, reason: 'initiator_removed' };
      return after(created, { ...madeUp(created, 'request.cancelled', payload), actor: null, device: null });
    },
    code: 'refused',
    at: 'request.cancelled',
  },
  {
    what: 'a hold that was never taken',
    forge: () =>
      without(
        find('ledger.posted', ({ posting }) => posting?.kind === 'hold' && posting.requestId === completedId),
      ),
    code: 'differs',
    at: '',
  },
  {
    what: 'a member who was never invited',
    forge: () => {
      const invited = find('member.invited');
      return after(invited, madeUp(invited, 'member.invited', about(invited)));
    },
    code: 'nothing_allowed_it',
    at: 'member.invited',
  },
  {
    what: 'decisions without a second factor',
    forge: () =>
      ledger.filter((entry) => !(entry.type === 'second-factor.passed' && entry.actor === opened.bob.id)),
    code: 'second_factor',
    at: '',
  },
  {
    what: 'somebody who acts without having signed in',
    forge: () =>
      ledger.filter((entry) => !(entry.type === 'session.started' && entry.actor === opened.ann.id)),
    code: 'signed_out',
    at: '',
  },
  {
    what: 'a withdrawal of what never came in',
    forge: () => {
      const deposit = find('ledger.posted', ({ posting }) => posting?.kind === 'deposit');
      return without(deposit);
    },
    code: 'refused',
    at: 'request.created',
  },
];

describe('a forged ledger whose chain is right', () => {
  it.each(FORGED.map((one) => [one.what, one] as const))('is found out: %s', (_what, { forge, code, at }) => {
    const entries = rechained(forge());
    const { ok, faults, entries: held } = verdictOf(entries);
    expect(held).toBe(entries.length);
    expect(ok).toBe(false);
    const [first] = faults;
    expect(first).toMatchObject({ code });
    if (at !== '') expect(entries[(first?.seq ?? 0) - 1]?.type).toBe(at);
    expect(first?.what).toMatch(/^[“A-Z].*\.$/);
  });

  it('says nothing of what the payloads hold', () => {
    for (const { forge } of FORGED)
      for (const { what } of verdictOf(rechained(forge())).faults)
        expect(what).not.toMatch(/Ann|Bob|Olga|BTC|Cold storage|example\.com|mem_|acc_|req_/);
  });
});

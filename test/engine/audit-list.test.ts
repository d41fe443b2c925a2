import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../shared/contract/audit';
import { canonicalJson, sha256Hex } from '../../shared/domain/requests/view';
import { beforeTheFirst } from './before-the-first';
import { audited, type Audited } from './audit-readers';
import { ledgerOf } from './forged-ledger';
import { on, type Person } from './organization-under-test';

let opened: Audited;
beforeTheFirst(async () => {
  opened = await audited();
});

async function all(person: Person, filter: object = {}, limit = 200): Promise<AuditEntry[]> {
  const found: AuditEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: AuditEntry[]; nextCursor: string | null } = await person.ok('audit.list', {
      ...filter,
      limit,
      ...(cursor === null ? {} : { cursor }),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

describe('reading the audit ledger', () => {
  it('gives every entry, newest first, in pages of any size', async () => {
    const whole = await all(opened.org.owner);
    const ledger = ledgerOf(opened.store);
    expect(whole.map(({ seq }) => seq)).toEqual(ledger.map(({ seq }) => seq).reverse());
    for (const limit of [1, 7]) expect(await all(opened.org.owner, {}, limit)).toEqual(whole);
    for (const [index, entry] of whole.reverse().entries())
      expect(entry).toMatchObject({ chain: ledger[index]?.chain, payloadHash: ledger[index]?.payloadHash });
  });

  it('gives payloads whose canonical bytes are what was hashed', async () => {
    for (const { payload, payloadHash } of await all(opened.org.owner))
      expect(sha256Hex(canonicalJson(payload))).toBe(payloadHash);
  });

  it('names who did it, and the request by its number', async () => {
    const [approved] = await all(opened.org.owner, { requestId: opened.onMain, type: 'request.approved' });
    expect(approved).toMatchObject({ actorName: 'Bob', requestId: opened.onMain, device: 'test' });
    const { number } = await opened.org.owner.ok('requests.get', { id: opened.onMain });
    expect(approved?.requestNumber).toBe(number);
  });

  it('is narrowed by person, type, group, request and time, alone and together', async () => {
    const { org, ann, bob, onMain } = opened;
    const whole = await all(org.owner);
    const check = async (filter: object, test: (entry: AuditEntry) => boolean): Promise<number> => {
      const wanted = whole.filter(test);
      for (const limit of [2, 200]) expect(await all(org.owner, filter, limit)).toEqual(wanted);
      return wanted.length;
    };
    const isAbout = (entry: AuditEntry): boolean => entry.requestId === onMain;
    const group = (name: string) => (entry: AuditEntry) => entry.type.startsWith(`${name}.`);
    const middle = whole[Math.floor(whole.length / 2)]?.at ?? '';
    const counts = [
      await check({ actorId: ann.id }, (entry) => entry.actor === ann.id),
      await check({ type: 'request.created' }, (entry) => entry.type === 'request.created'),
      await check({ type: 'request' }, group('request')),
      await check(
        { type: 'member', actorId: org.owner.id },
        (e) => group('member')(e) && e.actor === org.owner.id,
      ),
      await check({ requestId: onMain }, isAbout),
      await check(
        { requestId: onMain, type: 'request' },
        (entry) => isAbout(entry) && group('request')(entry),
      ),
      await check(
        { requestId: onMain, actorId: bob.id },
        (entry) => isAbout(entry) && entry.actor === bob.id,
      ),
      await check({ from: middle }, (entry) => entry.at >= middle),
      await check({ to: middle }, (entry) => entry.at < middle),
      await check(
        { from: middle, type: 'session' },
        (entry) => entry.at >= middle && group('session')(entry),
      ),
    ];
    for (const count of counts) expect(count).toBeGreaterThan(0);
    expect(await all(org.owner, { from: middle, to: middle })).toEqual([]);
    expect(await all(org.owner, { type: 'nothing' })).toEqual([]);
  });

  it.each([
    [{ type: 'Request' }],
    [{ type: 'request.' }],
    [{ type: "request'; DROP TABLE ledger" }],
    [{ from: 'yesterday' }],
    [{ actorId: 'req_1' }],
    [{ cursor: 'AAAA' }],
    [{ limit: 201 }],
    [{ before: 3 }],
  ])('refuses %j', async (input) => {
    expect((await opened.org.owner.refused('audit.list', input)).code).toBe('validation_failed');
  });

  it('is for the Owner and View on Manage Policies only', async () => {
    const { ann, org } = opened;
    for (const name of ['audit.list', 'audit.export', 'audit.verify', 'audit.verification'] as const)
      expect((await ann.refused(name)).code).toBe('permission_denied');
    expect((await ann.refused('audit.stopVerifying')).code).toBe('permission_denied');
    const zoe = await org.invite('Zoe', on('access', 'view'));
    expect((await zoe.refused('audit.list')).code).toBe('permission_denied');
  });

  it('keeps from a reader what their grants don’t show, and leaves its hash', async () => {
    const { theo, second, onSecond, onMain } = opened;
    const seen = await all(theo);
    const ofSecond = await all(theo, { requestId: onSecond });
    expect(ofSecond.length).toBeGreaterThan(3);
    for (const entry of ofSecond) {
      expect(entry.payload).toBeUndefined();
      expect(entry.requestId).toBeUndefined();
      expect(entry.payloadHash).toMatch(/^[0-9a-f]{64}$/);
    }
    for (const entry of await all(theo, { requestId: onMain })) expect(entry.payload).toBeDefined();
    const shown = JSON.stringify(seen.map(({ payload }) => payload ?? null));
    for (const secret of ['0.125', 'Elsewhere', '=cmd()', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'])
      expect(shown).not.toContain(secret);
    // Who may view access knows accounts by name, and everybody’s grants.
    expect(shown).toContain('Second');
    expect(shown).toContain(second);
    expect(shown).toContain('ann@example.com');
  });

  it('shows nobody’s grants, e-mail or account to View on Manage Policies alone', async () => {
    const seen = await all(opened.vera);
    interface About {
      memberId?: string;
      member?: { id: string };
    }
    const isOwn = ({ payload }: AuditEntry): boolean => {
      const { memberId, member } = (payload ?? {}) as About;
      return memberId === opened.vera.id || member?.id === opened.vera.id;
    };
    const shown = JSON.stringify(seen.filter((entry) => !isOwn(entry)));
    for (const secret of ['@example.com', 'Second', 'Cold storage', '"grants"', '"amount"'])
      expect(shown).not.toContain(secret);
    expect(
      seen.filter(({ type }) => type === 'policy.changed').every((entry) => entry.payload !== undefined),
    ).toBe(true);
    expect(seen.some(({ type, payload }) => type === 'session.started' && payload !== undefined)).toBe(true);
  });
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import './same-runs';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digestOf } from '../../shared/domain/requests/view';
import type { RequestView } from '../../shared/contract/requests';

const VIEW = {
  id: 'req_1',
  operation: 'withdrawal.crypto.create',
  workflow: 'withdrawals',
  account: { id: 'acc_1', name: 'Main' },
  params: { asset: 'BTC', amount: '1.5', destination: { id: 'adr_1', label: 'Cold', address: 'bc1q' } },
  before: { requiredApprovals: 1 },
  after: { requiredApprovals: 2 },
  initiator: { kind: 'member', id: 'mem_1', displayName: 'Ann' },
  note: 'For the auditors',
  createdAt: '2026-01-05T09:00:00.000Z',
} as unknown as RequestView;

type Path = (string | number)[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]));
}

function changedAt(value: unknown, path: Path, to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  return { ...(value as object), [key]: changedAt((value as Record<string, unknown>)[key], rest, to) };
}

const anyKeyOrder = (value: unknown, seed: number): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, anyKeyOrder(each, seed)] as const);
  return Object.fromEntries(
    seed % 2 === 0 ? entries.reverse() : [...entries.slice(1), ...entries.slice(0, 1)],
  );
};

describe('the digest of a view', () => {
  it('is SHA-256 over the canonical JSON', () => {
    const bytes = Buffer.from(canonicalJson(VIEW), 'utf8');
    expect(digestOf(VIEW)).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(canonicalJson({ b: 1, a: [1.0, 'é€😀'], c: null })).toBe('{"a":[1,"é€😀"],"b":1,"c":null}');
  });

  it.each(leavesOf(VIEW).map((path) => [path.join('.'), path] as const))('changes with %s', (_name, path) => {
    const was = digestOf(VIEW);
    for (const to of ['something else', 1, null, '', 'Ann ', 'A\u0301nn', { deeper: 1 }]) {
      const changed = changedAt(VIEW, path, to) as RequestView;
      if (canonicalJson(changed) !== canonicalJson(VIEW)) expect(digestOf(changed)).not.toBe(was);
    }
    const gone = JSON.parse(JSON.stringify(changedAt(VIEW, path, undefined))) as RequestView;
    expect(digestOf(gone)).not.toBe(was);
  });

  it('doesn’t change with the order of keys', () => {
    fc.assert(
      fc.property(fc.nat(9), (seed) => {
        expect(digestOf(anyKeyOrder(VIEW, seed) as RequestView)).toBe(digestOf(VIEW));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { writeHead, readHeadText, type LedgerEntry } from '../../shared/domain/audit/entry';
import { beforeTheFirst } from './before-the-first';
import { ledgerOf, rechained, verdictOf } from './forged-ledger';
import { treasury } from './treasury';

let ledger: LedgerEntry[] = [];
beforeTheFirst(async () => {
  const opened = await treasury();
  await opened.bob.approve((await opened.withdraw()).id);
  ledger = ledgerOf(opened.store);
});
const headOf = (entries: readonly LedgerEntry[]): { seq: number; chain: string } => {
  const last = entries.at(-1);
  if (!last) throw new Error('no entries');
  return { seq: last.seq, chain: last.chain };
};

describe('verifying entry by entry', () => {
  it('holds, and names the head that people may keep', () => {
    const verdict = verdictOf(ledger, { remembered: headOf(ledger) });
    expect(verdict).toMatchObject({ ok: true, head: headOf(ledger).chain, entries: ledger.length });
    expect(readHeadText(writeHead(headOf(ledger)))).toEqual(headOf(ledger));
    for (const text of ['', '12', '12:abc', `x:${'0'.repeat(64)}`, `1:${'G'.repeat(64)}`])
      expect(readHeadText(text)).toBeNull();
  });

  it('finds a cut end by a remembered head, and only so', () => {
    const cut = ledger.slice(0, -3);
    expect(verdictOf(cut).faults.filter(({ code }) => code !== 'differs')).toEqual([]);
    expect(verdictOf(cut, { remembered: headOf(ledger) }).faults).toContainEqual(
      expect.objectContaining({ code: 'truncated', seq: cut.length + 1 }),
    );
  });

  it('finds a ledger written anew by a remembered head', () => {
    const anew = rechained(ledger.map((each) => (each.seq === 3 ? { ...each, device: 'another' } : each)));
    const remembered = headOf(ledger.slice(0, 10));
    expect(verdictOf(anew, { remembered }).faults).toContainEqual(
      expect.objectContaining({ code: 'head', seq: 10 }),
    );
    expect(verdictOf(ledger, { remembered }).ok).toBe(true);
  });

  it.each([
    [
      'an entry twice',
      (all: LedgerEntry[], at: number) => [...all.slice(0, at), ...all.slice(at - 1)],
      'repeated',
      0,
    ],
    ['one missing', (all: LedgerEntry[], at: number) => all.filter((each) => each.seq !== at), 'missing', 0],
    [
      'two that changed places',
      (all: LedgerEntry[], at: number) => [
        ...all.slice(0, at - 1),
        ...all.slice(at - 1, at + 1).reverse(),
        ...all.slice(at + 1),
      ],
      'missing',
      0,
    ],
    [
      'one byte of a payload',
      (all: LedgerEntry[], at: number) =>
        all.map((each) =>
          each.seq === at ? { ...each, payload: `${each.payload ?? ''} `.replace('{', '[') } : each,
        ),
      'payload',
      0,
    ],
    [
      'another actor',
      (all: LedgerEntry[], at: number) =>
        all.map((each) => (each.seq === at ? { ...each, actor: 'mem_x' } : each)),
      'link',
      0,
    ],
    [
      'another command',
      (all: LedgerEntry[], at: number) =>
        all.map((each) => (each.seq === at ? { ...each, command: 1 } : each)),
      'link',
      0,
    ],
  ] as const)('finds %s at every place', (_what, damage, code, shift) => {
    for (let at = 2; at < ledger.length; at += 1) {
      const { faults, ok } = verdictOf(damage(ledger, at));
      expect(ok).toBe(false);
      expect(faults[0]).toMatchObject({ code, seq: at + shift });
    }
  });

  it('takes entries of one command only from one time, actor and device, standing together', () => {
    const second = ledger.find((each) => each.command !== each.seq);
    if (!second) throw new Error('no command wrote two entries');
    const elsewhere = ledger.map((each) => (each === second ? { ...each, device: 'elsewhere' } : each));
    const chained = rechained(elsewhere);
    expect(verdictOf(chained).faults).toContainEqual(
      expect.objectContaining({ code: 'command', seq: second.seq }),
    );
    const older = rechained(ledger.map((each) => (each.seq === 9 ? { ...each, at: each.at - 9e9 } : each)));
    expect(verdictOf(older).faults).toContainEqual(expect.objectContaining({ code: 'time', seq: 9 }));
  });
});

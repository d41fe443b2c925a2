import { describe, expect, it } from 'vitest';
import {
  emptyWindow,
  MAX_ROWS,
  PAGE_SIZE,
  rowsOf,
  withNewRow,
  withPageAbove,
  withPageBelow,
  withRow,
  type QueueWindow,
} from '../../renderer/stores/queue-window';
import { groupRows } from '../../renderer/features/queue/group-rows';
import { ago, aQueue, aRow, at } from './sample-data';

const rows = Array.from({ length: 3000 }, (_, index) => aRow(10_000 - index));
const pageAt = (start: number) => ({
  cursor: start === 0 ? null : String(start),
  rows: rows.slice(start, start + PAGE_SIZE),
});

function scrolledTo(end: number): QueueWindow {
  let window = emptyWindow;
  for (let start = 0; start < end; start += PAGE_SIZE) {
    window = withPageBelow(window, pageAt(start), String(start + PAGE_SIZE));
  }
  return window;
}

describe('a window over keyset pages', () => {
  it('never holds more than its limit, and comes back the way it went', () => {
    const down = scrolledTo(3000);
    expect(rowsOf(down)).toHaveLength(MAX_ROWS);
    expect(rowsOf(down)[0]?.number).toBe(rows[1000]?.number);
    let up = down;
    for (let start = 900; start >= 0; start -= PAGE_SIZE) up = withPageAbove(up, pageAt(start));
    expect(up.before).toEqual([]);
    expect(rowsOf(up)).toHaveLength(MAX_ROWS);
    expect(rowsOf(up)[0]?.number).toBe(10_000);
    expect(up.nextCursor).toBe('2000');
  });

  it('replaces a row in place and adds a new one only at a top that is held', () => {
    const small = scrolledTo(200);
    const changed = withRow(small, aRow(9950, { validApprovals: 2 }));
    expect(rowsOf(changed)[50]?.validApprovals).toBe(2);
    expect(withRow(small, aRow(1))).toBe(small);
    expect(rowsOf(withNewRow(small, aRow(20_000)))[0]?.number).toBe(20_000);
    const far = scrolledTo(3000);
    expect(withNewRow(far, aRow(20_000))).toBe(far);
  });

  it('shows a row that moved between two fetches once', () => {
    const twice = withPageBelow(scrolledTo(100), { cursor: '100', rows: [rows[99]!, rows[100]!] }, null);
    expect(rowsOf(twice)).toHaveLength(101);
  });
});

describe('groups', () => {
  it('puts what closes soon first and the rest by day', () => {
    const now = new Date().setHours(12, 0, 0, 0);
    const queue = [
      aRow(1, { createdAt: new Date(now - 3_600_000).toISOString() }),
      aRow(2, { createdAt: new Date(now - 20 * 3_600_000).toISOString() }),
      aRow(3, { createdAt: new Date(now - 90 * 3_600_000).toISOString() }),
    ];
    const closing = [aRow(4, { expiresAt: at(3_600_000) })];
    const groups = groupRows(closing, [...closing, ...queue], 'newest', now);
    expect(groups.map((group) => [group.name, group.rows.map((row) => row.number)])).toEqual([
      ['closing', [4]],
      ['today', [1]],
      ['yesterday', [2]],
      ['earlier', [3]],
    ]);
  });

  it('groups by what is left when ordered by expiry', () => {
    const names = groupRows(
      [],
      [aRow(1, { expiresAt: at(3_600_000) }), aRow(2, { expiresAt: at(60 * 3_600_000) })],
      'expiry',
      Date.now(),
    );
    expect(names.map((group) => group.name)).toEqual(['closing', 'later']);
  });

  it('opens no heading twice', () => {
    const groups = groupRows([], [...aQueue(), aRow(9, { createdAt: ago(1000) })], 'newest', Date.now());
    expect(new Set(groups.map((group) => group.name)).size).toBe(groups.length);
  });
});

import fc from 'fast-check';
import './same-runs';
import { describe, expect, it } from 'vitest';
import { Table } from '../../shared/domain/table';

type Step =
  | { kind: 'set'; key: number; value: number }
  | { kind: 'delete'; key: number }
  | { kind: 'fork' | 'merge' | 'drop' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('set' as const), key: fc.nat(5), value: fc.nat(99) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), key: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('fork' as const, 'merge' as const, 'drop' as const) }),
  },
);

/** A stack of tables, each a fork of the one below, beside whole copies of a plain Map. */
class Pair {
  readonly tables = [new Table<number, number>()];
  readonly maps = [new Map<number, number>()];

  step(step: Step): void {
    const table = this.tables.at(-1)!;
    const map = this.maps.at(-1)!;
    if (step.kind === 'set') {
      table.set(step.key, step.value);
      map.set(step.key, step.value);
    } else if (step.kind === 'delete') {
      table.delete(step.key);
      map.delete(step.key);
    } else if (step.kind === 'fork') {
      this.tables.push(table.fork());
      this.maps.push(new Map(map));
    } else if (this.tables.length > 1) {
      if (step.kind === 'merge') {
        table.merge();
        this.maps[this.maps.length - 2] = map;
      }
      this.tables.pop();
      this.maps.pop();
    }
  }

  check(): void {
    for (const [level, table] of this.tables.entries()) {
      const map = this.maps[level]!;
      for (let key = 0; key <= 5; key += 1) expect(table.get(key)).toBe(map.get(key));
      const byKey = (a: [number, number], b: [number, number]): number => a[0] - b[0];
      expect([...table.entries()].sort(byKey)).toEqual([...map.entries()].sort(byKey));
      expect([...table.values()].sort()).toEqual([...map.values()].sort());
    }
  }
}

describe('a table and its forks', () => {
  it('hold what plain maps hold, however they are forked, merged and dropped', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
        const pair = new Pair();
        for (const step of steps) {
          pair.step(step);
          pair.check();
        }
      }),
    );
  });

  it('tell what a fork changed, and only that', () => {
    const base = new Table<string, number>();
    base.set('kept', 1);
    base.set('changed', 2);
    const fork = base.fork();
    fork.set('changed', 3);
    fork.set('new', 4);
    expect([...fork.changes()]).toEqual([
      ['changed', 3],
      ['new', 4],
    ]);
    expect([...base.entries()]).toEqual([
      ['kept', 1],
      ['changed', 2],
    ]);
  });
});

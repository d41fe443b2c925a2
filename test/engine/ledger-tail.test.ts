import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import { LedgerTail, type Entry } from '../../main/engine/events/ledger-tail';
import { treasury, type Treasury } from './treasury';

/** A tail that was told of everything as it was written, beside the engine's own. */
function follow({ engine, store }: Treasury): LedgerTail {
  const tail = new LedgerTail(store);
  const publish = engine.feed.publish.bind(engine.feed);
  engine.feed.publish = (committed) => {
    tail.append(committed.firstSeq, committed.events, committed.lastSeq);
    publish(committed);
  };
  return tail;
}

/** Everything after `seq`, so many at a time. */
function walk(tail: LedgerTail, seq: number, limit: number): Entry[] {
  const entries: Entry[] = [];
  for (let at = seq, more = true; more;) {
    const page = tail.after(at, limit);
    expect(page.to).toBeGreaterThanOrEqual(at);
    entries.push(...page.entries);
    at = page.to;
    more = page.more;
  }
  return entries;
}

describe('the ledger’s tail', () => {
  it('reads the same from memory as from the disk, from anywhere and in any steps', async () => {
    const here = await treasury();
    const tail = follow(here);
    const start = tail.head();
    const first = await here.withdraw();
    await here.bob.approve(first.id);
    await here.bob.signIn();
    const second = await here.withdraw();
    await here.cy.reject(second.id, 'Not now');
    const disk = new LedgerTail(here.store);
    const head = disk.head();
    expect(head).toBeGreaterThan(start + 8);
    for (let seq = start; seq <= head; seq += 1)
      for (const limit of [1, 2, 3, 100])
        expect(walk(tail, seq, limit)).toEqual(walk(disk, seq, limit).filter((entry) => entry.seq > seq));
    expect(walk(disk, 0, 7).map(({ seq }) => seq)).toEqual(walk(disk, 0, 1_000).map(({ seq }) => seq));
  });

  it('keeps no more in memory than the newest, and goes to the disk for the rest', async () => {
    const here = await treasury();
    const tail = follow(here);
    const start = tail.head();
    for (let commit = 0; commit < 3; commit += 1) {
      const work = here.engine.journal.begin();
      for (let count = 0; count < 900; count += 1)
        work.record({
          type: 'account.renamed',
          accountId: here.org.main as AccountId,
          name: `Main ${count}`,
        });
      await here.engine.journal.commit(work, { id: null, device: null });
    }
    const numbers = walk(tail, start, 250).map(({ seq }) => seq);
    expect(numbers).toEqual(Array.from({ length: 2_700 }, (_, at) => start + 1 + at));
    expect(tail.after(tail.head(), 10)).toEqual({ entries: [], to: tail.head(), more: false });
  });
});

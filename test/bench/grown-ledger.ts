import { append, insertRow, readHead, type Entry } from '../../main/engine/ledger';
import { loadState } from '../../main/engine/store/load';
import type { SqliteStore } from '../../main/engine/store/sqlite-store';
import type { AccountId, MemberId } from '../../shared/contract/primitives';
import { byMember } from '../../shared/domain/initiator';
import { isRefusal } from '../../shared/domain/refusal';
import { decide } from '../../shared/domain/requests/decide';
import { initiate, plan } from '../../shared/domain/requests/initiate';
import { mergeState, type Member } from '../../shared/domain/state';
import { Work, type IdSource } from '../../shared/domain/work';
import type { Treasury } from '../engine/treasury';

const AT_ONCE = 2_000;

/**
 * Lets the ledger of a real organization grow to `entries`, by life cycles of withdrawals that the domain decides and the
 * ledger takes in; without the tables, which verifying doesn’t read, it takes seconds and not minutes.
 */
export function growLedger({ store, org, ann, bob, cy, addressId }: Treasury, entries: number): void {
  const state = loadState(store);
  const rows = new Rows(store);
  let made = 0;
  const ids: IdSource = { next: (prefix) => `${prefix}_bench${(made += 1).toString(36)}` };
  let at = state.lastEventAt;
  const member = (id: string): Member => {
    const found = state.members.get(id as MemberId);
    if (!found) throw new Error('no such member');
    return found;
  };
  const commit = (work: Work, actor: string): void => {
    rows.add(work, actor);
    mergeState(state, work.state);
  };
  for (let cycle = 0; rows.seq < entries; cycle += 1) {
    at += 200;
    if (cycle % 500 === 0) for (const { id } of [ann, bob, cy]) rows.signIn(id, at);
    const begun = new Work(state, at, ids);
    const planned = plan(state, at, byMember(member(ann.id)), {
      operation: 'withdrawal.crypto.create',
      params: { asset: 'BTC', amount: '0.00001', addressId: addressId as never },
      accountId: org.main as AccountId,
      note: 'Weekly sweep to cold storage',
    });
    if (isRefusal(planned)) throw new Error(planned.detail);
    const id = initiate(begun, planned, []);
    commit(begun, ann.id);
    const digest = state.requests.get(id)?.digest ?? '';
    for (const approver of [bob, cy]) {
      const work = new Work(state, (at += 50), ids);
      const decision = { decision: 'approve', digest, reason: null } as const;
      const refusal = decide(work, member(approver.id), state.requests.get(id), decision);
      if (refusal) throw new Error(refusal.detail);
      commit(work, approver.id);
    }
  }
  rows.write();
}

/** Ledger rows on their way to the disk. */
class Rows {
  readonly #store: SqliteStore;
  #waiting: ReturnType<typeof insertRow>[] = [];
  #head: ReturnType<typeof readHead>;

  constructor(store: SqliteStore) {
    this.#store = store;
    this.#head = readHead(store);
  }

  get seq(): number {
    return this.#head.seq;
  }

  add(work: Work, actor: string): void {
    this.#command(
      work.events.map(({ type, ...payload }) => ({
        type,
        payload,
        at: work.now,
        actor,
        device: 'Workstation',
      })),
    );
  }

  signIn(memberId: string, at: number): void {
    const payload = { memberId, sessionId: 'ses_bench' };
    this.#command([{ type: 'session.started', payload, at, actor: memberId, device: 'Workstation' }]);
  }

  write(): void {
    void this.#store.commit(this.#waiting);
    this.#store.flush();
    this.#waiting = [];
  }

  #command(entries: readonly Entry[]): void {
    const command = this.#head.seq + 1;
    for (const entry of entries) {
      const row = append(this.#head, command, entry);
      this.#head = { seq: row.seq, chain: row.chain };
      this.#waiting.push(insertRow(row));
    }
    if (this.#waiting.length >= AT_ONCE) this.write();
  }
}

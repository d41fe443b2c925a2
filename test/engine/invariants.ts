import assert from 'node:assert/strict';
import type { Tables } from '../../main/engine/store/tables';
import type { Workflow } from '../../shared/contract/organization';
import type { RequestDetail } from '../../shared/contract/requests';
import { rowsOf } from './engine-with-store';
import {
  holdsNaively,
  mayDecideNaively,
  reachesBeyondNaively,
  seesAccountNaively,
  seesRequestNaively,
  subjectOf,
  validApprovers,
} from './naive-rules';
import type { Person } from './organization-under-test';
import type { RandomOrganization, Snapshot } from './random-organization';

/** Watches an organization from command to command and fails where an invariant of §13 doesn't hold. */
export class InvariantWatch {
  #before: Snapshot;
  /** The largest threshold in force since each request was created, as far as this saw. */
  readonly #largest = new Map<string, number>();

  constructor(
    readonly org: RandomOrganization,
    first: Snapshot,
  ) {
    this.#before = first;
  }

  async check(readers: readonly Person[]): Promise<void> {
    const now = await this.org.look();
    for (const request of now.requests.values()) {
      const was = this.#before.requests.get(request.id);
      this.#checkRequired(request, was, now);
      if (was === undefined && request.queuedBecause === undefined) this.#checkAtOnce(request);
      else if (request.status === 'completed' && was?.status !== 'completed') this.#checkCompleted(request);
      if (was !== undefined && was.status !== 'pending') assert.equal(request.status, was.status);
      if (request.status === 'pending') this.#checkPending(request, now);
    }
    await this.#checkMoney(now);
    for (const reader of readers) await this.#checkSight(reader, now);
    this.#before = now;
  }

  /** What a request needs is the largest threshold since it was created, and never falls (§6). */
  #checkRequired(request: RequestDetail, was: RequestDetail | undefined, now: Snapshot): void {
    const threshold = (snapshot: Snapshot, workflow: Workflow): number =>
      snapshot.policies.get(workflow)?.requiredApprovals ?? 0;
    if (request.queuedBecause === undefined) return assert.equal(request.requiredApprovals, 0);
    const atCreation = was === undefined ? threshold(this.#before, request.workflow) : 0;
    const known = this.#largest.get(request.id) ?? was?.requiredApprovals ?? atCreation;
    const largest = request.status === 'pending' ? Math.max(known, threshold(now, request.workflow)) : known;
    this.#largest.set(request.id, largest);
    assert.equal(request.requiredApprovals, largest);
  }

  /** Invariant 3. */
  #checkAtOnce(request: RequestDetail): void {
    const initiator = this.#before.members.get(request.initiator.id);
    const policy = this.#before.policies.get(request.workflow);
    if (!initiator || !policy) throw new Error('a request from nowhere');
    assert.equal(holdsNaively(initiator, 'execute', request.workflow, request.accountId ?? null), true);
    const turnsOff =
      initiator.owner &&
      request.operation === 'policy.change' &&
      request.params['alwaysRequireApproval'] === false;
    assert.equal(policy.alwaysRequireApproval && !turnsOff, false);
    if (turnsOff && policy.alwaysRequireApproval) {
      assert.deepEqual(Object.keys(request.params).sort(), [
        'alwaysRequireApproval',
        'baseVersion',
        'workflow',
      ]);
      const changed = this.#before.policies.get(request.params['workflow'] as Workflow);
      assert.equal(changed?.alwaysRequireApproval, true);
    }
    assert.notEqual(subjectOf(request), initiator.id);
    const wanted = request.params['grants'];
    if (wanted !== undefined) {
      const had = this.#before.members.get(subjectOf(request) ?? '')?.grants ?? {
        workflows: [],
        accounts: [],
      };
      assert.equal(reachesBeyondNaively(initiator, wanted as never, had), false);
    }
    assert.deepEqual(request.approvals, []);
  }

  /** Invariants 1 and 2. */
  #checkCompleted(request: RequestDetail): void {
    const approvers = validApprovers(request);
    assert.equal(new Set(approvers).size, approvers.length);
    assert.ok(approvers.length >= request.requiredApprovals);
    for (const id of approvers) {
      const approver = this.#before.members.get(id);
      assert.equal(approver && mayDecideNaively(approver, request), true);
    }
  }

  /** What a change leaves behind on pending requests (§6). */
  #checkPending(request: RequestDetail, now: Snapshot): void {
    const approvers = validApprovers(request);
    assert.ok(approvers.length < request.requiredApprovals);
    for (const id of approvers) {
      const approver = now.members.get(id);
      assert.equal(approver && mayDecideNaively(approver, request), true);
    }
    const initiator = now.members.get(request.initiator.id);
    assert.equal(
      initiator && holdsNaively(initiator, 'initiate', request.workflow, request.accountId ?? null),
      true,
    );
    assert.ok(Date.parse(request.expiresAt ?? '') > this.org.under.clock.now());
    const pool = [...now.members.values()].filter(
      (member) => mayDecideNaively(member, request) && !approvers.includes(member.id),
    );
    assert.deepEqual(request.eligibleApprovers.map(({ id }) => id).sort(), pool.map(({ id }) => id).sort());
  }

  /** Invariant 7. */
  async #checkMoney(now: Snapshot): Promise<void> {
    const books = new Map<string, bigint>();
    const add = (key: string, amount: bigint): void => void books.set(key, (books.get(key) ?? 0n) + amount);
    for (const row of rowsOf(this.org.store, 'postings') as Tables['postings'][]) {
      add(`${row.account_id} ${row.asset} ${row.from_book}`, -BigInt(row.amount));
      add(`${row.account_id} ${row.asset} ${row.to_book}`, BigInt(row.amount));
    }
    const { items } = await this.org.owner.ok('accounts.list');
    for (const account of items)
      for (const { asset, total, available, held } of account.balances ?? []) {
        const units = (text: string): bigint => {
          const [whole = '', fraction = ''] = text.split('.');
          return BigInt(whole + fraction.padEnd(asset === 'EUR' ? 2 : 8, '0'));
        };
        assert.ok(units(available) >= 0n);
        assert.equal(units(total), units(available) + units(held));
        const book = (name: string): bigint => books.get(`${account.id} ${asset} ${name}`) ?? 0n;
        assert.deepEqual([book('available'), book('held')], [units(available), units(held)]);
        assert.equal(book('external') + book('available') + book('held'), 0n);
        const waiting = [...now.requests.values()].filter(
          (request) =>
            request.status === 'pending' &&
            request.workflow === 'withdrawals' &&
            request.accountId === account.id &&
            request.params['asset'] === asset,
        );
        const onHold = waiting.reduce((sum, request) => sum + units(request.params['amount'] as string), 0n);
        assert.equal(units(held), onHold);
      }
  }

  /** Invariant 6, and that every view of the queue says the same. */
  async #checkSight(reader: Person, now: Snapshot): Promise<void> {
    const member = now.members.get(reader.id);
    if (!member || !(await reader.call('session.get')).ok) return;
    const all = [...now.requests.values()];
    const { items } = await reader.ok('requests.list', { limit: 200 });
    const visible = all.filter((request) => seesRequestNaively(member, request));
    assert.deepEqual(items.map(({ id }) => id).sort(), visible.map(({ id }) => id).sort());
    for (const request of all
      .filter((each) => each.status === 'pending' || !visible.includes(each))
      .slice(-8)) {
      const got = await reader.call('requests.get', { id: request.id });
      assert.equal(got.ok ? 'seen' : got.problem.code, visible.includes(request) ? 'seen' : 'not_found');
    }
    const deciding = all.filter(
      (request) =>
        request.status === 'pending' &&
        mayDecideNaively(member, request) &&
        !validApprovers(request).includes(member.id),
    );
    const mine = await reader.ok('requests.list', { view: 'mine-to-decide', limit: 200 });
    assert.deepEqual(mine.items.map(({ id }) => id).sort(), deciding.map(({ id }) => id).sort());
    assert.deepEqual(
      items
        .filter(({ canDecide }) => canDecide)
        .map(({ id }) => id)
        .sort(),
      deciding.map(({ id }) => id).sort(),
    );
    assert.equal(
      mine.items.every(({ canDecide }) => canDecide),
      true,
    );
    const pending = visible.filter(({ status }) => status === 'pending');
    assert.deepEqual(await reader.ok('requests.counts'), {
      mineToDecide: deciding.length,
      initiatedByMe: pending.filter(({ initiator }) => initiator.id === member.id).length,
      pending: pending.length,
    });
    await this.#checkAccounts(reader, now);
  }

  async #checkAccounts(reader: Person, now: Snapshot): Promise<void> {
    const member = now.members.get(reader.id);
    if (!member) return;
    const byName = holdsNaively(member, 'view', 'access', null);
    const { items } = await reader.ok('accounts.list');
    for (const id of this.org.accounts) {
      const sees = seesAccountNaively(member, id);
      const shown = items.find((account) => account.id === id);
      assert.equal(shown !== undefined, sees || byName);
      assert.equal(shown?.balances !== undefined, sees);
      for (const name of ['accounts.addresses', 'accounts.postings'] as const) {
        const got = await reader.call(name, { id });
        assert.equal(
          got.ok ? 'seen' : got.problem.code,
          sees ? 'seen' : byName ? 'permission_denied' : 'not_found',
        );
      }
    }
    const { items: members } = await reader.ok('members.list', { limit: 200 });
    for (const each of members)
      assert.equal(each.grants !== undefined, byName || member.owner || each.id === member.id);
  }
}

// What no one person may bring about (§13.4, §13.5), judged on the state it was before they began and the state now.
import type { MemberId } from '../../../shared/contract/primitives';
import { ringShortfalls } from '../../../shared/domain/coverage';
import { byMember } from '../../../shared/domain/initiator';
import { policyOf } from '../../../shared/domain/policies';
import { isRefusal } from '../../../shared/domain/refusal';
import { decide } from '../../../shared/domain/requests/decide';
import { initiate } from '../../../shared/domain/requests/initiate';
import { balanceKey, type State } from '../../../shared/domain/state';
import { asked, MAIN, OWNER, unread, workOn } from './small-organization';

export function broken(before: State, now: State): string[] {
  const withdrawals = policyOf(before, 'withdrawals');
  const money = (state: State) => {
    const balance = state.balances.get(balanceKey(MAIN, 'BTC'));
    return balance === undefined ? 0n : balance.available + balance.held;
  };
  return [
    ...[...before.policies.values()]
      .filter((p) => p.locked && policyOf(now, p.workflow).version !== p.version)
      .map((p) => `changed the locked policy of ${p.workflow}`),
    ...(withdrawals.locked && withdrawals.alwaysRequireApproval && money(now) !== money(before)
      ? ['withdrew under a locked, toggled workflow']
      : []),
    ...(samePowers(before, now) || ringShortfalls(now).length === 0 ? [] : ['left the ring short']),
    ...(samePowers(before, now) || canStillAct(now) ? [] : ['stranded the organization']),
  ];
}

/** Where nothing changed that shortfalls and deciding depend on, they are as they were before. */
function samePowers(before: State, now: State): boolean {
  return (['members', 'policies', 'accounts', 'serviceUsers'] as const).every((table) => {
    const was = [...before[table].values()];
    const is = [...now[table].values()];
    return was.length === is.length && was.every((record, index) => record === is[index]);
  });
}

/** With a lock, that everybody together can still open it; without one, that the Owner can still change a policy alone. */
function canStillAct(state: State): boolean {
  const locked = [...state.policies.values()].find((p) => p.locked);
  const policy = locked ?? policyOf(state, 'policies');
  const base = { workflow: policy.workflow, baseVersion: policy.version };
  const owner = state.members.get(OWNER);
  if (owner === undefined) return false;
  if (locked === undefined && !policy.alwaysRequireApproval) return true;
  const planned =
    locked === undefined
      ? asked(state, byMember(owner), 'policy.change', { ...base, alwaysRequireApproval: false }, null)
      : asked(state, byMember(owner), 'policy.unlock', base, null);
  if (isRefusal(planned)) return false;
  const work = workOn(state);
  const id = initiate(work, planned, [], unread);
  for (const m of [...work.state.members.values()]) {
    const request = work.state.requests.get(id);
    if (request?.status === 'pending')
      decide(work, m, request, { decision: 'approve', digest: request.digest, reason: null });
  }
  return work.state.requests.get(id)?.status === 'completed';
}

/** Two states with the same key are the same to whoever goes on from them; names and times of requests don't matter. */
export function keyOf(state: State, person: MemberId): string {
  const parts: unknown[] = [person];
  for (const m of state.members.values())
    parts.push([
      m.id.includes('x') ? `guest of ${m.invitedBy ?? ''}` : m.id,
      m.status,
      m.grants,
      m.mustBeConfirmed,
      m.replaces,
    ]);
  for (const p of state.policies.values())
    parts.push([p.workflow, p.alwaysRequireApproval, p.requiredApprovals, p.locked]);
  for (const a of state.accounts.values()) parts.push(a.dormantIn);
  for (const s of state.serviceUsers.values()) parts.push([s.scopes, s.keys.map((k) => k.custodianId)]);
  for (const r of state.requests.values())
    if (r.status === 'pending')
      parts.push([
        r.operation,
        r.params,
        r.initiatorId,
        r.requiredApprovals,
        r.approvals.map((a) => a.memberId),
      ]);
  return JSON.stringify(parts.map((part) => JSON.stringify(part)).sort());
}

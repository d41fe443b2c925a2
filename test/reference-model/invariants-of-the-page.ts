// §13, as far as it can be seen on a state and on one step from state to state. Written from the page; what is checked
// is the state that model and engine agree on.
import { isDeepStrictEqual } from 'node:util';
import { ringOf, shortfallsOf } from './model/coverage';
import { approve } from './model/decide';
import { holds, ORGANIZATION } from './model/grants';
import { initiate } from './model/initiate';
import { OWNER } from './model/membership';
import type { Command } from './model/perform';
import { ruleOf } from './model/rules/all';
import { expireDue } from './model/settle';
import { copyOf, policyOf, the, type Balance, type Organization, type Request } from './model/state';
import { seesAccount, seesRequest } from './model/visibility';

/** What is broken in this state, one line each. `before` held: what depends on nothing that changed since holds still. */
export function brokenInState(o: Organization, before: Organization | null = null): string[] {
  return [
    ...o.requests.flatMap(brokenByApprovals(o)),
    ...ringOf(o).flatMap((w) =>
      shortfallsOf(o, w).map((s) => `13.5: ${w} is locked in, and short for ${s.initiatorId}`),
    ),
    ...o.balances
      .filter((b) => b.available < 0n || b.held < 0n)
      .map((b) => `13.7: ${b.asset} of ${b.accountId} is negative`),
    ...heldOtherwise(o),
    ...seenWithoutGrant(o),
    ...(samePowers(before, o) || canStillAct(o)
      ? []
      : ['13.5: nobody can open the lock any more, not even all together']),
  ];
}

/** Of an account on which one holds nothing, one sees only what one started oneself (§13.6). */
function seenWithoutGrant(o: Organization): string[] {
  return o.accounts.flatMap(({ id: accountId }) => {
    const strangers = o.members.filter((m) => !seesAccount(m, accountId));
    if (strangers.length === 0) return [];
    return o.requests
      .filter((r) => r.accountId === accountId)
      .flatMap((r) =>
        strangers
          .filter((m) => m.id !== r.initiator.id && seesRequest(m, r))
          .filter((m) => r.initiator.kind !== 'service-user' || r.initiator.custodianId !== m.id)
          .map((m) => `13.6: ${m.id} sees ${r.id} without a grant on ${accountId}`),
      );
  });
}

function samePowers(before: Organization | null, o: Organization): boolean {
  if (before === null || before.security.signInPolicy !== o.security.signInPolicy) return false;
  const policies = o.policies.every((p) => policyOf(before, p.workflow).version === p.version);
  return (
    policies &&
    o.members.length === before.members.length &&
    o.members.every((m) => {
      const was = the(before.members, m.id);
      return was.status === m.status && was.version === m.version && was.factors === m.factors;
    })
  );
}

/** While anything is locked, all of them together can unlock it; else the Owner alone can loosen (§5, §13.5). */
export function canStillAct(o: Organization): boolean {
  const locked = o.policies.find((p) => p.locked);
  if (locked === undefined) return true;
  const trial = copyOf(o);
  for (const m of trial.members) m.secondFactorAt = trial.now;
  const params = { workflow: locked.workflow, baseVersion: locked.version };
  const r = initiate(trial, { kind: 'member', id: OWNER }, { operation: 'policy.unlock', params });
  if ('code' in r) return false;
  for (const m of [...trial.members])
    if (r.status === 'pending') approve(trial, m.id, { requestId: r.id, staleView: false });
  return !policyOf(trial, locked.workflow).locked;
}

function brokenByApprovals(o: Organization) {
  return (r: Request): string[] => {
    if (r.status !== 'completed') return [];
    const own = r.initiator.kind === 'member' ? [r.initiator.id] : [r.initiator.id, r.initiator.custodianId];
    const subjects = ruleOf(r.operation).subjects?.(o, r.params) ?? [];
    const valid = r.approvals.filter((approval) => approval.valid).map((approval) => approval.memberId);
    const wrong = valid.filter((id) => own.includes(id) || subjects.includes(id) || id.startsWith('svc'));
    const distinct = new Set(valid).size;
    return [
      ...wrong.map((id) => `13.1: ${r.id} counts the approval of ${id}`),
      ...(r.queuedBecause !== null && distinct < r.requiredApprovals
        ? [`13.2: ${r.id} completed with ${distinct} of ${r.requiredApprovals}`]
        : []),
    ];
  };
}

function heldOtherwise(o: Organization): string[] {
  return o.balances.flatMap((b) => {
    const held = o.requests
      .filter((r) => r.workflow === 'withdrawals' && r.accountId === b.accountId)
      .filter((r) => r.status === 'pending' || r.status === 'approved')
      .map((r) => r.params as { asset: string; amount: string })
      .filter((params) => params.asset === b.asset)
      .reduce((sum, params) => sum + BigInt(params.amount), 0n);
    return held === b.held ? [] : [`13.7: ${b.held} of ${b.asset} held, requests hold ${held}`];
  });
}

/** What one step broke: completing at once, what only others' approval may change, money, and refusals (§13.3 to 13.10). */
export function brokenInStep(
  before: Organization,
  after: Organization,
  command: Command,
  accepted: boolean,
): string[] {
  const completed = after.requests.filter(
    (r) => r.status === 'completed' && before.requests.find((b) => b.id === r.id)?.status !== 'completed',
  );
  const alone = completed.filter((r) => r.approvals.length === 0);
  const locksMoved = before.policies.filter((policy) => {
    const now = policyOf(after, policy.workflow);
    return policy.locked && now.version !== policy.version;
  });
  const decided = completed.some((r) => r.approvals.some((a) => a.valid && a.memberId !== r.initiator.id));
  return [
    ...alone.flatMap((r) => completedWrongly(before, r)),
    ...(decided ? [] : locksMoved.map((p) => `13.4: the locked policy of ${p.workflow} changed`)),
    ...(decided ? [] : ringPowerMoved(before, after)),
    ...touchedUnseen(before, after),
    ...moneyMoved(before, after, completed, command, accepted),
    ...(accepted ? [] : changedByRefusal(before, after)),
  ];
}

function completedWrongly(before: Organization, r: Request): string[] {
  if (r.initiator.kind === 'service-user') return [`13.3: a Service User's ${r.id} completed at once`];
  const m = the(before.members, r.initiator.id);
  const policy = policyOf(before, r.workflow);
  const mayAtOnce = m.status === 'active' && holds(m, 'execute', r.workflow, r.accountId ?? ORGANIZATION);
  const reversible = r.operation === 'policy.change' && m.owner && ringOf(before).length === 0;
  const wrong = !mayAtOnce || (policy.alwaysRequireApproval && !reversible);
  return wrong ? [`13.3: ${r.id} completed at once`] : [];
}

/** Initiate, Approve and Execute on a ring workflow, held by who counts. */
function ringPower(o: Organization, ring: string[]): string[] {
  return o.members
    .filter((m) => !m.owner && m.status === 'active')
    .flatMap((m) => m.grants.workflows.map((g) => ({ m, g })))
    .filter(({ g }) => ring.includes(g.workflow))
    .flatMap(({ m, g }) =>
      g.permissions.filter((p) => p !== 'view').map((p) => `${m.id} ${p} ${g.workflow} ${g.accountId ?? ''}`),
    )
    .sort();
}

/** Only taking Initiate, or an invitee's accepting what was approved, moves it without anybody's approval. */
function ringPowerMoved(before: Organization, after: Organization): string[] {
  const ring = ringOf(before);
  const then = new Set(ringPower(before, ring));
  const now = new Set(ringPower(after, ring));
  const given = [...now].filter((x) => !then.has(x));
  const taken = [...then].filter((x) => !now.has(x) && !x.includes(' initiate '));
  return [...taken, ...given].map((power) => `13.4: ring power moved without approval: ${power}`);
}

/** Who holds nothing on an account starts and decides nothing there (§13.6). */
function touchedUnseen(before: Organization, after: Organization): string[] {
  return after.requests.flatMap((r) => {
    const { accountId } = r;
    if (accountId === null) return [];
    const was = before.requests.find((b) => b.id === r.id);
    const starter = was === undefined && r.initiator.kind === 'member' ? [r.initiator.id] : [];
    const deciders = r.approvals.slice(was?.approvals.length ?? 0).map((a) => a.memberId);
    return [...starter, ...deciders]
      .filter((id) => !seesAccount(the(before.members, id), accountId))
      .map((id) => `13.6: ${id} holds nothing on ${accountId} and acted in ${r.id}`);
  });
}

/** Money comes by deposits and leaves by completed withdrawals: nothing else changes a total (§13.7). */
function moneyMoved(
  before: Organization,
  after: Organization,
  completed: readonly Request[],
  command: Command,
  accepted: boolean,
): string[] {
  return after.balances.flatMap(({ accountId, asset, available, held }) => {
    const was = before.balances.find((b) => b.accountId === accountId && b.asset === asset);
    const left = completed
      .filter((r) => r.workflow === 'withdrawals' && r.accountId === accountId)
      .map((r) => r.params as { asset: string; amount: string })
      .filter((params) => params.asset === asset)
      .reduce((sum, params) => sum + BigInt(params.amount), 0n);
    const deposited = accepted && command.kind === 'deposit';
    const came =
      deposited && command.accountId === accountId && command.asset === asset ? BigInt(command.amount) : 0n;
    const should = (was?.available ?? 0n) + (was?.held ?? 0n) + came - left;
    return available + held === should
      ? []
      : [`13.7: ${available + held} of ${asset}, ${should} were posted`];
  });
}

/** What a refused command left otherwise than what was due by then (§13.10). */
function changedByRefusal(before: Organization, after: Organization): string[] {
  const due = copyOf(before);
  due.now = after.now;
  expireDue(due);
  const noBalance = ({ available, held }: Balance) => available + held > 0n;
  const state = ({ balances, members, ...rest }: Organization) => ({
    ...rest,
    balances: balances.filter(noBalance),
    // Signing in again, which a session that was over asks for first, is a second factor and no part of the command.
    members: members.map(({ secondFactorAt: _at, ...m }) => m),
  });
  return isDeepStrictEqual(state(due), state(after)) ? [] : ['13.10: a refused command changed something'];
}

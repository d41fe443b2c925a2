import { LOCK_CONDITIONS, type LockCondition, type PowerHolder } from '../../../shared/contract/coverage';
import type { PolicyView } from '../../../shared/contract/policies';
import type { DryRun } from '../../../shared/contract/requests';

/** What somebody looks at while they decide to lock: if any of it is another, they decided on something else. */
export interface LockGround {
  policy: Pick<PolicyView, 'version'>;
  /** How many approvals unlocking would need. */
  neededForLocked: number;
  dryRun: DryRun;
}

export type LockChange =
  | { kind: 'came' | 'went' | 'more' | 'less' | 'other'; holder: PowerHolder }
  | { kind: 'missing' | 'met'; condition: LockCondition }
  | { kind: 'spareGone' | 'spareBack' | 'waits' | 'alone' | 'policy' | 'approvals' };

const powersOf = ({ powers }: PowerHolder): ReadonlySet<string> =>
  new Set(
    powers.flatMap(({ workflow, accountId, permissions }) =>
      permissions.map((permission) => `${workflow} ${accountId ?? ''} ${permission}`),
    ),
  );

function holderChange(before: PowerHolder, now: PowerHolder): LockChange | null {
  const [had, has] = [powersOf(before), powersOf(now)];
  const isMore = [...has].some((power) => !had.has(power));
  const isLess = [...had].some((power) => !has.has(power));
  if (isMore) return { kind: isLess ? 'other' : 'more', holder: now };
  if (isLess) return { kind: 'less', holder: now };
  return before.status === now.status ? null : { kind: 'other', holder: now };
}

function holderChanges(before: readonly PowerHolder[], now: readonly PowerHolder[]): LockChange[] {
  const came = now.flatMap((holder): LockChange[] => {
    const known = before.find(({ id }) => id === holder.id);
    const change = known ? holderChange(known, holder) : { kind: 'came' as const, holder };
    return change ? [change] : [];
  });
  const went = before.filter(({ id }) => now.every((holder) => holder.id !== id));
  return [...came, ...went.map((holder): LockChange => ({ kind: 'went', holder }))];
}

const lacksSpare = ({ warnings }: DryRun) => warnings.includes('no_spare_approver');

/** Everything that differs between what was shown first and what is so now. */
export function lockChanges(before: LockGround, now: LockGround): LockChange[] {
  const was = before.dryRun;
  const is = now.dryRun;
  const changes = holderChanges(was.holders ?? [], is.holders ?? []);
  for (const condition of LOCK_CONDITIONS) {
    const wasMissing = was.missing?.includes(condition) ?? false;
    const isMissing = is.missing?.includes(condition) ?? false;
    if (wasMissing !== isMissing) changes.push({ kind: isMissing ? 'missing' : 'met', condition });
  }
  if (lacksSpare(was) !== lacksSpare(is)) changes.push({ kind: lacksSpare(is) ? 'spareGone' : 'spareBack' });
  if (was.outcome !== is.outcome && is.outcome !== 'refuse' && was.outcome !== 'refuse')
    changes.push({ kind: is.outcome === 'queue' ? 'waits' : 'alone' });
  if (before.policy.version !== now.policy.version) changes.push({ kind: 'policy' });
  if (before.neededForLocked !== now.neededForLocked) changes.push({ kind: 'approvals' });
  return changes;
}

/** The holders among them, to be marked in the lists. */
export function changedHolders(changes: readonly LockChange[]): ReadonlySet<string> {
  return new Set(changes.flatMap((change) => ('holder' in change ? [change.holder.id] : [])));
}

/** Names the ground: words typed on one don't count on another. */
export function groundKey({ policy, neededForLocked, dryRun }: LockGround): string {
  const holders = (dryRun.holders ?? []).map((holder) => [
    holder.id,
    holder.status,
    [...powersOf(holder)].sort(),
  ]);
  return JSON.stringify([
    policy.version,
    neededForLocked,
    dryRun.outcome,
    [...(dryRun.missing ?? [])].sort(),
    [...dryRun.warnings].sort(),
    dryRun.eligibleApprovers.map(({ id }) => id).sort(),
    holders.sort(([a], [b]) => String(a).localeCompare(String(b))),
  ]);
}

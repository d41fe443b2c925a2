// Turns what fast-check made into a command that means something in the present state.
import fc from 'fast-check';
import { eligibleApprovers } from './model/approvers';
import { may, ORGANIZATION } from './model/grants';
import { dryRun, isFresh } from './model/initiate';
import type { Asked, Command } from './model/perform';
import { ruleOf } from './model/rules/all';
import { keyWorks } from './model/rules/service-users';
import type { Organization } from './model/state';
import { HOUR, MINUTE } from './model/state';
import { Picker } from './picker';
import { SOME_PARAMS } from './some-params';

export interface Impulse {
  what: string;
  numbers: number[];
}

/** How often each is tried; locks, invitations, replacements and Service Users need several steps to happen. */
const WEIGHTS: Record<string, number> = {
  approve: 30,
  reject: 3,
  several: 4,
  cancel: 3,
  accept: 7,
  'add-passkey': 3,
  advance: 4,
  deposit: 2,
  authorize: 2,
  'dry-run': 5,
  'with-key': 5,
  'withdrawal.crypto.create': 6,
  'withdrawal.fiat.create': 4,
  'address.crypto.add': 2,
  'address.fiat.add': 2,
  'address.remove': 2,
  'member.invite': 5,
  'member.confirm': 6,
  'member.permissions.change': 7,
  'member.suspend': 3,
  'member.reinstate': 3,
  'member.remove': 2,
  'member.replace': 4,
  'service-user.create': 2,
  'service-user.permissions.change': 3,
  'service-user.disable': 1,
  'service-user.key.create': 3,
  'service-user.key.revoke': 1,
  'role.save': 2,
  'role.delete': 1,
  'account.create': 2,
  'account.rename': 1,
  'policy.change': 7,
  'policy.lock': 4,
  'policy.unlock': 3,
  'security.sign-in.change': 2,
  'security.session.change': 2,
};

export const impulse: fc.Arbitrary<Impulse> = fc.record({
  // The first is what the others shrink to: so a sequence gets shorter without losing its place.
  what: fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant('nothing') },
    ...Object.entries(WEIGHTS).map(([what, weight]) => ({ weight, arbitrary: fc.constant(what) })),
  ),
  // Not shrunk: which commands matter is what one wants to know, and shrinking numbers takes a hundred times as long.
  numbers: fc.noShrink(fc.array(fc.nat(9999), { minLength: 12, maxLength: 12 })),
});

/** The command meant, or null where the state offers nothing of the kind. */
export function someCommand(o: Organization, { what, numbers }: Impulse): Command | null {
  const pick = new Picker(numbers);
  switch (what) {
    case 'nothing':
      return null;
    case 'approve':
    case 'reject':
      return someDecision(o, pick, what);
    case 'several':
      return someDecisions(o, pick);
    case 'cancel':
      return someCancellation(o, pick);
    case 'accept': {
      const invited = pick.mostly(
        o.members.filter((m) => m.status === 'invited'),
        o.members.filter((m) => !m.owner),
      );
      return invited === null ? null : { kind: 'accept', memberId: invited.id };
    }
    case 'add-passkey':
      return somePasskey(o, pick);
    case 'advance':
      return {
        kind: 'advance',
        ms: pick.one([MINUTE, 4 * MINUTE, 6 * MINUTE, HOUR, 3 * HOUR, 26 * HOUR, 73 * HOUR, 170 * HOUR]) ?? 0,
      };
    case 'deposit':
      return someDeposit(o, pick);
    case 'authorize':
      return someQuestion(o, pick);
    case 'with-key':
      return someWithdrawalWithKey(o, pick);
    case 'dry-run': {
      const asked = someStart(o, pick, pick.one(Object.keys(SOME_PARAMS)) ?? '');
      return asked?.kind === 'initiate' ? { ...asked, kind: 'dry-run', stepUp: false } : null;
    }
    default:
      return someStart(o, pick, what);
  }
}

const present = (o: Organization) =>
  o.members.filter((m) => m.status === 'active' || m.status === 'unconfirmed');
const anyone = (o: Organization) => o.members.filter((m) => m.factors.length > 0);

function someStart(o: Organization, pick: Picker, operation: string): Command | null {
  const { workflow } = ruleOf(operation);
  const accountId = pick.chance(2) ? 'acc_none' : (pick.one(o.accounts)?.id ?? '');
  const scoped = workflow === 'withdrawals' || workflow === 'addresses';
  const place = scoped ? accountId : ORGANIZATION;
  const actor = pick.mostly(
    o.members.filter((m) => may(m, 'initiate', workflow, place)),
    pick.chance(10) ? anyone(o) : present(o),
  );
  const params = SOME_PARAMS[operation]?.(o, pick, accountId) ?? null;
  if (actor === null || params === null) return null;
  const start = { operation, params, ...(scoped ? { accountId } : {}) };
  const judged = dryRun(o, { kind: 'member', id: actor.id }, start);
  const needed = 'outcome' in judged && judged.outcome === 'complete' && !isFresh(o, actor.id);
  return { kind: 'initiate', actor: actor.id, ...start, stepUp: needed && !pick.chance(8) };
}

function someDecision(o: Organization, pick: Picker, kind: 'approve' | 'reject'): Command | null {
  const pending = o.requests.filter((r) => r.status === 'pending');
  const decidable = pending.filter((r) => eligibleApprovers(o, r).length > 0);
  if (decidable.length === 0 && !pick.chance(15)) return null;
  const r = pick.mostly(decidable.length > 0 ? decidable : pending, o.requests);
  if (r === null) return null;
  const eligible = eligibleApprovers(o, r);
  const actor = pick.mostly(
    o.members.filter((m) => eligible.includes(m.id)),
    pick.chance(10) ? anyone(o) : present(o),
  );
  if (actor === null) return null;
  const stepUp = !isFresh(o, actor.id) && !pick.chance(6);
  return { kind, actor: actor.id, requestId: r.id, staleView: pick.chance(4), stepUp };
}

function someDecisions(o: Organization, pick: Picker): Command | null {
  const actor = pick.one(present(o));
  const pending = o.requests.filter((r) => r.status === 'pending');
  if (actor === null || pending.length === 0) return null;
  const theirs = pending.filter((r) => eligibleApprovers(o, r).includes(actor.id));
  const stepUp = !isFresh(o, actor.id) && !pick.chance(10);
  // A passkey signs over the whole set as it stands (§9): there is none over one that holds what can't be decided.
  const signed = stepUp && actor.factors.includes('passkey');
  const lists = signed ? [theirs, theirs] : [theirs, theirs, pending, o.requests];
  const items = [...new Set(lists.map((list) => pick.one(list)?.id))]
    .filter((id) => id !== undefined)
    .map((requestId) => ({ requestId, staleView: !signed && pick.chance(5) }));
  if (items.length === 0) return null;
  const decision = pick.chance(20) ? 'reject' : 'approve';
  return { kind: 'decide-several', actor: actor.id, decision, items, stepUp };
}

function someCancellation(o: Organization, pick: Picker): Command | null {
  const pending = o.requests.filter((r) => r.status === 'pending');
  if (pending.length === 0 && !pick.chance(15)) return null;
  const r = pick.mostly(pending, o.requests);
  if (r === null) return null;
  const own = r.initiator.kind === 'member' ? r.initiator.id : r.initiator.custodianId;
  const actor = pick.chance(30) ? pick.one(present(o))?.id : own;
  return { kind: 'cancel', actor: actor ?? own, requestId: r.id };
}

function somePasskey(o: Organization, pick: Picker): Command | null {
  const without = present(o).filter((m) => !m.factors.includes('passkey'));
  const actor = pick.mostly(without, pick.chance(10) ? anyone(o) : without);
  if (actor === null || actor.factors.length > 2) return null;
  return { kind: 'add-passkey', actor: actor.id, stepUp: !isFresh(o, actor.id) && !pick.chance(6) };
}

function someDeposit(o: Organization, pick: Picker): Command | null {
  const actor = pick.chance(15) ? pick.one(present(o)) : (o.members[0] ?? null);
  if (actor === null) return null;
  const known = pick.chance(10) ? o.deposits[0]?.reference : undefined;
  return {
    kind: 'deposit',
    actor: actor.id,
    accountId: pick.one(o.accounts)?.id ?? '',
    asset: pick.one(['BTC', 'EUR']) ?? 'BTC',
    amount: String(10 + pick.below(90)),
    reference: known ?? `deposit ${o.deposits.length}`,
    stepUp: !isFresh(o, actor.id) && !pick.chance(6),
  };
}

function someWithdrawalWithKey(o: Organization, pick: Picker): Command | null {
  const places = o.accounts.map((a) => a.id);
  const working = o.keys.filter((k) => places.some((id) => keyWorks(o, k.id, id)));
  const key = pick.mostly(working, o.keys);
  const accountId = key?.accountId ?? o.serviceUsers.find((s) => s.id === key?.serviceUserId)?.accountIds[0];
  if (key === null || accountId === undefined) return null;
  const operation = pick.one(['withdrawal.crypto.create', 'withdrawal.fiat.create']) ?? '';
  const params = SOME_PARAMS[operation]?.(o, pick, accountId) ?? null;
  return params === null ? null : { kind: 'initiate-with-key', keyId: key.id, operation, params, accountId };
}

function someQuestion(o: Organization, pick: Picker): Command | null {
  const actor = pick.one(present(o));
  const accountId = pick.one(o.accounts)?.id ?? '';
  const s = pick.chance(30) ? pick.one(o.serviceUsers) : null;
  const m = pick.one(o.members);
  if (actor === null || m === null) return null;
  const asked: Asked =
    s !== null
      ? { serviceUserId: s.id, action: pick.one(['withdraw', 'trade'] as const) ?? 'trade', accountId }
      : pick.chance(50)
        ? { memberId: m.id, action: 'trade', accountId }
        : { memberId: m.id, action: 'withdrawals.approve', accountId };
  return { kind: 'authorize', actor: actor.id, asked };
}

import { createRequire } from 'node:module';
import { newEnforcer, newModelFromString, StringAdapter } from 'casbin';
import { expect, test } from 'vitest';
import type { WorkflowPermission, Workflow } from '../../shared/contract/organization';
import type { AccountId } from '../../shared/contract/primitives';
import { authorizeMember } from '../../shared/domain/authorize';
import type { Member, State } from '../../shared/domain/state';
import { aMember, drawnOrganization } from '../domain/drawn-organization';
import { seededRandom } from '../engine/organization-under-test';
import { report, type Row } from './table';

/** Typed by what is used of it: its own declarations are for bundlers. */
interface Cedar {
  preparsePolicySet(id: string, policies: { staticPolicies: string }): { type: string };
  statefulIsAuthorized(call: object): { type: string; response: { decision: 'allow' | 'deny' } };
}
const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs') as Cedar;

const ACCOUNTS = Array.from({ length: 20 }, (_, index) => `acc_${String(index)}` as AccountId);
/** What is asked: may X initiate or approve Y on Z. */
const ASKED: readonly (readonly [Workflow, WorkflowPermission])[] = (
  ['withdrawals', 'addresses', 'access', 'policies'] as const
).flatMap((workflow) =>
  (['initiate', 'approve'] as const).map((permission) => [workflow, permission] as const),
);
const ORGANIZATION = 'organization';
const MEMBERS = [1_000, 10_000];
const QUERIES = 20_000;

interface Query {
  member: Member;
  action: string;
  account: AccountId | null;
}

/** Numbers below a bound, the same every time. */
function dice(seed: string): (below: number) => number {
  const random = seededRandom(seed);
  return (below) => Buffer.from(random.bytes(4)).readUInt32LE() % below;
}

/** Each member with four grants somewhere, of every kind. */
function organizationOf(count: number): State {
  const roll = dice('members');
  const permissions = ['view', 'initiate', 'approve', 'execute'] as const;
  const people = Array.from({ length: count }, (_, index) => {
    const workflows = Array.from({ length: 4 }, () => {
      const [workflow] = ASKED[roll(ASKED.length)] ?? ASKED[0]!;
      const isScoped = workflow === 'withdrawals' || workflow === 'addresses';
      const accountId = roll(10) === 0 ? ('*' as const) : (ACCOUNTS[roll(ACCOUNTS.length)] ?? ACCOUNTS[0]!);
      return {
        workflow,
        ...(isScoped ? { accountId } : {}),
        permissions: [permissions[roll(permissions.length)] ?? 'view'],
      };
    });
    return aMember(`m${String(index)}`, [], { grants: { workflows, accounts: [] } });
  });
  return drawnOrganization({ people });
}

function queriesFor(state: State): Query[] {
  const roll = dice('queries');
  const members = [...state.members.values()];
  return Array.from({ length: QUERIES }, () => {
    const [workflow, permission] = ASKED[roll(ASKED.length)] ?? ASKED[0]!;
    const isScoped = workflow === 'withdrawals' || workflow === 'addresses';
    return {
      member: members[roll(members.length)] ?? members[0]!,
      action: `${workflow}.${permission}`,
      account: isScoped ? (ACCOUNTS[roll(ACCOUNTS.length)] ?? null) : null,
    };
  });
}

/** What a member may do where, written out: `execute` implies `initiate` (§4). */
function granted({ grants }: Member): { action: string; place: string }[] {
  return grants.workflows.flatMap(({ workflow, accountId, permissions }) =>
    permissions
      .flatMap((one): WorkflowPermission[] => (one === 'execute' ? ['execute', 'initiate'] : [one]))
      .map((one) => ({ action: `${workflow}.${one}`, place: accountId ?? ORGANIZATION })),
  );
}

type Decide = (query: Query) => boolean;

function byUs(state: State): Decide {
  return ({ member, action, account }) => authorizeMember(state, member, action, account).allowed;
}

/** One policy for each action over sets that the principal carries; the policies parsed once, its entity sent along. */
function byCedar(state: State): Decide {
  const policies = ASKED.map(([workflow, permission]) => {
    const action = `${workflow}.${permission}`;
    const has = (place: string): string => `principal["${action}"].contains(${place})`;
    return `permit(principal, action == Action::"${action}", resource) when { principal.owner || ${has('resource')} || ${has('Place::"*"')} };`;
  });
  const parsed = cedar.preparsePolicySet('bench', { staticPolicies: policies.join('\n') });
  expect(parsed.type).toBe('success');
  const place = (id: string): object => ({ __entity: { type: 'Place', id } });
  const entities = new Map(
    [...state.members.values()].map((member) => {
      const all = granted(member);
      const attrs = Object.fromEntries(
        ASKED.map(([workflow, permission]) => {
          const action = `${workflow}.${permission}`;
          return [action, all.filter((one) => one.action === action).map((one) => place(one.place))];
        }),
      );
      const uid = { type: 'Member', id: member.id };
      return [member.id, { uid, attrs: { owner: member.owner, ...attrs }, parents: [] }];
    }),
  );
  return ({ member, action, account }) =>
    cedar.statefulIsAuthorized({
      principal: { type: 'Member', id: member.id },
      action: { type: 'Action', id: action },
      resource: { type: 'Place', id: account ?? ORGANIZATION },
      context: {},
      preparsedPolicySetId: 'bench',
      entities: [entities.get(member.id)],
    }).response.decision === 'allow';
}

const CASBIN_MODEL = `
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && (p.obj == "*" || r.obj == p.obj) && (p.act == "*" || r.act == p.act)
`;

/** A line for each grant. */
async function byCasbin(state: State): Promise<Decide> {
  const lines = [...state.members.values()].flatMap((member) =>
    member.owner
      ? [`p, ${member.id}, *, *`]
      : granted(member).map(({ action, place }) => `p, ${member.id}, ${place}, ${action}`),
  );
  const enforcer = await newEnforcer(newModelFromString(CASBIN_MODEL), new StringAdapter(lines.join('\n')));
  return ({ member, action, account }) => enforcer.enforceSync(member.id, account ?? ORGANIZATION, action);
}

/** Milliseconds that one decision takes, over as many as fit in the time; warm. */
function perDecision(queries: readonly Query[], decide: Decide, atMostMs = 2_000): number {
  for (const query of queries.slice(0, 5)) decide(query);
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < atMostMs) {
    const query = queries[done % queries.length];
    if (query === undefined) break;
    decide(query);
    done += 1;
  }
  return (performance.now() - start) / done;
}

test('an authorization with its reason, against Cedar and Casbin', { timeout: 300_000 }, async () => {
  const rows: Row[] = [];
  const ours: number[] = [];
  for (const count of MEMBERS) {
    const state = organizationOf(count);
    const queries = queriesFor(state);
    const us = byUs(state);
    const cedarSays = byCedar(state);
    const casbinSays = await byCasbin(state);
    const some = queries.slice(0, 300);
    const answers = some.map(us);
    expect(answers.filter(Boolean).length).toBeGreaterThan(0);
    expect(some.map(cedarSays)).toEqual(answers);
    expect(some.slice(0, 40).map(casbinSays)).toEqual(answers.slice(0, 40));

    const mine = perDecision(queries, us);
    ours.push(mine);
    const size = `${String(count)} members`;
    const row = { size, ours: mine, unit: 'ms' } as const;
    rows.push(
      {
        what: 'may X do Y on Z, and why; Cedar’s wasm',
        peer: perDecision(queries, cedarSays),
        atMost: 0.1,
        ...row,
      },
      { what: 'the same; Casbin', peer: perDecision(queries, casbinSays), atMost: 0.01, ...row },
    );
  }
  const [small = 0, large = 0] = ours;
  rows.push({
    what: 'flat: ten times the members',
    size: `${String(MEMBERS[1])} against ${String(MEMBERS[0])}`,
    ours: large,
    peer: small,
    unit: 'ms',
    atMost: 2,
  });
  report('authorize', rows);
  for (const { what, ours: us, peer, atMost } of rows)
    expect(us / peer, what).toBeLessThanOrEqual(atMost ?? 1);
});

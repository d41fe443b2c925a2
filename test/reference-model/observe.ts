// What can be seen of the whole organization, and what one person sees of it: from the model, and through the engine's
// door, in the same shape.
import {
  WORKFLOW_PERMISSIONS,
  type Grants as ContractGrants,
  type MemberView,
} from '../../shared/contract/organization';
import type { OutputOf } from '../../shared/contract/operations';
import type { AccountView } from '../../shared/contract/money';
import type { PolicyView } from '../../shared/contract/policies';
import type { RoleView } from '../../shared/contract/roles';
import type { RequestDetail, RequestRow } from '../../shared/contract/requests';
import type { ServiceUserView } from '../../shared/contract/service-users';
import type { EngineSide } from './engine-side';
import { heardRequest } from './heard';
import { eligibleApprovers } from './model/approvers';
import { satisfiesSignIn, shortfallsOf, spareOf } from './model/coverage';
import type { Grants } from './model/state';
import { gives } from './model/grants';
import { OWNER } from './model/membership';
import type { Organization, Request } from './model/state';
import { the } from './model/state';
import { seesAccount, seesMember, visibleAccounts, visibleRequests } from './model/visibility';

/** Facts by name; two sides agree where all are equal. */
export type Facts = Record<string, unknown>;

interface List<T> {
  items: T[];
}
const ALL = { limit: 200 };

/** Grants in one form: everything they give where they give it, with what it implies. */
function powers(grants: Grants | ContractGrants): string[] {
  const { workflows, accounts } = grants as Grants;
  const given = workflows.flatMap((g) =>
    WORKFLOW_PERMISSIONS.filter((p) =>
      gives({ workflows: [g], accounts: [] }, p, g.workflow, g.accountId ?? ''),
    ).map((p) => `${g.workflow} ${g.accountId ?? ''} ${p}`),
  );
  return [
    ...new Set([...given, ...accounts.flatMap((g) => g.permissions.map((p) => `${g.accountId} ${p}`))]),
  ].sort();
}

/** The model's amounts are whole numbers; the contract shows an asset's decimals. */
function whole(amount: string): string {
  return amount.replace(/\.0+$/, '');
}

/** The lists of the model that facts are made of. */
type Lists = 'members' | 'policies' | 'accounts' | 'balances' | 'serviceUsers' | 'keys' | 'roles';

/** One part of the organization as the Owner sees it: facts by id, of the model and of the engine. */
export interface Part {
  /** What it is made of: nothing else changes it. */
  readonly of: readonly Lists[];
  inModel(o: Organization): Facts;
  inEngine(engine: EngineSide): Promise<Facts>;
}

/** Whose place one takes is of interest until it is taken. */
const isComing = (status: string): boolean => status === 'invited' || status === 'unconfirmed';

const members: Part = {
  of: ['members'],
  inModel: (o) =>
    Object.fromEntries(
      o.members.map((m) => {
        const { status, version, invitedBy, grants } = m;
        const replaces = isComing(status) ? m.replaces : null;
        const signInCompliant = satisfiesSignIn(o, m.factors);
        return [
          m.id,
          { status, version, signInCompliant, invitedBy, replaces, powers: m.owner ? [] : powers(grants) },
        ];
      }),
    ),
  async inEngine(engine) {
    const { items } = await engine.read<List<MemberView>>(OWNER, 'members.list', ALL);
    return Object.fromEntries(
      (engine.names.forModel(items) as MemberView[]).map((m) => [
        m.id,
        {
          status: m.status,
          version: m.version,
          signInCompliant: m.signInCompliant,
          invitedBy: m.invitedBy ?? null,
          replaces: isComing(m.status ?? '') ? (m.replaces ?? null) : null,
          powers: m.owner || m.grants === undefined ? [] : powers(m.grants),
        },
      ]),
    );
  },
};

const policies: Part = {
  of: ['policies', 'members', 'accounts', 'serviceUsers', 'keys'],
  inModel: (o) =>
    Object.fromEntries(
      o.policies.map(({ workflow, addressHoldHours, ...rest }) => [
        workflow,
        {
          ...rest,
          addressHoldHours: workflow === 'addresses' ? addressHoldHours : null,
          coverage: { ok: shortfallsOf(o, workflow).length === 0, spare: spareOf(o, workflow) },
        },
      ]),
    ),
  async inEngine(engine) {
    const { items } = await engine.read<List<PolicyView>>(OWNER, 'policies.list', ALL);
    return Object.fromEntries(
      items.map((p) => [
        p.workflow,
        {
          version: p.version,
          requiredApprovals: p.requiredApprovals,
          alwaysRequireApproval: p.alwaysRequireApproval,
          locked: p.locked,
          expiresAfterHours: p.expiresAfterHours,
          addressHoldHours: p.addressHoldHours ?? null,
          coverage: { ok: p.coverage.ok, spare: p.coverage.spare ?? null },
        },
      ]),
    );
  },
};

const money: Part = {
  of: ['accounts', 'balances'],
  inModel: (o) => ({
    ...Object.fromEntries(o.accounts.map((a) => [a.id, { name: a.name }])),
    ...Object.fromEntries(
      o.balances
        .filter((b) => b.available + b.held > 0n)
        .map((b) => [
          `${b.asset} of ${b.accountId}`,
          { available: String(b.available), held: String(b.held), total: String(b.available + b.held) },
        ]),
    ),
  }),
  async inEngine(engine) {
    const facts: Facts = {};
    const { items } = await engine.read<List<AccountView>>(OWNER, 'accounts.list', ALL);
    for (const account of items) {
      const id = engine.names.model(account.id);
      facts[id] = { name: account.name };
      for (const b of account.balances ?? [])
        if (whole(b.total) !== '0')
          facts[`${b.asset} of ${id}`] = {
            available: whole(b.available),
            held: whole(b.held),
            total: whole(b.total),
          };
    }
    return facts;
  },
};

const serviceUsers: Part = {
  of: ['serviceUsers', 'keys'],
  inModel: (o) =>
    Object.fromEntries(
      o.serviceUsers.map(({ id, scopes, accountIds, disabled, version }) => {
        const keys = o.keys
          .filter((k) => k.serviceUserId === id)
          .map((k) => `${k.id} of ${k.custodianId}${k.revoked ? ' revoked' : ''}`);
        const reach = { scopes: [...scopes].sort(), accountIds: [...accountIds].sort() };
        return [id, { ...reach, disabled, version, keys: keys.sort() }];
      }),
    ),
  async inEngine(engine) {
    const { items } = await engine.read<List<ServiceUserView>>(OWNER, 'serviceUsers.list', ALL);
    return Object.fromEntries(
      (engine.names.forModel(items) as ServiceUserView[]).map((s) => [
        s.id,
        {
          scopes: [...(s.scopes ?? [])].sort(),
          accountIds: [...(s.accountIds ?? [])].sort(),
          disabled: s.status === 'disabled',
          version: s.version,
          keys: (s.keys ?? [])
            .map((k) => `${k.id} of ${k.custodian.id}${k.revoked ? ' revoked' : ''}`)
            .sort(),
        },
      ]),
    );
  },
};

const roles: Part = {
  of: ['roles'],
  inModel: (o) =>
    Object.fromEntries(
      o.roles.filter((r) => !r.builtIn).map((r) => [r.id, { version: r.version, name: r.name }]),
    ),
  async inEngine(engine) {
    const { items } = await engine.read<List<RoleView>>(OWNER, 'roles.list', ALL);
    return Object.fromEntries(
      items
        .filter((r) => !r.builtIn)
        .map((r) => [engine.names.model(r.id), { version: r.version, name: r.name }]),
    );
  },
};

const security: Part = {
  of: [],
  inModel: ({ security: { version, signInPolicy, idleTimeoutMinutes, absoluteTimeoutHours } }) => ({
    organization: { version, signInPolicy, session: { idleTimeoutMinutes, absoluteTimeoutHours } },
  }),
  async inEngine(engine) {
    const { version, signInPolicy, session } = await engine.read<OutputOf<'organization.get'>>(
      OWNER,
      'organization.get',
    );
    return { organization: { version, signInPolicy, session } };
  },
};

/** The whole, in parts. */
export const PARTS: readonly Part[] = [members, policies, money, serviceUsers, roles, security];

/** One request as the Owner sees it: status, approvals, and who could decide it now. */
export function factsOfRequest(o: Organization, r: Request): Facts {
  return {
    ...heardRequest(r),
    eligible: r.status === 'pending' ? eligibleApprovers(o, r).sort() : [],
    expiresAt: r.queuedBecause === null ? null : r.expiresAt,
  };
}

export async function factsOfRequestInEngine(engine: EngineSide, id: string): Promise<Facts> {
  const detail = await engine.read<RequestDetail>(OWNER, 'requests.get', { id: engine.names.engine(id) });
  const eligible = detail.eligibleApprovers.map((m) => engine.names.model(m.id)).sort();
  return {
    ...engine.heardRequest(detail),
    eligible: detail.status === 'pending' ? eligible : [],
    expiresAt: detail.queuedBecause === undefined ? null : Date.parse(detail.expiresAt ?? ''),
  };
}

/** What this member sees: requests with their status, accounts with or without balances, whose grants. */
export function sightOfModel(o: Organization, memberId: string): Facts {
  const m = the(o.members, memberId);
  return {
    requests: visibleRequests(o, m)
      .map((id) => `${id} ${the(o.requests, id).status}`)
      .sort(),
    accounts: visibleAccounts(o, m)
      .map((id) => (seesAccount(m, id) ? id : `${id} by name`))
      .sort(),
    members: o.members.map((other) => (seesMember(m, other) ? other.id : `${other.id} by name`)).sort(),
  };
}

export async function sightOfEngine(engine: EngineSide, memberId: string): Promise<Facts> {
  const { names } = engine;
  const requests = await engine.read<List<RequestRow>>(memberId, 'requests.list', { view: 'all', ...ALL });
  const accounts = await engine.read<List<AccountView>>(memberId, 'accounts.list', ALL);
  const members = await engine.read<List<MemberView>>(memberId, 'members.list', ALL);
  return {
    requests: requests.items.map((r) => `${names.model(r.id)} ${r.status}`).sort(),
    accounts: accounts.items
      .map((a) => (a.balances === undefined ? `${names.model(a.id)} by name` : names.model(a.id)))
      .sort(),
    members: members.items
      .map((m) => (m.grants === undefined ? `${names.model(m.id)} by name` : names.model(m.id)))
      .sort(),
  };
}

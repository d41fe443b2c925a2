import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { Engine } from '../../main/engine/engine';
import type { SqliteStore } from '../../main/engine/store/sqlite-store';
import type { MemberView, Workflow } from '../../shared/contract/organization';
import type { PolicyView } from '../../shared/contract/policies';
import type { AddressView } from '../../shared/contract/money';
import type { RequestDetail } from '../../shared/contract/requests';
import { WORKFLOWS } from '../../shared/contract/organization';
import { organizationWithStore } from './engine-with-store';
import {
  BTC_ADDRESS,
  BTC_ADDRESS_2,
  type OrganizationUnderTest,
  type Person,
} from './organization-under-test';
import { anyGrantDraft, callOf, grantsFrom, type RandomCommand } from './random-commands';

export const anyFoundation = fc.record({
  members: fc.array(anyGrantDraft, { minLength: 2, maxLength: 4 }),
  policies: fc.array(
    fc.record({
      requiredApprovals: fc.integer({ min: 1, max: 2 }),
      alwaysRequireApproval: fc.boolean(),
      expiresAfterHours: fc.constantFrom(24, 72, 300),
    }),
    { minLength: 4, maxLength: 4 },
  ),
});
export type Foundation = typeof anyFoundation extends fc.Arbitrary<infer F> ? F : never;

/** What the Owner, who sees everything, reads at one moment. */
export interface Snapshot {
  members: Map<string, MemberView>;
  policies: Map<Workflow, PolicyView>;
  requests: Map<string, RequestDetail>;
}

/** An organization that random commands are run on, with what the tests remember of it. */
export class RandomOrganization {
  accounts: string[] = [];
  people: Person[] = [];
  addresses: AddressView[] = [];
  requestIds: string[] = [];
  pendingIds: string[] = [];
  readonly digests = new Map<string, string>();
  members = new Map<string, MemberView>();
  policies = new Map<Workflow, PolicyView>();
  /** What has ended never changes again: rows of the list are held against what was read then. */
  readonly #ended = new Map<string, RequestDetail>();

  constructor(
    readonly under: OrganizationUnderTest,
    readonly engine: Engine,
    readonly store: SqliteStore,
  ) {}

  get owner(): Person {
    return this.under.owner;
  }

  personOf(number: number): Person {
    return this.people[number % this.people.length] ?? this.owner;
  }

  memberOf(number: number): MemberView {
    const { id } = this.personOf(number);
    return this.members.get(id) ?? { id: id as never, displayName: '', owner: false };
  }

  /** Reads everything as the Owner, and remembers what commands refer to. */
  async look(): Promise<Snapshot> {
    const { owner } = this;
    const members = await owner.ok('members.list', { limit: 200 });
    this.members = new Map(members.items.map((member) => [member.id, member]));
    const policies = await owner.ok('policies.list');
    this.policies = new Map(policies.items.map((policy) => [policy.workflow, policy]));
    this.addresses = [];
    for (const id of this.accounts)
      this.addresses.push(...(await owner.ok('accounts.addresses', { id, limit: 200 })).items);
    const requests = new Map<string, RequestDetail>();
    const { items } = await owner.ok('requests.list', { sort: 'oldest', limit: 200 });
    for (const row of items) {
      const known = this.#ended.get(row.id);
      const detail = known ?? (await owner.ok('requests.get', { id: row.id }));
      assert.deepEqual([detail.status, detail.validApprovals], [row.status, row.validApprovals]);
      requests.set(row.id, detail);
      this.digests.set(row.id, detail.digest);
      if (row.status !== 'pending') this.#ended.set(row.id, detail);
    }
    this.requestIds = [...requests.keys()];
    this.pendingIds = items.filter(({ status }) => status === 'pending').map(({ id }) => id);
    return { members: this.members, policies: this.policies, requests };
  }

  /** Everybody's session stands and is freshly stepped up, so that refusals are about rules. */
  async wake(): Promise<void> {
    for (const person of this.people) if (!(await person.call('session.get')).ok) await person.signIn();
  }

  /** Runs one command; the clock moves before it and not in it. */
  async run(
    command: RandomCommand,
    before: () => void,
  ): Promise<{ actor: Person | null; code: string | null }> {
    const call = await callOf(this, command);
    if (call === null) return { actor: null, code: null };
    const actor = this.personOf('who' in command ? command.who : 0);
    const stepUp = { totp: actor.code() };
    await this.wake();
    await this.owner.ok('session.get'); // what became due by now expires here
    before();
    const input = command.kind === 'cancel' ? call.input : { ...call.input, stepUp };
    const result = await actor.call(call.name, input);
    return { actor, code: result.ok ? null : result.problem.code };
  }
}

export async function randomOrganization(foundation: Foundation): Promise<RandomOrganization> {
  const { org: under, engine, store } = await organizationWithStore();
  const org = new RandomOrganization(under, engine, store);
  const { owner } = under;
  const second = await owner.initiate('account.create', { name: 'Second' });
  org.accounts = [under.main, second.result?.accountId ?? ''];
  org.people = [owner];
  for (const [index, draft] of foundation.members.entries())
    org.people.push(await under.invite(`Member${index}`, grantsFrom(draft, org.accounts)));
  for (const account of org.accounts) {
    await under.deposit('BTC', '20', 'opening', account);
    await under.deposit('EUR', '2000', 'opening', account);
    await under.usableAddress(
      { asset: 'BTC', network: 'bitcoin', address: BTC_ADDRESS, label: 'One' },
      account,
    );
    await under.usableAddress(
      { asset: 'EUR', iban: 'DE89370400440532013000', beneficiary: 'Payee', label: 'Bank' },
      account,
    );
  }
  await under.usableAddress({ asset: 'BTC', network: 'bitcoin', address: BTC_ADDRESS_2, label: 'Two' });
  for (const [index, workflow] of WORKFLOWS.entries()) {
    if (workflow === 'policies') continue;
    await under.setPolicy(workflow, foundation.policies[index] ?? {});
  }
  await under.setPolicy('policies', foundation.policies[3] ?? {});
  await org.look();
  return org;
}

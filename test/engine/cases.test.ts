import { describe, expect, it } from 'vitest';
import type { Workflow, WorkflowPermission } from '../../shared/contract/organization';
import type { OperationName } from '../../shared/contract/operations';
import type { Operation } from '../../shared/contract/requests';
import { beforeTheFirst } from './before-the-first';
import { casesOf, decisionStage, inputOf, inputStage, type Stage } from './case-stage';
import { organizationWithStore, projectionsOf } from './engine-with-store';
import {
  BTC_ADDRESS_2,
  BTC_DESTINATION,
  type OrganizationUnderTest,
  type Person,
} from './organization-under-test';

interface InputCase {
  what: string;
  by: string;
  call: OperationName;
  input: unknown;
  code: string;
  path?: string;
}

/** Of a request to a server, in bytes. */
const LARGEST_BODY = 256 * 1024;

describe('input that is refused', () => {
  let stage: Stage;
  beforeTheFirst(async () => {
    stage = await inputStage();
  });
  const cases = casesOf<InputCase>('bad-input');

  it.each(cases.map((each) => [each.what, each] as const))(
    '%s',
    async (_what, { by, call, input, code, path }) => {
      const { owner } = stage.people;
      const person = stage.people[by] ?? owner;
      const before = JSON.stringify(projectionsOf(stage.store));
      const given: unknown = inputOf(input, stage.names);
      const answer = await person!.call(call, given, by === 'nobody' ? { token: null } : {});
      expect(answer.ok ? 'ok' : answer.problem.code).toBe(code);
      if (path !== undefined && !answer.ok) {
        const paths = answer.problem.errors?.map((each) => each.path);
        // A server doesn't read a body so large, and can name no place in it.
        const isUnread = paths?.[0] === '' && JSON.stringify(given).length > LARGEST_BODY;
        if (!isUnread) expect(paths).toContain(path);
      }
      expect(JSON.stringify(projectionsOf(stage.store))).toBe(before);
    },
  );

  it('leaves everything as it was, and what is right still works', async () => {
    const { owner } = stage.people;
    const name = `\u{1f600}${'é'.normalize('NFD')}`.repeat(100);
    const made = await owner!.ok('requests.create', { operation: 'account.create', params: { name } });
    expect(made).toMatchObject({ status: 'completed', params: { name: name.normalize('NFC') } });
    const all = { asset: 'BTC', amount: '10.00000000', addressId: stage.names['btc'] };
    const asked = { operation: 'withdrawal.crypto.create', params: all, accountId: stage.org.main };
    expect(await owner!.ok('requests.create', asked)).toMatchObject({
      status: 'completed',
      params: { amount: '10' },
    });
  });
});

interface DecisionCase {
  faults: string;
  who: string;
  request: string;
  digest?: 'wrong' | 'malformed';
  factor?: 'wrong';
  extra?: boolean;
  code: string;
}

describe('of two faults, the first in order is answered', () => {
  let stage: Awaited<ReturnType<typeof decisionStage>>;
  beforeTheFirst(async () => {
    stage = await decisionStage();
  });
  const DIGESTS = { wrong: 'f'.repeat(64), malformed: 'f' };

  it.each(casesOf<DecisionCase>('refusal-order').map((each) => [each.faults, each] as const))(
    '%s',
    async (_faults, each) => {
      const id = stage.requests[each.request] ?? '';
      const seen = await stage.org.owner.call('requests.get', { id });
      const digest = each.digest
        ? DIGESTS[each.digest]
        : seen.ok
          ? (seen.value as { digest: string }).digest
          : DIGESTS.wrong;
      const input = {
        id,
        digest,
        ...(each.factor === 'wrong' ? { stepUp: { totp: '000000' } } : {}),
        ...(each.extra ? { surplus: 1 } : {}),
      };
      const more = each.who === 'nobody' ? { token: null } : {};
      const person = stage.people[each.who]!;
      const before = JSON.stringify(projectionsOf(stage.store));
      expect((await person.refused('requests.approve', input, more)).code).toBe(each.code);
      expect((await person.refused('requests.reject', { ...input, reason: 'No' }, more)).code).toBe(
        each.code,
      );
      expect(JSON.stringify(projectionsOf(stage.store))).toBe(before);
    },
  );
});

interface TruthTableCase {
  holds: WorkflowPermission[] | 'owner';
  at?: 'second' | '*';
  alsoViewsAccess?: boolean;
  alsoTrades?: boolean;
  toggle: boolean;
  outcome: 'complete' | 'queue' | 'refuse';
  because?: string;
  code?: string;
  only?: Workflow[];
}

describe('the truth table of §5', () => {
  const rows = casesOf<TruthTableCase>('truth-table');
  const WORKFLOWS: Workflow[] = ['withdrawals', 'addresses', 'access', 'policies'];
  const STATUS = { complete: 'completed', queue: 'pending', refuse: '' };

  /** One operation of each workflow that anything else would let through. */
  function operationOf(workflow: Workflow, addressId: string, version: number): [Operation, object] {
    switch (workflow) {
      case 'withdrawals':
        return ['withdrawal.crypto.create', { asset: 'BTC', amount: '0.1', addressId }];
      case 'addresses':
        return ['address.crypto.add', { ...BTC_DESTINATION, address: BTC_ADDRESS_2, label: 'New' }];
      case 'access':
        return ['account.create', { name: 'New' }];
      case 'policies':
        return ['policy.change', { workflow: 'access', baseVersion: version, expiresAfterHours: 5 }];
    }
  }

  async function personFor(
    org: OrganizationUnderTest,
    row: TruthTableCase,
    workflow: Workflow,
    second: string,
  ): Promise<Person> {
    if (row.holds === 'owner') return org.owner;
    const scoped = workflow === 'withdrawals' || workflow === 'addresses';
    const place = row.at === 'second' ? second : (row.at ?? org.main);
    return org.invite('Max', {
      workflows: [
        { workflow, ...(scoped ? { accountId: place as never } : {}), permissions: row.holds },
        ...(row.alsoViewsAccess ? [{ workflow: 'access' as const, permissions: ['view' as const] }] : []),
      ],
      accounts: row.alsoTrades ? [{ accountId: org.main as never, permissions: ['trade'] }] : [],
    });
  }

  for (const workflow of WORKFLOWS)
    it.each(
      rows
        .filter((row) => row.only === undefined || row.only.includes(workflow))
        .map((row) => [JSON.stringify(row), row] as const),
    )(`${workflow}: %s`, async (_name, row) => {
      const { org } = await organizationWithStore();
      await org.deposit('BTC', '10');
      const second = (await org.owner.initiate('account.create', { name: 'Second' })).result?.accountId ?? '';
      const addressId = await org.usableAddress(BTC_DESTINATION);
      const person = await personFor(org, row, workflow, second);
      if (row.toggle) await org.setPolicy(workflow, { alwaysRequireApproval: true });
      const [operation, params] = operationOf(workflow, addressId, 1);
      const account = workflow === 'withdrawals' || workflow === 'addresses' ? org.main : undefined;

      const dry = await person.dryRun(operation, params, account);
      expect([dry.outcome, dry.queuedBecause, dry.code]).toEqual([row.outcome, row.because, row.code]);
      const real = await person.call('requests.create', {
        operation,
        params,
        ...(account === undefined ? {} : { accountId: account }),
        stepUp: { totp: person.code() },
      });
      if (row.outcome === 'refuse') expect(real.ok ? 'ok' : real.problem.code).toBe(row.code);
      else expect(real).toMatchObject({ ok: true, value: { status: STATUS[row.outcome] } });
    });
});

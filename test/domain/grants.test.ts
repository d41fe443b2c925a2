import fc from 'fast-check';
import './same-runs';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_PERMISSIONS,
  WORKFLOW_PERMISSIONS,
  WORKFLOWS,
  type AccountScope,
  type Grants,
  type Workflow,
  type WorkflowPermission,
} from '../../shared/contract/organization';
import type { AccountId } from '../../shared/contract/primitives';
import {
  normalizeGrants,
  powerHolds,
  powerHoldsOnAccount,
  powerOf,
  powerTouches,
} from '../../shared/domain/grants';
import { isRefusal } from '../../shared/domain/refusal';

const ACCOUNTS = ['acc_1', 'acc_2', 'acc_3'] as AccountId[];
const SCOPES: AccountScope[] = [...ACCOUNTS, '*'];
const accountScoped = (workflow: Workflow): boolean => workflow === 'withdrawals' || workflow === 'addresses';

const anyWorkflowGrant = fc
  .record({
    workflow: fc.constantFrom(...WORKFLOWS),
    account: fc.constantFrom(...SCOPES),
    permissions: fc.array(fc.constantFrom(...WORKFLOW_PERMISSIONS), { maxLength: 4 }),
  })
  .map(({ workflow, account, permissions }) => ({
    workflow,
    ...(accountScoped(workflow) ? { accountId: account } : {}),
    permissions,
  }));
const anyGrants: fc.Arbitrary<Grants> = fc.record({
  workflows: fc.array(anyWorkflowGrant, { maxLength: 8 }),
  accounts: fc.array(
    fc.record({
      accountId: fc.constantFrom(...SCOPES),
      permissions: fc.array(fc.constantFrom(...ACCOUNT_PERMISSIONS), { maxLength: 3 }),
    }),
    { maxLength: 4 },
  ),
});

/** §4 and §7 word by word, without any preparation. */
const GIVES: Record<WorkflowPermission, WorkflowPermission[]> = {
  view: ['view', 'initiate', 'approve', 'execute'],
  initiate: ['initiate', 'execute'],
  approve: ['approve'],
  execute: ['execute'],
};
const naive = (
  grants: Grants,
  permission: WorkflowPermission,
  workflow: Workflow,
  at: AccountId | null,
): boolean =>
  grants.workflows.some(
    (grant) =>
      grant.workflow === workflow &&
      (at === null ? grant.accountId === undefined : grant.accountId === at || grant.accountId === '*') &&
      grant.permissions.some((given) => GIVES[permission].includes(given)),
  );

const placesOf = (workflow: Workflow): (AccountId | null)[] => (accountScoped(workflow) ? ACCOUNTS : [null]);
const everyQuestion = WORKFLOWS.flatMap((workflow) =>
  placesOf(workflow).flatMap((at) =>
    WORKFLOW_PERMISSIONS.map((permission) => ({ workflow, at, permission })),
  ),
);

function normal(grants: Grants): Grants {
  const result = normalizeGrants(grants);
  if (isRefusal(result)) throw new Error(result.detail);
  return result;
}

describe('grants', () => {
  it('hold exactly what they give and imply, per workflow and account', () => {
    fc.assert(
      fc.property(anyGrants, (grants) => {
        const power = powerOf(grants);
        for (const { workflow, at, permission } of everyQuestion)
          expect(powerHolds(power, permission, workflow, at)).toBe(naive(grants, permission, workflow, at));
        for (const account of ACCOUNTS) {
          for (const permission of ACCOUNT_PERMISSIONS)
            expect(powerHoldsOnAccount(power, permission, account)).toBe(
              grants.accounts.some(
                (grant) =>
                  (grant.accountId === account || grant.accountId === '*') &&
                  grant.permissions.includes(permission),
              ),
            );
          const touches =
            naive(grants, 'view', 'withdrawals', account) ||
            naive(grants, 'view', 'addresses', account) ||
            ACCOUNT_PERMISSIONS.some((permission) => powerHoldsOnAccount(power, permission, account));
          expect(powerTouches(power, account)).toBe(touches);
        }
      }),
    );
  });

  it('only add: more grants never take anything away', () => {
    fc.assert(
      fc.property(anyGrants, anyGrants, (some, more) => {
        const both = powerOf({
          workflows: [...some.workflows, ...more.workflows],
          accounts: [...some.accounts, ...more.accounts],
        });
        for (const { workflow, at, permission } of everyQuestion)
          expect(powerHolds(both, permission, workflow, at)).toBe(
            naive(some, permission, workflow, at) || naive(more, permission, workflow, at),
          );
      }),
    );
  });

  it('have one form: the same again, in any order, and split in any way', () => {
    const shuffledPair = anyGrants.chain((grants) =>
      fc.tuple(
        fc.constant(grants),
        fc.shuffledSubarray(grants.workflows, { minLength: grants.workflows.length }),
        fc.shuffledSubarray(grants.accounts, { minLength: grants.accounts.length }),
      ),
    );
    fc.assert(
      fc.property(shuffledPair, ([grants, workflows, accounts]) => {
        const once = normal(grants);
        expect(normal(once)).toEqual(once);
        expect(normal({ workflows, accounts })).toEqual(once);
        const split = workflows.flatMap((grant) => [
          ...grant.permissions.map((permission) => ({ ...grant, permissions: [permission] })).reverse(),
          { ...grant, permissions: [] },
        ]);
        expect(normal({ workflows: split, accounts })).toEqual(once);
      }),
    );
  });

  it('mean the same in their one form', () => {
    fc.assert(
      fc.property(anyGrants, (grants) => {
        const power = powerOf(normal(grants));
        for (const { workflow, at, permission } of everyQuestion)
          expect(powerHolds(power, permission, workflow, at)).toBe(naive(grants, permission, workflow, at));
      }),
    );
  });

  it('name an account where the workflow has accounts, and none where it hasn’t', () => {
    for (const workflow of WORKFLOWS) {
      const wrong = accountScoped(workflow) ? {} : { accountId: '*' as const };
      expect(
        normalizeGrants({ workflows: [{ workflow, ...wrong, permissions: ['view'] }], accounts: [] }),
      ).toMatchObject({ code: 'validation_failed' });
    }
  });
});

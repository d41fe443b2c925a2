import { expect } from 'vitest';
import type { AccountId } from '../../shared/contract/primitives';
import type { Operation } from '../../shared/contract/requests';
import type { Role, State } from '../../shared/domain/state';
import { grantsOf, memberId, NOW, started, workOn } from './drawn-organization';

/** What approvers are shown and sign (§6): every id resolved to what it stands for, before and after. */
export interface Shown {
  params: object;
  before?: unknown;
  after?: unknown;
}

export const NONE = { workflows: [], accounts: [] };
export const onAll = grantsOf(['withdrawals initiate', 'trade trade']);
export const ON_ALL = {
  workflows: [{ workflow: 'withdrawals', account: '*', permissions: ['initiate'] }],
  accounts: [{ account: '*', permissions: ['trade'] }],
};
export const DESK: Role = { id: 'rol_1' as Role['id'], name: 'Desk', grants: onAll, version: 1 };

/** Starts it as the Owner, and looks at what it shows: nothing more, nothing less. */
export function expectShown(
  state: State,
  operation: Operation,
  params: object,
  expected: Shown,
  accountId: AccountId | null = null,
): void {
  const { view } = started(workOn(state), 'owner', operation, params, accountId);
  expect({ params: view.params, before: view.before, after: view.after }).toStrictEqual({
    before: undefined,
    after: undefined,
    ...expected,
  });
  expect(view).toMatchObject({
    operation,
    account: accountId === null ? null : { id: accountId, name: state.accounts.get(accountId)?.name },
    initiator: { kind: 'member', id: memberId('owner'), displayName: 'owner' },
    note: null,
    createdAt: new Date(NOW).toISOString(),
  });
}

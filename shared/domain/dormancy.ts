import { coverageAt } from './coverage';
import { policyOf } from './policies';
import type { Work } from './work';

/** Wakes accounts up in the locked workflows where coverage holds by now (§7, New accounts). */
export function awakenAccounts(work: Work): void {
  for (const account of [...work.state.accounts.values()])
    for (const workflow of account.dormantIn)
      if (
        policyOf(work.state, workflow).locked &&
        coverageAt(work.state, workflow, account.id).shortfalls.length === 0
      )
        work.record({ type: 'account.awakened', accountId: account.id, workflow });
}

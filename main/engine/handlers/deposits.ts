import type { PostingId } from '../../../shared/contract/primitives';
import { assetOf } from '../../../shared/domain/assets';
import { parseAmount } from '../../../shared/domain/money';
import { fault, isRefusal, refuse } from '../../../shared/domain/refusal';
import type { Posting } from '../../../shared/domain/state';
import { requireSecondFactor } from '../auth/step-up';
import { readDeposits, type FiledDeposit } from '../../../shared/domain/deposit-file';
import type { Work } from '../../../shared/domain/work';
import { once } from '../idempotency';
import type { Handler } from '../parts';
import { presentPosting } from '../present/records';
import { referenceUsed } from '../store/queries';

/** Records every deposit of a file, or none of them: the Owner, with a second factor (§10). */
export const importDeposits: Handler<'ledger.import'> = (engine, input, from, caller) =>
  once(engine, 'ledger.import', input, from, caller, async (remember) => {
    const { member, session } = from;
    if (!member.owner) return refuse('permission_denied', 'Only the Owner records deposits.');
    const deposits = readDeposits(engine.journal.state, input.csv, ({ accountId, asset, reference }) =>
      referenceUsed(engine.store, accountId, asset, reference),
    );
    if (isRefusal(deposits)) return deposits;
    const factor = requireSecondFactor(engine, from, input.stepUp, caller.address);
    if (factor instanceof Promise) return factor;

    const work = engine.journal.begin();
    const postings = deposits.map((deposit) => postDeposit(work, deposit));
    const answer = { imported: postings.length, items: postings.map(presentPosting) };
    await engine.journal.commit(
      work,
      { id: member.id, device: session.device },
      [...factor.statements, ...remember(answer)],
      factor.notes,
    );
    return answer;
  });

function postDeposit(work: Work, deposit: FiledDeposit): Posting {
  const posting: Posting = {
    ...deposit,
    id: work.ids.next('pst') as PostingId,
    kind: 'deposit',
    at: work.now,
    requestId: null,
  };
  work.record({ type: 'ledger.posted', posting });
  return posting;
}

/** Records a deposit in the built-in ledger: the Owner, with a second factor, reference unique per account and asset (§10). */
export const recordDeposit: Handler<'ledger.deposit'> = (engine, input, from, caller) =>
  once(engine, 'ledger.deposit', input, from, caller, async (remember) => {
    const { member, session } = from;
    if (!member.owner) return refuse('permission_denied', 'Only the Owner records deposits.');
    if (!engine.journal.state.accounts.get(input.accountId))
      return refuse('not_found', 'There is no such account.');
    const asset = assetOf(input.asset);
    if (!asset) return fault('asset', 'This asset isn’t in the registry.');
    const amount = parseAmount(input.amount, asset.decimals, 'amount');
    if (isRefusal(amount)) return amount;
    if (referenceUsed(engine.store, input.accountId, input.asset, input.reference))
      return refuse('conflict', 'A deposit with this reference was recorded already.');
    const factor = requireSecondFactor(engine, from, input.stepUp, caller.address);
    if (factor instanceof Promise) return factor;

    const work = engine.journal.begin();
    const { accountId, reference } = input;
    const posting = postDeposit(work, { accountId, asset: asset.code, amount, reference });
    const answer = presentPosting(posting);
    await engine.journal.commit(
      work,
      { id: member.id, device: session.device },
      [...factor.statements, ...remember(answer)],
      factor.notes,
    );
    return answer;
  });

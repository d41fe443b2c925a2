import type { MemberId } from '../../../shared/contract/primitives';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { compiled, sql, type Statement } from '../store/statement';
import type { SqliteStore } from '../store/sqlite-store';
import type { Tables } from '../store/tables';
import type { SecretBox } from './secret-box';
import { acceptedStep } from './totp';

export const factorContext = (memberId: string): string => `factor:${memberId}`;

/** Checks authenticator codes; each is accepted once (§9). */
export class SecondFactor {
  readonly #store: SqliteStore;
  readonly #box: SecretBox;
  /** Steps used up in this run: two commands in one turn must not pass on the same code before either is written. */
  readonly #usedStep = new Map<string, number>();

  constructor(store: SqliteStore, box: SecretBox) {
    this.#store = store;
    this.#box = box;
  }

  /** Uses the code up and gives the statement that writes so; null where no factor of this member accepts it. */
  accept(memberId: MemberId, code: string, now: number): Statement | null {
    const factors = this.#store.all<Tables['factors']>(
      compiled(sql.selectFrom('factors').selectAll().where('member_id', '=', memberId)),
    );
    for (const factor of factors) {
      const secret = this.#box.open(factor.sealed_secret, factorContext(memberId));
      const lastStep = Math.max(factor.last_step, this.#usedStep.get(factor.id) ?? 0);
      const step = acceptedStep(secret, code, now, lastStep);
      if (step === null) continue;
      this.#usedStep.set(factor.id, step);
      return compiled(sql.updateTable('factors').set({ last_step: step }).where('id', '=', factor.id));
    }
    return null;
  }

  wrong(): Refusal {
    return refuse(
      'second_factor_invalid',
      'This code isn’t valid, or was used already. Wait for the next one.',
    );
  }
}

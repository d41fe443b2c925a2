import type { PasskeyAssertion } from '../../../shared/contract/passkeys';
import type { FactorId, MemberId } from '../../../shared/contract/primitives';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { compiled, sql, type Statement } from '../store/statement';
import type { SqliteStore } from '../store/sqlite-store';
import type { Tables } from '../store/tables';
import type { Passkeys } from './passkeys';
import type { SecretBox } from './secret-box';
import { acceptedStep } from './totp';

export const factorContext = (memberId: string): string => `factor:${memberId}`;

/** A seed that no app holds: strangers' codes are judged by it, so that they take as long (§9). */
const NOBODYS_SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export interface RightCode {
  readonly kind: 'totp';
  readonly factorId: FactorId;
  readonly step: number;
}

export interface RightPasskey {
  readonly kind: 'passkey';
  readonly factorId: FactorId;
  readonly challenge: string;
  readonly counter: number;
  readonly assertion: PasskeyAssertion;
}

/** A factor of this member that is right so far; whether it may count now is judged when it is used up. */
export type RightFactor = RightCode | RightPasskey;

type FactorRow = Tables['factors'];

/** Checks authenticator codes and passkeys; each code and each signature is accepted once (§9). */
export class SecondFactor {
  readonly #store: SqliteStore;
  readonly #box: SecretBox;
  readonly #passkeys: Passkeys;
  /** Used up in this run: two commands in one turn must not pass on the same code before either is written. */
  readonly #usedStep = new Map<string, number>();
  readonly #usedCounter = new Map<string, number>();

  constructor(store: SqliteStore, box: SecretBox, passkeys: Passkeys) {
    this.#store = store;
    this.#box = box;
    this.#passkeys = passkeys;
  }

  /** The factor that accepts the code now, or null. Nothing is used up. */
  checkCode(memberId: MemberId | null, code: string, now: number): RightCode | null {
    const rows = this.#rowsOf(memberId).filter(({ kind }) => kind === 'totp');
    if (rows.length === 0) acceptedStep(NOBODYS_SEED, code, now, 0);
    for (const row of rows) {
      const seed = this.#box.open(row.sealed_secret, factorContext(row.member_id));
      const step = acceptedStep(seed, code, now, this.#lastStep(row));
      if (step !== null) return { kind: 'totp', factorId: row.id as FactorId, step };
    }
    return null;
  }

  /** The member's passkey that truly signed this, or null. The challenge is for the caller to judge. */
  async checkPasskey(memberId: MemberId | null, assertion: PasskeyAssertion): Promise<RightPasskey | null> {
    const row = this.#rowsOf(memberId).find(({ credential_id }) => credential_id === assertion.id);
    const key = row ? this.#box.open(row.sealed_secret, factorContext(row.member_id)) : null;
    const signature = await this.#passkeys.verify(assertion, key);
    return row === undefined || signature === null
      ? null
      : { kind: 'passkey', factorId: row.id as FactorId, ...signature, assertion };
  }

  /** Whether it may still count: the code's step is new, the passkey's counter went on. */
  isFresh(factor: RightFactor): boolean {
    const row = this.#store.first<FactorRow>(
      compiled(sql.selectFrom('factors').selectAll().where('id', '=', factor.factorId)),
    );
    if (row === undefined) return false;
    if (factor.kind === 'totp') return factor.step > this.#lastStep(row);
    const last = Math.max(row.counter, this.#usedCounter.get(row.id) ?? 0);
    // Many passkeys count nothing and always say 0; one that counted and stands still was copied.
    return factor.counter === 0 ? last === 0 : factor.counter > last;
  }

  /** Uses it up and gives the statement that writes so. */
  use(factor: RightFactor, now: number): Statement {
    if (factor.kind === 'totp') {
      this.#usedStep.set(factor.factorId, factor.step);
      return this.#write(factor.factorId, { last_step: factor.step, last_used_at: now });
    }
    this.#usedCounter.set(factor.factorId, factor.counter);
    return this.#write(factor.factorId, { counter: factor.counter, last_used_at: now });
  }

  /** The credential ids of the member's passkeys, oldest first. */
  passkeysOf(memberId: MemberId | null): string[] {
    return this.#rowsOf(memberId).flatMap(({ credential_id }) =>
      credential_id === null ? [] : [credential_id],
    );
  }

  /** Whether any member has a passkey by this id. */
  isKnown(credentialId: string): boolean {
    return (
      this.#store.first(
        compiled(sql.selectFrom('factors').select('id').where('credential_id', '=', credentialId)),
      ) !== undefined
    );
  }

  /** When each of the member's factors was last used. */
  lastUses(memberId: MemberId): Map<string, number | null> {
    return new Map(this.#rowsOf(memberId).map(({ id, last_used_at }) => [id, last_used_at]));
  }

  wrong(kind: 'totp' | 'passkey' = 'totp'): Refusal {
    return refuse(
      'second_factor_invalid',
      kind === 'totp'
        ? 'This code isn’t valid, or was used already. Wait for the next one.'
        : 'This passkey’s signature isn’t valid here, or was used already. Try again.',
    );
  }

  #rowsOf(memberId: MemberId | null): FactorRow[] {
    return this.#store.all<FactorRow>(
      compiled(
        sql
          .selectFrom('factors')
          .selectAll()
          .where('member_id', '=', memberId ?? '')
          .orderBy('enrolled_at')
          .orderBy('id'),
      ),
    );
  }

  #lastStep(row: FactorRow): number {
    return Math.max(row.last_step, this.#usedStep.get(row.id) ?? 0);
  }

  #write(id: FactorId, change: Partial<FactorRow>): Statement {
    return compiled(sql.updateTable('factors').set(change).where('id', '=', id));
  }
}

import type { MemberId } from '../../../shared/contract/primitives';
import type { Work } from '../../../shared/domain/work';
import type { EngineParts } from '../parts';
import { compiled, sql, upsert, type Statement } from '../store/statement';
import { hashToken, newRecoveryCodes } from './tokens';

/** Ten new codes, shown once; the old ones are void (§9). */
export function makeRecoveryCodes(
  engine: EngineParts,
  work: Work,
  memberId: MemberId,
): { recoveryCodes: string[]; statements: Statement[] } {
  const recoveryCodes = newRecoveryCodes(engine.options.random);
  work.record({ type: 'member.recovery-codes-made', memberId, count: recoveryCodes.length });
  return {
    recoveryCodes,
    statements: [
      compiled(sql.deleteFrom('recovery_codes').where('member_id', '=', memberId)),
      ...recoveryCodes.map((code) =>
        upsert('recovery_codes', ['code_hash'], {
          code_hash: hashToken(code),
          member_id: memberId,
          used_at: null,
        }),
      ),
    ],
  };
}

/** The hash that a code is kept by; however it is spaced, cased or hyphenated when it is typed in. */
export function recoveryCodeHash(typed: string): string {
  const digits = typed.toLowerCase().replace(/[^0-9a-f]/g, '');
  return hashToken((digits.match(/.{1,5}/g) ?? []).join('-'));
}

/** Whose unused code this is, or null. */
export function ownerOfRecoveryCode(engine: EngineParts, codeHash: string): MemberId | null {
  const row = engine.store.first<{ member_id: string }>(
    compiled(
      sql
        .selectFrom('recovery_codes')
        .select('member_id')
        .where('code_hash', '=', codeHash)
        .where('used_at', 'is', null),
    ),
  );
  return (row?.member_id as MemberId | undefined) ?? null;
}

export function useRecoveryCode(codeHash: string, now: number): Statement {
  return compiled(sql.updateTable('recovery_codes').set({ used_at: now }).where('code_hash', '=', codeHash));
}

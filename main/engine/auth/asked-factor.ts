import type { NewPasskey } from '../../../shared/contract/passkeys';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import type { EngineParts } from '../parts';
import { barToKind, countAttempt, type EnrolmentRow } from './enrolment';
import { isTaken, provenPasskey, provenTotp, type ProvenFactor } from './new-factor';

/** One enrolment that is under way: how it is found, and what is done once its factor has proven itself. */
interface UnderWay<T> {
  readonly find: () => { readonly row: EnrolmentRow } | Refusal;
  /** Called in the turn in which it was judged, so that nothing comes in between. */
  readonly then: (row: EnrolmentRow, proven: ProvenFactor) => Promise<T | Refusal>;
}

/** Goes on with the authenticator that was shown, by its first code. A wrong code counts against guessing. */
export async function goOnByCode<T>(
  engine: EngineParts,
  code: string,
  { find, then }: UnderWay<T>,
): Promise<T | Refusal> {
  const open = find();
  if (isRefusal(open)) return open;
  const bar = barToKind(engine, 'totp');
  if (bar) return bar;
  const proven = provenTotp(engine, open.row, code);
  if (proven !== null) return await then(open.row, proven);
  await engine.store.commit([countAttempt(open.row)]);
  return refuse('second_factor_invalid', 'This code isn’t right. Wait for the next one and try again.');
}

/** Goes on with the passkey that was asked for. Any other counts against guessing. */
export async function goOnByPasskey<T>(
  engine: EngineParts,
  credential: NewPasskey,
  { find, then }: UnderWay<T>,
): Promise<T | Refusal> {
  const open = find();
  if (isRefusal(open)) return open;
  const proven = await provenPasskey(engine, open.row, credential);
  // Verifying took its time: what happened meanwhile counts.
  const still = find();
  if (isRefusal(still)) return still;
  const bar = barToKind(engine, 'passkey');
  if (bar) return bar;
  const isAsked = proven !== null && still.row.passkey_challenge === open.row.passkey_challenge;
  if (isAsked && !isTaken(engine, proven)) return await then(still.row, proven);
  await engine.store.commit([countAttempt(still.row)]);
  return refuse('second_factor_invalid', 'This isn’t the passkey that was asked for. Try again.');
}

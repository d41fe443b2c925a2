import { fault, refuse, type Refusal } from '../../../shared/domain/refusal';
import { endAccess } from '../auth/ended-access';
import { checkNewPassword } from '../auth/password-strength';
import { passwordHashOf } from '../auth/sign-in';
import { requireSecondFactor } from '../auth/step-up';
import { throttleKey } from '../auth/throttle';
import { once, type Remember } from '../idempotency';
import type { Caller, InputOf, OutputOf } from '../../backend/governance-api';
import type { EngineParts, Handler, SignedIn } from '../parts';
import { upsert } from '../store/statement';

/** Changes one's own password, known to whoever is asked for the old one; the other sessions and all devices end (§9). */
export const changePassword: Handler<'password.change'> = (engine, input, from, caller) =>
  once(engine, 'password.change', input, from, caller, (remember) =>
    change(engine, input, from, caller, remember),
  );

async function change(
  engine: EngineParts,
  input: InputOf<'password.change'>,
  from: SignedIn,
  caller: Caller,
  remember: Remember,
): Promise<OutputOf<'password.change'> | Refusal> {
  const { member, session } = from;
  const weak = checkNewPassword(input.newPassword, 'newPassword');
  if (weak) return weak;
  const key = throttleKey('password', member.id, caller.address);
  const throttled = engine.throttle.check(key, engine.journal.now());
  if (throttled) return throttled;
  const right = await engine.passwords.matches(input.currentPassword, passwordHashOf(engine, member));
  const newHash = right ? await engine.passwords.hash(input.newPassword) : '';
  const now = engine.journal.now();
  // Hashing takes its time: the session may have ended meanwhile, and tries that began together count one by one.
  if (session.ended !== null) return refuse('unauthenticated', 'Sign in first.');
  const throttledMeanwhile = engine.throttle.check(key, now);
  if (throttledMeanwhile) return throttledMeanwhile;
  const actor = { id: member.id, device: session.device };
  if (!right) {
    const payload = { memberId: member.id, address: caller.address };
    const failed = engine.throttle.failed(key, now, 'password', payload);
    await engine.journal.note(actor, failed.notes, failed.statements);
    return fault('currentPassword', 'this isn’t your password');
  }
  const passed = requireSecondFactor(engine, from, input.stepUp, caller.address);
  if (passed instanceof Promise) return passed;
  await engine.journal.note(
    actor,
    [...passed.notes, { type: 'password.changed', payload: { memberId: member.id } }],
    [
      ...passed.statements,
      engine.throttle.passed(key),
      upsert('credentials', ['member_id'], { member_id: member.id, password_hash: newHash }),
      ...endAccess(engine.sessions, member.id, now, session),
      ...remember({}),
    ],
  );
  engine.devicesEnded();
  return {};
}

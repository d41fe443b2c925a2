import { refuse } from '../../../shared/domain/refusal';
import { requireSecondFactor } from '../auth/step-up';
import { once } from '../idempotency';
import type { Handler } from '../parts';

/**
 * The Owner has the app keep the key of secrets elsewhere. Judged and written down here; the app moves it, since the engine
 * never knows where its key came from. Not without a second factor: under a passphrase that nobody else knows, nobody would
 * ever sign in again, and in a file anybody who copies the folder has everyone's authenticators.
 */
export const moveSecretKey: Handler<'secretKey.move'> = (engine, input, from, caller) =>
  once(engine, 'secretKey.move', input, from, caller, async (remember) => {
    const { member, session } = from;
    if (!member.owner) return refuse('permission_denied', 'Where the key is kept is for the Owner to say.');
    if (engine.options.movesSecretKey !== true)
      return refuse('conflict', 'Whoever runs this server says where its key is kept.');
    const factor = requireSecondFactor(engine, from, input.stepUp, caller.address);
    if (factor instanceof Promise) return factor;
    await engine.journal.note(
      { id: member.id, device: session.device },
      [...factor.notes, { type: 'secret-key.moved', payload: { protection: input.protection } }],
      [...factor.statements, ...remember({})],
    );
    return {};
  });

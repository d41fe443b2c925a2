import { createHmac } from 'node:crypto';
import type { OperationName } from '../../shared/contract/operations';
import { canonicalJson, sha256Hex } from '../../shared/domain/requests/view';
import { refuse, type Refusal } from '../../shared/domain/refusal';
import type { Caller } from '../backend/governance-api';
import type { EngineParts, SignedIn } from './parts';
import { compiled, sql, upsert, type Statement } from './store/statement';

const KEPT_MS = 24 * 3_600_000;

/** Makes the statement that remembers an answer; it must be written with the command itself. */
export type Remember = (answer: object) => Statement[];

/**
 * Runs a write once per key (§6): scope is actor and operation, for 24 hours. The same key and body answers what it
 * answered first, less once-only secrets; another body is `idempotency_mismatch`; one still under way is `conflict`.
 */
export async function once<T extends object>(
  engine: EngineParts,
  name: OperationName,
  input: object,
  { member }: SignedIn,
  caller: Caller,
  run: (remember: Remember) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  if (caller.idempotencyKey === undefined) return run(() => []);
  const key = sha256Hex(`${member.id}|${name}|${caller.idempotencyKey}`);
  const { stepUp: _leftOut, ...body } = input as { stepUp?: unknown };
  const bodyHash = keyedHash(engine, canonicalJson(JSON.parse(JSON.stringify(body))));
  if (engine.inFlight.has(key)) return refuse('conflict', 'The same command is under way.');
  engine.inFlight.add(key);
  try {
    const now = engine.journal.now();
    const known = engine.store.first<{ body_hash: string; answer: string; at: number }>(
      compiled(sql.selectFrom('idempotency').select(['body_hash', 'answer', 'at']).where('key', '=', key)),
    );
    if (known && known.at + KEPT_MS > now) {
      if (known.body_hash !== bodyHash)
        return refuse('idempotency_mismatch', 'This key was used for another command.');
      return JSON.parse(known.answer) as T;
    }
    return await run((answer) => [
      upsert('idempotency', ['key'], {
        key,
        body_hash: bodyHash,
        answer: JSON.stringify(withoutSecrets(answer)),
        at: now,
      }),
    ]);
  } finally {
    engine.inFlight.delete(key);
  }
}

/** A body may hold a password: what is kept of it must not let anybody guess it who has the database alone. */
function keyedHash({ options }: EngineParts, body: string): string {
  return createHmac('sha256', options.secretKey).update(body).digest('hex');
}

const ONCE_ONLY = new Set(['invitationCode', 'notifyToken', 'recoveryCodes']);

function withoutSecrets(answer: object): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) =>
    ONCE_ONLY.has(key) ? undefined : value,
  );
}

import type { z } from 'zod';
import {
  keyCallInputs,
  type KeyAnswer,
  type KeyCallInput,
  type KeyCallName,
  type SignedCall,
} from '../../../shared/contract/key-calls';
import { faultsOf, problem } from '../../../shared/contract/problem';
import { isRefusal, refuse } from '../../../shared/domain/refusal';
import type { KeyHolder } from '../../../shared/domain/service-users';
import { KeyAuthentication } from '../auth/key-authentication';
import type { EngineParts } from '../parts';
import type { KeyHandler } from './parts';
import { keyAddresses, keyAssets, keyBalances } from './reading';
import { cancelWithdrawal, listWithdrawals } from './withdrawals';
import { checkWithdrawal, withdraw } from './withdrawing';

const HANDLERS: { readonly [N in KeyCallName]: KeyHandler<N> } = {
  assets: keyAssets,
  balances: keyBalances,
  addresses: keyAddresses,
  'withdrawal.check': checkWithdrawal,
  'withdrawal.create': withdraw,
  'withdrawals.list': listWithdrawals,
  'withdrawal.cancel': cancelWithdrawal,
};

/** Answers calls signed with API keys: key → signature → address → nonce, which is used up → rate → schema → handler. */
export class KeyCalls {
  readonly #engine: EngineParts;
  readonly #authentication: KeyAuthentication;
  readonly #expireDue: () => Promise<void>;

  constructor(engine: EngineParts, expireDue: () => Promise<void>) {
    this.#engine = engine;
    this.#authentication = new KeyAuthentication(engine);
    this.#expireDue = expireDue;
  }

  async answer<N extends KeyCallName>(name: N, input: unknown, call: SignedCall): Promise<KeyAnswer<N>> {
    if (this.#engine.keeping.restoreIsPrepared)
      return { ok: false, problem: problem('unavailable', 'A backup is being restored.') };
    await this.#expireDue();
    const holder = await this.#authentication.authenticate(call);
    if (typeof holder === 'string') return { ok: false, fault: holder };
    const heldUp = call.holdUp(holder.key.id);
    if (heldUp) return { ok: false, problem: heldUp };
    const answer = await this.#judge(name, input, holder, call.address);
    return isRefusal(answer)
      ? { ok: false, problem: problem(answer.code, answer.detail, answer.extras) }
      : { ok: true, value: answer };
  }

  async #judge<N extends KeyCallName>(name: N, input: unknown, holder: KeyHolder, address: string) {
    const schema: z.ZodType = keyCallInputs[name];
    const parsed = schema.safeParse(input);
    if (!parsed.success)
      return refuse('validation_failed', 'Check the input', { errors: faultsOf(parsed.error) });
    const handler: KeyHandler<N> = HANDLERS[name];
    return handler(this.#engine, parsed.data as KeyCallInput<N>, { ...holder, address });
  }
}

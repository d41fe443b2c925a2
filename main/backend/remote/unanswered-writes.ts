import type { OperationName } from '../../../shared/contract/operations';

const MOST = 100;

/**
 * The idempotency keys of writes whose answer never came. The same command again gets the same key, so that the server
 * answers what it answered first instead of doing it twice (§6). While the first is still under way a second is a command
 * of its own: it is the server that says what two of them lead to, as the engine on this computer does.
 */
export class UnansweredWrites {
  readonly #lost = new Map<string, string>();

  constructor(private readonly newKey: () => string) {}

  /** The key to send a command with. `lost` is told where no answer came. */
  keyFor(token: string, name: OperationName, input: unknown): string {
    const command = commandOf(token, name, input);
    const key = this.#lost.get(command) ?? this.newKey();
    this.#lost.delete(command);
    return key;
  }

  /** It may have been done or not: the next one like it is the same command. */
  lost(token: string, name: OperationName, input: unknown, key: string): void {
    this.#lost.set(commandOf(token, name, input), key);
    const [oldest] = this.#lost.keys();
    if (this.#lost.size > MOST && oldest !== undefined) this.#lost.delete(oldest);
  }
}

/** A second try comes with another code of the authenticator, and is the same command. */
function commandOf(token: string, name: OperationName, input: unknown): string {
  const { stepUp: _leftOut, ...body } = input as { stepUp?: unknown };
  return `${token} ${name} ${JSON.stringify(body)}`;
}

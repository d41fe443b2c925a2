import type { OperationName } from '../../../shared/contract/operations';

/** So many answers are kept; the oldest goes first. */
const MOST = 300;

/**
 * What the server answered last, for as long as nothing was heard that may have changed it: shown while the server
 * can't be reached, so that people can read on. In memory only, and of one session only.
 */
export class LastKnown {
  readonly #answers = new Map<string, { name: OperationName; id: string | null; value: unknown }>();
  #token: string | null = null;

  remember(token: string, name: OperationName, input: unknown, value: unknown): void {
    if (this.#token !== token) this.forget();
    this.#token = token;
    const key = keyOf(name, input);
    this.#answers.delete(key);
    this.#answers.set(key, { name, id: idIn(input), value });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST && oldest !== undefined) this.#answers.delete(oldest);
  }

  recall(token: string, name: OperationName, input: unknown): { value: unknown } | null {
    if (this.#token !== token) return null;
    return this.#answers.get(keyOf(name, input)) ?? null;
  }

  /** One request changed: its own answer and every list of requests may be another now. */
  requestChanged(requestId: string): void {
    for (const [key, { name, id }] of this.#answers)
      if (name.startsWith('requests.') && (id === null || id === requestId)) this.#answers.delete(key);
  }

  forget(): void {
    this.#token = null;
    this.#answers.clear();
  }
}

function keyOf(name: OperationName, input: unknown): string {
  return `${name} ${JSON.stringify(input)}`;
}

function idIn(input: unknown): string | null {
  return typeof input === 'object' && input !== null && 'id' in input && typeof input.id === 'string'
    ? input.id
    : null;
}

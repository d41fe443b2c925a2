import type { KeyAnswer, KeyCallName, KeyedApi, SignedCall } from '../../shared/contract/key-calls';
import type { OperationName } from '../../shared/contract/operations';
import { problem, type Problem, type Result } from '../../shared/contract/problem';
import type { Caller, EventCursor, OutputOf, ServableApi } from '../backend/governance-api';
import type { OpenedEngine } from '../engine';

export interface ReopeningParts {
  /** Opens the engine on the server's database, finishing a restore that was prepared. */
  open(onRestorePrepared: () => void): Promise<OpenedEngine>;
  /** Called before the engine is closed for it: whoever listens has to come again. */
  onRestoring(): void;
  /** The database can't be opened again: there is nothing to serve any more. */
  onGone(error: unknown): void;
}

/** The engine of a server. A restore is finished by opening the database anew, which happens here, by itself. */
export class ReopeningEngine implements ServableApi, KeyedApi {
  #engine: OpenedEngine | null = null;
  /** The last opening or closing that was begun; they never overlap. */
  #turn: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(private readonly parts: ReopeningParts) {}

  static async open(parts: ReopeningParts): Promise<ReopeningEngine> {
    const reopening = new ReopeningEngine(parts);
    await reopening.#open();
    return reopening;
  }

  async #open(): Promise<void> {
    this.#engine = await this.parts.open(() => this.#again());
  }

  #again(): void {
    this.parts.onRestoring();
    this.#turn = this.#turn
      .then(async () => {
        const engine = this.#engine;
        this.#engine = null;
        await engine?.close();
        if (!this.#isClosed) await this.#open();
      })
      .catch((error: unknown) => this.parts.onGone(error));
  }

  async call<N extends OperationName>(name: N, input: unknown, caller: Caller): Promise<Result<OutputOf<N>>> {
    return (await this.#engine?.call(name, input, caller)) ?? absent();
  }

  async callWithKey<N extends KeyCallName>(
    name: N,
    input: unknown,
    signed: SignedCall,
  ): Promise<KeyAnswer<N>> {
    return (await this.#engine?.callWithKey(name, input, signed)) ?? absent();
  }

  subscribe(...args: Parameters<ServableApi['subscribe']>): () => void {
    return this.#engine?.subscribe(...args) ?? (() => undefined);
  }

  openEvents(...args: Parameters<ServableApi['openEvents']>): Result<EventCursor> {
    return this.#engine?.openEvents(...args) ?? absent();
  }

  async subscribeNotify(...args: Parameters<ServableApi['subscribeNotify']>): Promise<Result<() => void>> {
    return (await this.#engine?.subscribeNotify(...args)) ?? absent();
  }

  async pulse(): Promise<void> {
    await this.#engine?.pulse();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#turn;
    await this.#engine?.close();
    this.#engine = null;
  }
}

function absent(): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: problem('unavailable', 'A backup is being restored. Sign in again in a moment.'),
  };
}

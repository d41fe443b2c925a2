// One server on a real socket for all sequences of a test; behind it, one engine after the other.
import type { Caller, GovernanceApi, ServableApi } from '../../main/backend/governance-api';
import { requestOf } from '../../main/backend/remote/request-of';
import type { OperationName, OutputOf } from '../../shared/contract/operations';
import type { Problem, Result } from '../../shared/contract/problem';
import { serving, type Serving } from '../server/serving';

export class HttpDoor {
  #behind: ServableApi | null = null;
  #server: Serving | null = null;

  /** Puts an engine behind the door; what is asked of the answer travels to it over HTTP. */
  async to(engine: ServableApi): Promise<GovernanceApi> {
    this.#behind = engine;
    this.#server ??= await serving(this.#relay());
    const server = this.#server;
    return {
      call: (name, input, caller) => ask(server, name, input, caller),
      subscribe: (token, listener) => engine.subscribe(token, listener),
      close: () => engine.close(),
    };
  }

  /** Ends the server; throws with what it logged, each of it a bug. */
  async close(): Promise<void> {
    await this.#server?.close();
    if (this.#server !== null && this.#server.logged.length > 0)
      throw new Error(`the server logged ${JSON.stringify(this.#server.logged)}`);
  }

  #relay(): ServableApi {
    const engine = (): ServableApi => {
      if (this.#behind === null) throw new Error('nothing stands behind the door');
      return this.#behind;
    };
    return {
      call: (name, input, caller) => engine().call(name, input, caller),
      subscribe: (token, listener) => engine().subscribe(token, listener),
      openEvents: (token, lastEventId, wake) => engine().openEvents(token, lastEventId, wake),
      subscribeNotify: (notifyToken, listener) => engine().subscribeNotify(notifyToken, listener),
      pulse: () => engine().pulse(),
      close: () => engine().close(),
    };
  }
}

async function ask<N extends OperationName>(
  server: Serving,
  name: N,
  input: unknown,
  { token }: Caller,
): Promise<Result<OutputOf<N>>> {
  const asked = requestOf(name, input);
  if (!asked.ok) return asked;
  const { method, path, body } = asked.value;
  const { status, json } = await server.send(method, path, {
    ...(token === null ? {} : { token }),
    ...(body === null ? {} : { raw: body, headers: { 'content-type': 'application/json' } }),
  });
  return status < 300
    ? { ok: true, value: json as OutputOf<N> }
    : { ok: false, problem: json as unknown as Problem };
}

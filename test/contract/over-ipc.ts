import type { GovernanceApi } from '../../main/backend/governance-api';
import { dispatch } from '../../main/ipc/dispatch';
import { relayOperation } from '../../main/ipc/operations';
import { operations, type OperationName } from '../../shared/contract/operations';
import { throughDoor } from '../engine/organization-under-test';

/**
 * A backend as the page reaches it: every call that the page may make goes through the dispatcher and its schemas. What
 * main alone may ask, since a secret is in it, main asks the engine itself.
 */
export function throughDispatcher(engine: GovernanceApi): GovernanceApi {
  const mainOnly = (name: OperationName): boolean =>
    Object.hasOwn(operations, name) && operations[name].mainOnly === true;
  return {
    subscribe: (token, listener) => engine.subscribe(token, listener),
    close: () => engine.close(),
    call: async (name, input, caller) => {
      if (mainOnly(name)) return engine.call(name, input, caller);
      const answer = await dispatch(
        {
          isSignedIn: () => caller.token !== null,
          touch: () => undefined,
          handle: (called, passed) =>
            relayOperation(
              {
                engine: () => engine,
                token: () => caller.token,
                callerFor: () => caller,
                observe: () => undefined,
              },
              called as OperationName,
              passed,
            ),
          logBug: (called, error) => {
            throw new Error(`${called}: ${String(error)}`);
          },
        },
        name,
        input,
      );
      return answer as Awaited<ReturnType<typeof engine.call<typeof name>>>;
    },
  };
}

/** Has every organization of the suites in this file be reached as the page reaches it. */
export function overIpc(): void {
  throughDoor(async (engine) => throughDispatcher(engine));
}

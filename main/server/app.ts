import { Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { OPERATION_NAMES, operations, type OperationSpec } from '../../shared/contract/operations';
import { openApiDocument } from '../../shared/contract/openapi';
import { problem } from '../../shared/contract/problem';
import type { GovernanceApi } from '../backend/governance-api';
import { doorFault, jsonAnswer, problemAnswer, toResponse, type Answer } from './answers';
import { hostCheck } from './host-names';
import { answerOperation, type DoorContext } from './operation-handler';

/** A route beside the table: what describes the server itself, or tests it. */
export interface ExtraRoute {
  method: OperationSpec['method'];
  path: string;
  answer: (context: DoorContext) => Answer | Promise<Answer>;
}

export interface AppOptions {
  api: GovernanceApi;
  /** The host the server was bound to: with loopback's names the only ones that a Host header may carry. */
  boundTo: string;
  log: (message: string, detail?: unknown) => void;
  extraRoutes?: readonly ExtraRoute[];
}

/** The HTTP door: a route for each operation of the table, and a problem for everything else. */
export function createApp({
  api,
  boundTo,
  log,
  extraRoutes = [],
}: AppOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const isOurHost = hostCheck(boundTo);
  const openApi = jsonAnswer(200, openApiDocument());

  app.use(async (context, next) => {
    if (isOurHost(context.req.header('host'))) return next();
    return toResponse(problemAnswer(doorFault('Host', 'This server doesn’t answer to that name')));
  });

  const describesItself: ExtraRoute = { method: 'GET', path: '/v1/openapi.json', answer: () => openApi };
  const routes = [
    describesItself,
    ...extraRoutes,
    ...OPERATION_NAMES.map((name) => ({
      method: operations[name].method,
      path: operations[name].path.replace(/\{(\w+)\}/g, ':$1'),
      answer: (context: DoorContext) => answerOperation(api, name, context),
    })),
  ].sort((one, other) => parametersIn(one.path) - parametersIn(other.path)); // /requests/counts before /requests/:id

  for (const { method, path, answer } of routes) {
    app.on(method, path, async (context) => toResponse(await answer(context)));
  }
  const methodsOf = new Map<string, string[]>();
  for (const { method, path } of routes) methodsOf.set(path, [...(methodsOf.get(path) ?? []), method]);
  for (const [path, methods] of methodsOf) {
    const Allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
    const refusal = problem('method_not_allowed', `This takes ${Allow}`);
    app.all(path, () => toResponse(problemAnswer(refusal, { Allow })));
  }

  app.notFound(() => toResponse(problemAnswer(problem('not_found', 'There is nothing at this path'))));
  app.onError((error) => {
    log('The HTTP door failed', error);
    return toResponse(problemAnswer(problem('internal', 'Something went wrong; it was written to the log')));
  });
  return app;
}

function parametersIn(path: string): number {
  return path.split(':').length - 1;
}

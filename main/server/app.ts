import { Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { OPERATION_NAMES, operations, type OperationSpec } from '../../shared/contract/operations';
import { openApiDocument } from '../../shared/contract/openapi';
import { problem, type Problem, type ProblemCode } from '../../shared/contract/problem';
import type { GovernanceApi } from '../backend/governance-api';
import { doorFault, jsonAnswer, problemAnswer, toResponse, type Answer } from './answers';
import { clientAddress } from './client-address';
import type { EventStreams } from './event-streams';
import { answerEvents } from './events-route';
import { hostCheck } from './host-names';
import { isKrakenPath, type KrakenDoor } from './kraken/kraken-door';
import { answerOperation, type DoorContext } from './operation-handler';
import type { RateLimits } from './rate-limits';

/** A route beside the table: what describes the server itself, or tests it. */
export interface ExtraRoute {
  method: OperationSpec['method'];
  path: string;
  answer: (context: DoorContext) => Answer | Response | Promise<Answer | Response>;
}

export interface AppOptions {
  api: GovernanceApi;
  streams: EventStreams;
  rateLimits: RateLimits;
  /** The host the server was bound to: with loopback's names and `publicHosts` all that a Host header may carry. */
  boundTo: string;
  publicHosts?: readonly string[];
  log: (message: string, detail?: unknown) => void;
  extraRoutes?: readonly ExtraRoute[];
  /** What bots find under `/0`; null for a server that takes none. */
  kraken?: KrakenDoor | null;
}

/** Answers that come before anything is hashed or guessed. */
const NOTHING_CHECKED: ReadonlySet<ProblemCode | undefined> = new Set<ProblemCode>([
  'validation_failed',
  'second_factor_required',
]);

/** The HTTP door: a route for each operation of the table, and a problem for everything else. */
export function createApp({
  api,
  streams,
  rateLimits,
  boundTo,
  publicHosts = [],
  log,
  extraRoutes = [],
  kraken = null,
}: AppOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const isOurHost = hostCheck(boundTo, publicHosts);
  const openApi = jsonAnswer(200, openApiDocument());

  app.use(async (context, next) => {
    const bots = kraken !== null && isKrakenPath(context.req.path) ? kraken : null;
    const refuse = (fault: Problem): Response =>
      toResponse(bots === null ? problemAnswer(fault) : bots.refusal(fault));
    const tooMany = rateLimits.request(clientAddress(context.env.incoming.socket));
    if (tooMany !== null) return refuse(tooMany);
    if (!isOurHost(context.req.header('host')))
      return refuse(doorFault('Host', 'This server doesn’t answer to that name'));
    return bots === null ? next() : toResponse(await bots.answer(context));
  });

  /** Before anybody is signed in, each call may cost a hashed password: such calls are counted by themselves. */
  const beforeSignIn = async (
    context: DoorContext,
    answer: (context: DoorContext) => Promise<Answer | Response>,
  ): Promise<Answer | Response> => {
    const address = clientAddress(context.env.incoming.socket);
    const tooMany = rateLimits.signIn(address);
    if (tooMany !== null) return problemAnswer(tooMany);
    const answered = await answer(context);
    if ('code' in answered && NOTHING_CHECKED.has(answered.code)) rateLimits.giveBackSignIn(address);
    return answered;
  };

  const describesItself: ExtraRoute = { method: 'GET', path: '/v1/openapi.json', answer: () => openApi };
  const tellsWhatHappens: ExtraRoute = {
    method: 'GET',
    path: '/v1/events',
    answer: (context) => answerEvents(streams, context),
  };
  const routes = [
    describesItself,
    tellsWhatHappens,
    ...extraRoutes,
    ...OPERATION_NAMES.map((name): ExtraRoute => {
      const { method, path, access } = operations[name];
      const answer = (context: DoorContext) => answerOperation(api, name, context);
      return {
        method,
        path: path.replace(/\{(\w+)\}/g, ':$1'),
        answer: access === 'public' && method !== 'GET' ? (context) => beforeSignIn(context, answer) : answer,
      };
    }),
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

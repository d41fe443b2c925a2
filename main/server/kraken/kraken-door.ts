import type { KeyedApi } from '../../../shared/contract/key-calls';
import type { Problem } from '../../../shared/contract/problem';
import type { Answer } from '../answers';
import { clientAddress } from '../client-address';
import type { DoorContext } from '../operation-handler';
import type { RateLimits } from '../rate-limits';
import { readBody } from '../request-input';
import { ERRORS, errorOfFault, errorOfProblem, isKrakenError, krakenAnswer, krakenError } from './answers';
import { balance, balanceEx } from './balances';
import { nonceIn } from './nonce';
import { fromPairs, parametersIn } from './parameters';
import type { PrivateEndpoint } from './private-endpoint';
import { PUBLIC_ENDPOINTS, type PublicEndpoint, type PublicSurroundings } from './public-endpoints';
import { messageToSign, signatureIn } from './signature';
import { withdrawCancel, withdrawStatus } from './withdraw-status';
import { withdrawInfo, withdraw } from './withdrawing';
import { withdrawAddresses, withdrawMethods } from './withdrawal-methods';

const PRIVATE_ENDPOINTS: Readonly<Record<string, PrivateEndpoint>> = {
  Balance: balance,
  BalanceEx: balanceEx,
  WithdrawMethods: withdrawMethods,
  WithdrawAddresses: withdrawAddresses,
  WithdrawInfo: withdrawInfo,
  Withdraw: withdraw,
  WithdrawStatus: withdrawStatus,
  WithdrawCancel: withdrawCancel,
};

export interface KrakenDoorOptions extends PublicSurroundings {
  api: KeyedApi;
  rateLimits: RateLimits;
  log: (message: string, detail?: unknown) => void;
}

/** Whether a path is this door's: everything under Kraken's version number. */
export function isKrakenPath(path: string): boolean {
  return path === '/0' || path.startsWith('/0/');
}

/** Speaks Kraken's Spot REST to bots, as far as api.md says; everything is the engine's to judge. */
export class KrakenDoor {
  readonly #options: KrakenDoorOptions;

  constructor(options: KrakenDoorOptions) {
    this.#options = options;
  }

  /** Answers any request under `/0`, whatever it is; never throws. */
  async answer(context: DoorContext): Promise<Answer> {
    try {
      return krakenAnswer(await this.#result(context));
    } catch (error) {
      this.#options.log('The Kraken-compatible door failed', error);
      return krakenAnswer(krakenError(ERRORS.internal));
    }
  }

  /** Kraken's words for what the server itself refuses. */
  refusal(fault: Problem): Answer {
    return krakenAnswer(errorOfProblem(fault));
  }

  async #result(context: DoorContext): Promise<unknown> {
    const { pathname, search } = new URL(context.req.url);
    const [, kind, name = ''] = /^\/0\/(public|private)\/(\w+)$/.exec(pathname) ?? [];
    const told = Object.hasOwn(PUBLIC_ENDPOINTS, name) ? PUBLIC_ENDPOINTS[name] : undefined;
    if (kind === 'public' && told !== undefined) return this.#public(told, context, search);
    const asked = Object.hasOwn(PRIVATE_ENDPOINTS, name) ? PRIVATE_ENDPOINTS[name] : undefined;
    return kind === 'private' && asked !== undefined
      ? this.#private(pathname, asked, context, search)
      : krakenError(ERRORS.unknownMethod);
  }

  async #public(told: PublicEndpoint, context: DoorContext, query: string): Promise<unknown> {
    const { method } = context.req;
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') return krakenError(ERRORS.unknownMethod);
    let given = fromPairs(new URLSearchParams(query));
    if (method === 'POST' && query === '') {
      const body = await readBody(context.req.raw);
      if (!('text' in body)) return krakenError(ERRORS.invalidArguments);
      given = parametersIn(body.text, context.req.header('content-type'));
    }
    return given.isSound ? told(given.parameters, this.#options) : krakenError(ERRORS.invalidArguments);
  }

  async #private(
    path: string,
    asked: PrivateEndpoint,
    context: DoorContext,
    query: string,
  ): Promise<unknown> {
    const apiKey = context.req.header('api-key');
    if (context.req.method !== 'POST' || apiKey === undefined) return krakenError(ERRORS.invalidKey);
    const body = await readBody(context.req.raw);
    // What stands in a query isn't signed.
    if (!('text' in body) || query !== '') return krakenError(ERRORS.invalidArguments);
    const { parameters, isSound } = parametersIn(body.text, context.req.header('content-type'));
    const nonce = parameters.get('nonce') ?? '';
    const input = isSound ? asked.input(parameters) : krakenError(ERRORS.invalidArguments);
    // The signature comes before the parameters, wrong ones too; no call takes an input of nothing.
    const answer = await this.#options.api.callWithKey(asked.call, isKrakenError(input) ? undefined : input, {
      apiKey,
      message: messageToSign(path, nonce, body.text),
      signature: signatureIn(context.req.header('api-sign')),
      nonce: nonceIn(nonce),
      address: clientAddress(context.env.incoming.socket),
      holdUp: (keyId) => this.#options.rateLimits.key(keyId),
    });
    if (answer.ok) return asked.result(answer.value, parameters);
    if ('fault' in answer) return errorOfFault(answer.fault);
    return isKrakenError(input) && answer.problem.code === 'validation_failed'
      ? input
      : refused(answer.problem, asked);
  }
}

function refused(fault: Problem, { errors, fieldErrors = {}, resultOf = {} }: PrivateEndpoint): unknown {
  if (Object.hasOwn(resultOf, fault.code)) return resultOf[fault.code];
  const field = fault.errors?.find(({ path }) => Object.hasOwn(fieldErrors, path))?.path;
  const own = field === undefined ? undefined : fieldErrors[field];
  return own === undefined ? errorOfProblem(fault, errors) : krakenError(own);
}

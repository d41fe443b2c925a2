import type { KeyCallName, KeyCallOutputs } from '../../../shared/contract/key-calls';
import type { ProblemCode } from '../../../shared/contract/problem';
import type { KrakenError } from './answers';
import type { Parameters } from './parameters';

/** How one of Kraken's private endpoints is asked of the engine, and how its answer looks to a bot. */
export interface PrivateEndpoint<N extends KeyCallName = KeyCallName> {
  readonly call: N;
  /** The call's input, for the engine to judge; or what is wrong with the parameters in Kraken's own terms. */
  input(parameters: Parameters): object | KrakenError;
  result(value: KeyCallOutputs[N], parameters: Parameters): unknown;
  /** What an engine's refusal means here, where that isn’t what it means everywhere. */
  readonly errors?: Partial<Readonly<Record<ProblemCode, string>>>;
  /** The same for a fault in one field of the input. */
  readonly fieldErrors?: Readonly<Record<string, string>>;
  /** Refusals that are an answer here. */
  readonly resultOf?: Partial<Readonly<Record<ProblemCode, unknown>>>;
}

/** The type of a table's entry is that of its call. */
export function endpoint<N extends KeyCallName>(made: PrivateEndpoint<N>): PrivateEndpoint {
  return made;
}

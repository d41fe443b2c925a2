import type { KeyFault } from '../../../shared/contract/key-calls';
import type { Problem, ProblemCode } from '../../../shared/contract/problem';
import { jsonAnswer, type Answer } from '../answers';

/** An expected failure in Kraken's words; a value, never thrown. */
export interface KrakenError {
  readonly krakenError: string;
}

export const ERRORS = {
  invalidKey: 'EAPI:Invalid key',
  invalidSignature: 'EAPI:Invalid signature',
  invalidNonce: 'EAPI:Invalid nonce',
  rateLimit: 'EAPI:Rate limit exceeded',
  permissionDenied: 'EGeneral:Permission denied',
  invalidArguments: 'EGeneral:Invalid arguments',
  unknownMethod: 'EGeneral:Unknown method',
  internal: 'EGeneral:Internal error',
  unavailable: 'EService:Unavailable',
  unknownAsset: 'EQuery:Unknown asset',
  unknownPair: 'EQuery:Unknown asset pair',
  unknownFundingAsset: 'EFunding:Unknown asset',
  unknownWithdrawKey: 'EFunding:Unknown withdraw key',
  invalidWithdrawalAddress: 'EFunding:Invalid withdrawal address',
  unknownReference: 'EFunding:Unknown reference id',
  insufficientFunds: 'EFunding:Insufficient funds',
} as const;

export const krakenError = (krakenError: string): KrakenError => ({ krakenError });

export function isKrakenError(value: unknown): value is KrakenError {
  return typeof value === 'object' && value !== null && 'krakenError' in value;
}

/** Kraken answers 200 whatever it says; what went wrong stands in the body. */
export function krakenAnswer(result: unknown): Answer {
  return isKrakenError(result)
    ? jsonAnswer(200, { error: [result.krakenError] })
    : jsonAnswer(200, { error: [], result });
}

const BY_FAULT: Readonly<Record<KeyFault, string>> = {
  key: ERRORS.invalidKey,
  signature: ERRORS.invalidSignature,
  nonce: ERRORS.invalidNonce,
  address: ERRORS.permissionDenied,
};

export function errorOfFault(fault: KeyFault): KrakenError {
  return krakenError(BY_FAULT[fault]);
}

const BY_CODE: Partial<Readonly<Record<ProblemCode, string>>> = {
  validation_failed: ERRORS.invalidArguments,
  permission_denied: ERRORS.permissionDenied,
  // Nothing may be started on the account yet: too few people could approve it.
  coverage_insufficient: ERRORS.permissionDenied,
  insufficient_balance: ERRORS.insufficientFunds,
  // Kraken knows no destination that is there and can’t be used: to the bot it isn’t there yet, or any more.
  address_not_usable: ERRORS.unknownWithdrawKey,
  rate_limited: ERRORS.rateLimit,
  unavailable: ERRORS.unavailable,
};

/** A problem of the contract in Kraken's words; `own` says what a code means where it was asked. */
export function errorOfProblem(
  { code }: Problem,
  own: Partial<Readonly<Record<ProblemCode, string>>> = {},
): KrakenError {
  return krakenError(own[code] ?? BY_CODE[code] ?? ERRORS.internal);
}

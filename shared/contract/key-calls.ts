import { z } from 'zod';
import type { AddressView, AssetView, BalanceView } from './money';
import { assetCode } from './money';
import { amount, empty, plainText, requestId, type KeyId, type RequestId } from './primitives';
import type { Problem } from './problem';
import type { RequestStatus } from './requests';

const withdrawal = z.strictObject({
  asset: assetCode,
  amount,
  /** Of the address on the whitelist of the key's account. */
  label: plainText,
  /** What the caller takes to be behind that label: refused where it is something else. */
  destination: z.string().min(1).max(120).optional(),
});
const moment = z.int().min(0);

/** What may be asked with an API key, and what each takes. A key acts on one account (api.md). */
export const keyCallInputs = {
  /** What can be sent, and over which networks. */
  assets: z.strictObject({ asset: assetCode.optional() }),
  balances: empty,
  addresses: z.strictObject({ asset: assetCode.optional() }),
  'withdrawal.check': withdrawal,
  'withdrawal.create': withdrawal,
  /** Newest first; `from` and `to` are epoch milliseconds of the creation, both included. */
  'withdrawals.list': z.strictObject({
    asset: assetCode.optional(),
    from: moment.optional(),
    to: moment.optional(),
    cursor: z.string().max(400).optional(),
    limit: z.int().min(1).max(500).optional(),
  }),
  /** With an asset named, a withdrawal of another one isn't found. */
  'withdrawal.cancel': z.strictObject({ id: requestId, asset: assetCode.optional() }),
} as const;

export type KeyCallName = keyof typeof keyCallInputs;
export type KeyCallInput<N extends KeyCallName> = z.output<(typeof keyCallInputs)[N]>;

/** A withdrawal that a key started. */
export interface KeyWithdrawal {
  readonly id: RequestId;
  readonly asset: string;
  readonly amount: string;
  readonly destination: Pick<AddressView, 'label' | 'address' | 'network'>;
  readonly status: RequestStatus;
  /** RFC 3339. */
  readonly createdAt: string;
}

export interface KeyCallOutputs {
  assets: readonly AssetView[];
  balances: readonly BalanceView[];
  addresses: readonly AddressView[];
  /** What would be sent where, and how much could be. */
  'withdrawal.check': { amount: string; available: string; destination: AddressView };
  'withdrawal.create': { id: RequestId };
  'withdrawals.list': { items: readonly KeyWithdrawal[]; nextCursor: string | null };
  'withdrawal.cancel': { id: RequestId };
}

/**
 * What was wrong with the signature's part of a call: no key that works by that name, another signature, a nonce that
 * isn't higher than all before, an address that the key may not be used from.
 */
export type KeyFault = 'key' | 'signature' | 'nonce' | 'address';

/** A call signed with an API key, as a door made it out. */
export interface SignedCall {
  /** The key's name, which is sent in the open. */
  readonly apiKey: string;
  /** What was signed, by HMAC-SHA512: the door binds the call's nonce, place and content into it. */
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** Null where it was no number that could be one. */
  readonly nonce: bigint | null;
  /** Network address of the caller. */
  readonly address: string;
  /** Asked once it is known who calls, before anything is done: what keeps the key from calling now, or null. */
  holdUp(keyId: KeyId): Problem | null;
}

export type KeyAnswer<N extends KeyCallName> =
  | { readonly ok: true; readonly value: KeyCallOutputs[N] }
  | { readonly ok: false; readonly fault: KeyFault }
  | { readonly ok: false; readonly problem: Problem };

/** A backend that takes calls signed with API keys. */
export interface KeyedApi {
  callWithKey<N extends KeyCallName>(name: N, input: unknown, signed: SignedCall): Promise<KeyAnswer<N>>;
}

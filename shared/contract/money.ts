import { z } from 'zod';
import { accountId, addressId, amount, memberId, postingId, requestId, timestamp } from './primitives';
import { workflow } from './organization';

export const NETWORKS = ['bitcoin', 'litecoin', 'ethereum', 'bank'] as const;
export const network = z.enum(NETWORKS);
export type Network = z.output<typeof network>;

export const assetCode = z.string().regex(/^[A-Z0-9]{2,12}$/, 'expected an asset code such as BTC');

export const assetSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['crypto', 'fiat']),
  decimals: z.int(),
  networks: z.array(network),
});
export type AssetView = z.output<typeof assetSchema>;

export const balanceSchema = z.strictObject({
  asset: z.string(),
  total: amount,
  available: amount,
  held: amount,
});
export type BalanceView = z.output<typeof balanceSchema>;

/** `balances` is absent where the reader knows the account by name only (§12). */
export const accountSchema = z.strictObject({
  id: accountId,
  name: z.string(),
  createdAt: timestamp,
  balances: z.array(balanceSchema).optional(),
  /** The workflows in which nothing can be started here yet, since too few people could approve it (§7). */
  dormantIn: z.array(workflow).optional(),
});
export type AccountView = z.output<typeof accountSchema>;

export const addressSchema = z.strictObject({
  id: addressId,
  accountId,
  asset: z.string(),
  network,
  /** The crypto address, or the IBAN. */
  address: z.string(),
  label: z.string(),
  memo: z.string().optional(),
  bic: z.string().optional(),
  beneficiary: z.string().optional(),
  addedBy: memberId,
  addedAt: timestamp,
  addedByRequestId: requestId,
  usableFrom: timestamp,
  usable: z.boolean(),
  status: z.enum(['active', 'removed']),
});
export type AddressView = z.output<typeof addressSchema>;

export const postingSchema = z.strictObject({
  id: postingId,
  accountId,
  asset: z.string(),
  kind: z.enum(['deposit', 'hold', 'release', 'withdrawal']),
  amount,
  at: timestamp,
  reference: z.string().optional(),
  requestId: requestId.optional(),
});
export type PostingView = z.output<typeof postingSchema>;

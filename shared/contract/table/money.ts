import { z } from 'zod';
import { assetCode, postingSchema } from '../money';
import { accountId, amount, plainText } from '../primitives';
import { stepUp } from '../factors';
import { write } from './spec';

/** A body of the contract holds no more. */
const LARGEST_FILE = 256 * 1024;

/** Money that comes in from outside. */
export const moneyOperations = {
  'ledger.deposit': write(
    '/v1/ledger/deposits',
    'Record a deposit (Owner)',
    z.strictObject({ accountId, asset: assetCode, amount, reference: plainText, stepUp: stepUp.optional() }),
    postingSchema,
    { status: 201 },
  ),
  'ledger.import': write(
    '/v1/ledger/import',
    'Record the deposits of a CSV file, all or none: account,asset,amount,reference (Owner)',
    z.strictObject({ csv: z.string().min(1).max(LARGEST_FILE), stepUp: stepUp.optional() }),
    z.strictObject({ imported: z.int(), items: z.array(postingSchema) }),
    { status: 201, csvField: 'csv' },
  ),
} as const;

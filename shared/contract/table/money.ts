import { z } from 'zod';
import { assetCode, postingSchema } from '../money';
import { accountId, amount, plainText } from '../primitives';
import { stepUp } from '../factors';
import { write } from './spec';

/** Money that comes in from outside. */
export const moneyOperations = {
  'ledger.deposit': write(
    '/v1/ledger/deposits',
    'Record a deposit (Owner)',
    z.strictObject({ accountId, asset: assetCode, amount, reference: plainText, stepUp: stepUp.optional() }),
    postingSchema,
    { status: 201 },
  ),
} as const;

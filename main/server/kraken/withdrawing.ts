import { ERRORS } from './answers';
import { endpoint, type PrivateEndpoint } from './private-endpoint';
import { methodOf, noFee, withdrawalAsked } from './withdrawal-methods';

const REFUSALS = {
  errors: { not_found: ERRORS.unknownWithdrawKey },
  fieldErrors: { destination: ERRORS.invalidWithdrawalAddress },
} satisfies Pick<PrivateEndpoint, 'errors' | 'fieldErrors'>;

export const withdrawInfo = endpoint({
  ...REFUSALS,
  call: 'withdrawal.check',
  input: withdrawalAsked,
  result: ({ amount, available, destination }) => ({
    method: methodOf(destination.network),
    limit: available,
    amount,
    fee: noFee(destination.asset),
  }),
});

/** Puts the withdrawal into the queue, where people decide on it. */
export const withdraw = endpoint({
  ...REFUSALS,
  call: 'withdrawal.create',
  input: withdrawalAsked,
  result: ({ id }) => ({ refid: id }),
});

import type { KeyCallInput } from '../../../shared/contract/key-calls';
import { operationParams } from '../../../shared/contract/requests';
import { assetOf } from '../../../shared/domain/assets';
import { comparableAddress } from '../../../shared/domain/destinations';
import { formatAmount, NO_BALANCE } from '../../../shared/domain/money';
import { ruleOf } from '../../../shared/domain/operations';
import { fault, isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import { initiate, plan, type Plan } from '../../../shared/domain/requests/initiate';
import { keyMayWithdraw } from '../../../shared/domain/service-users';
import { balanceKey, type Address } from '../../../shared/domain/state';
import { risksOf } from '../handlers/commands';
import type { EngineParts } from '../parts';
import { presentAddress } from '../present/records';
import { accountIn, actorOf, useOf, type KeyHandler, type KeyInUse } from './parts';

interface Planned {
  readonly plan: Plan;
  readonly destination: Address;
}

/** A withdrawal to the address of that label, judged as anybody's is; changes nothing. */
function planned(
  { journal }: EngineParts,
  { asset: code, amount, label, destination: expected }: KeyCallInput<'withdrawal.create'>,
  from: KeyInUse,
): Planned | Refusal {
  const { state } = journal;
  const accountId = accountIn(from);
  if (isRefusal(accountId)) return accountId;
  // Who may not initiate at all is told so, whatever the target (§6, fine print).
  if (!keyMayWithdraw(from, accountId)) return refuse('permission_denied', 'This key can’t withdraw.');
  const asset = assetOf(code);
  if (!asset) return fault('asset', 'This asset isn’t in the registry.');
  const destination = [...state.addresses.values()].find(
    (each) => each.accountId === accountId && each.asset === code && each.label === label && !each.removed,
  );
  if (!destination) return refuse('not_found', `There is no ${code} address called “${label}”.`);
  const { network, address } = destination;
  if (expected !== undefined && comparableAddress(network, expected) !== comparableAddress(network, address))
    return fault('destination', `“${label}” is another address than this one.`);
  const operation = asset.kind === 'crypto' ? 'withdrawal.crypto.create' : 'withdrawal.fiat.create';
  const params = operationParams[operation].parse({ asset: code, amount, addressId: destination.id });
  const initiator = { kind: 'service-user', serviceUser: from.serviceUser, key: from.key } as const;
  const made = plan(state, journal.now(), initiator, { operation, params, accountId, note: null });
  return isRefusal(made) ? made : { plan: made, destination };
}

export const checkWithdrawal: KeyHandler<'withdrawal.check'> = (engine, input, from) => {
  const made = planned(engine, input, from);
  if (isRefusal(made)) return made;
  const { initiation, operation } = made.plan;
  const { state, now } = initiation;
  const asset = assetOf(input.asset);
  const amount = ruleOf(operation).hold?.(initiation.params)?.amount ?? 0n;
  const { available } = state.balances.get(balanceKey(made.destination.accountId, input.asset)) ?? NO_BALANCE;
  const show = (units: bigint): string => formatAmount(units, asset?.decimals ?? 0, asset?.kind);
  return {
    amount: show(amount),
    available: show(available),
    destination: presentAddress(made.destination, now),
  };
};

/** Puts a withdrawal into the queue: the same request as everybody's, and never anything but queued (§5). */
export const withdraw: KeyHandler<'withdrawal.create'> = async (engine, input, from) => {
  const made = planned(engine, input, from);
  if (isRefusal(made)) return made;
  const work = engine.journal.begin();
  const id = initiate(work, made.plan, risksOf(engine, made.plan));
  await engine.journal.commit(work, actorOf(from), [], [useOf(from)]);
  return { id };
};

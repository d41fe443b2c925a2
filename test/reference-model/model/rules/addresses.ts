// §10: the whitelist. Added at once, an address waits its hold hours; approved by others, it is usable at once.
import { rule } from '../rule';
import type { Organization, Refusal, Request } from '../state';
import { HOUR, mint, policyOf, refuse, the } from '../state';

export interface AddressAddParams {
  asset: string;
  label: string;
}

function add(o: Organization, { asset, label }: AddressAddParams, r: Request): Refusal | null {
  const accountId = r.accountId ?? '';
  // Labels are unique per account and asset (§4); a removed address gives its label back.
  const taken = o.addresses.some(
    (a) => a.accountId === accountId && a.asset === asset && a.label === label && !a.removed,
  );
  if (taken) return refuse('conflict');
  const wait = r.approvals.length === 0 ? policyOf(o, 'addresses').addressHoldHours * HOUR : 0;
  const address = {
    id: mint(o, 'adr'),
    accountId,
    asset,
    label,
    usableFrom: o.now + wait,
    removed: false,
  };
  o.addresses.push(address);
  r.result = { addressId: address.id, usableFrom: address.usableFrom };
  return null;
}

export const addressAdd = rule<AddressAddParams>({ workflow: 'addresses', change: add });

export const addressRemove = rule<{ addressId: string }>({
  workflow: 'addresses',
  unknown: (o, { addressId }, r) =>
    !o.addresses.some((address) => address.id === addressId && address.accountId === r.accountId),
  change(o, { addressId }) {
    const address = the(o.addresses, addressId);
    if (address.removed) return refuse('conflict');
    address.removed = true;
    return null;
  },
});

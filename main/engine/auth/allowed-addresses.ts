import { BlockList, isIP } from 'node:net';

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether a call from `address` may use a key with this list of addresses and networks; an empty one lets all in. */
export function isAllowedFrom(list: readonly string[], address: string): boolean {
  if (list.length === 0) return true;
  const [plain = ''] = address.split('%'); // without the zone of a link-local address
  if (isIP(plain) === 0) return false;
  const allowed = new BlockList();
  for (const each of list) {
    const [network = '', prefix] = each.split('/');
    if (prefix === undefined) allowed.addAddress(network, family(network));
    else allowed.addSubnet(network, Number(prefix), family(network));
  }
  return allowed.check(plain, family(plain));
}

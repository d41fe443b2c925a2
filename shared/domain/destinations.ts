import { Address as bitcoinAddress, NETWORK } from '@scure/btc-signer';
import { addr as ethereumAddress } from 'micro-eth-signer';
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools';
import type { AssetView, Network } from '../contract/money';
import type { AddressId } from '../contract/primitives';
import { must } from './must';
import { fault, type Refusal } from './refusal';
import type { Address, State } from './state';

/** The address that a resolved command names, removed or not. */
export function addressOf(state: State, id: AddressId): Address {
  return must(state.addresses.get(id), 'address');
}

/** Litecoin's address prefixes, in the shape the Bitcoin address coder takes. */
const LITECOIN = { bech32: 'ltc', pubKeyHash: 0x30, scriptHash: 0x32, wif: 0xb0 };

function decodes(network: typeof NETWORK, address: string): boolean {
  try {
    bitcoinAddress(network).decode(address);
    return true;
  } catch {
    return false; // the coder reports a wrong checksum or prefix by throwing
  }
}

const CHECKSUM_HOLDS: Readonly<Record<Exclude<Network, 'bank'>, (address: string) => boolean>> = {
  bitcoin: (address) => decodes(NETWORK, address),
  litecoin: (address) => decodes(LITECOIN, address),
  ethereum: (address) => /^0x/.test(address) && ethereumAddress.isValid(address),
};

/** The networks that carry `asset`; refuses one that doesn't. */
export function checkCryptoAddress(asset: AssetView, network: Network, address: string): Refusal | null {
  if (asset.kind !== 'crypto') return fault('params.asset', `${asset.code} is not a crypto asset`);
  if (network === 'bank' || !asset.networks.includes(network))
    return fault('params.network', `${asset.code} doesn’t travel over ${network}`);
  if (!CHECKSUM_HOLDS[network](address))
    return fault(
      'params.address',
      `This isn’t a ${network} address: its checksum doesn’t match. Check every character.`,
    );
  return null;
}

/** The IBAN in its electronic form; refuses a wrong checksum or BIC. */
export function checkBankDestination(
  asset: AssetView,
  iban: string,
  bic: string | undefined,
): { iban: string } | Refusal {
  if (asset.kind !== 'fiat') return fault('params.asset', `${asset.code} can’t be sent to a bank account`);
  const electronic = electronicFormatIBAN(iban);
  if (electronic === null || !isValidIBAN(electronic))
    return fault('params.iban', 'This isn’t an IBAN: its check digits don’t match. Check every character.');
  if (bic !== undefined && !isValidBIC(bic)) return fault('params.bic', 'This isn’t a BIC.');
  return { iban: electronic };
}

/**
 * One form per destination, so that two spellings of the same one are found to be the same: bech32 and Ethereum
 * addresses are case-insensitive, base58 ones aren't.
 */
export function comparableAddress(network: Network, address: string): string {
  const caseInsensitive = network === 'ethereum' || network === 'bank' || /^(bc1|ltc1)/i.test(address);
  return caseInsensitive ? address.toLowerCase() : address;
}

import type { AddressView, Network } from '../../../shared/contract/money';
import { assetOf } from '../../../shared/domain/assets';
import { formatAmount } from '../../../shared/domain/money';
import { ERRORS, isKrakenError, krakenError, type KrakenError } from './answers';
import { assetNamed, namesOf } from './asset-names';
import type { Parameters } from './parameters';
import { endpoint } from './private-endpoint';

const METHODS: Readonly<Record<Network, string>> = {
  bitcoin: 'Bitcoin',
  litecoin: 'Litecoin',
  ethereum: 'Ethereum',
  bank: 'Bank transfer',
};

/** What Kraken calls a way to send something; the network of a method goes by the same name. */
export function methodOf(network: Network): string {
  return METHODS[network];
}

/** The asset a bot asks about, where it names one. */
export function assetAsked(parameters: Parameters): { asset?: string } | KrakenError {
  const name = parameters.get('asset');
  if (name === undefined) return {};
  const asset = assetNamed(name);
  return asset ? { asset: asset.code } : krakenError(ERRORS.unknownFundingAsset);
}

/** The parts that withdrawing and asking about it have in common. */
export function withdrawalAsked(parameters: Parameters): object | KrakenError {
  const asked = assetAsked(parameters);
  if (isKrakenError(asked)) return asked;
  const { asset } = asked;
  const [amount, label, destination] = ['amount', 'key', 'address'].map((name) => parameters.get(name));
  // ccxt sends an empty address where its user gave none.
  const confirmed = destination === undefined || destination === '' ? {} : { destination };
  return { asset, amount: amount === undefined ? amount : plainDecimal(amount), label, ...confirmed };
}

/** ccxt writes small amounts as floating point does: `1e-7`. Anything but a plain exponent stays as it is. */
function plainDecimal(text: string): string {
  const [, whole = '', fraction = '', exponent = ''] =
    /^([0-9])(?:\.([0-9]{1,17}))?e-([1-9][0-9]?)$/i.exec(text) ?? [];
  return exponent === '' ? text : `0.${'0'.repeat(Math.max(Number(exponent) - 1, 0))}${whole}${fraction}`;
}

export const withdrawMethods = endpoint({
  call: 'assets',
  input: assetAsked,
  result: (assets, parameters) =>
    assets.flatMap(({ code, decimals, kind, networks }) =>
      networks
        .map(methodOf)
        .filter(isAskedFor(parameters, 'network'))
        .map((method) => ({
          asset: namesOf(code).name,
          method,
          network: method,
          // One of the smallest units: the ledger asks for no more.
          minimum: formatAmount(1n, decimals, kind),
        })),
    ),
});

export const withdrawAddresses = endpoint({
  call: 'addresses',
  input: assetAsked,
  result: (addresses, parameters) =>
    addresses
      .filter(({ network }) => isAskedFor(parameters, 'method')(methodOf(network)))
      .filter(({ label }) => isAskedFor(parameters, 'key')(label))
      .filter(({ usable }) => isAskedFor(parameters, 'verified')(String(usable)))
      .map(shownAddress),
});

const isAskedFor =
  (parameters: Parameters, name: string) =>
  (value: string): boolean =>
    (parameters.get(name) ?? value) === value;

function shownAddress({ address, asset, network, label, memo, usable }: AddressView) {
  return {
    address,
    asset: namesOf(asset).name,
    method: methodOf(network),
    key: label,
    ...(memo === undefined ? {} : { memo }),
    verified: usable,
  };
}

/** Nothing is taken for sending (§10). */
export function noFee(asset: string): string {
  const known = assetOf(asset);
  return formatAmount(0n, known?.decimals ?? 0, known?.kind);
}

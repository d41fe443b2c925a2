import type { AssetView } from '../../../shared/contract/money';
import { ASSETS } from '../../../shared/domain/assets';

/** What Kraken calls an asset: in its own books, and short. */
export interface AssetNames {
  readonly name: string;
  readonly altname: string;
}

/** Its oldest assets have names with a class in front; all others are called what everybody calls them. */
const OLD_NAMES: Readonly<Record<string, AssetNames>> = {
  BTC: { name: 'XXBT', altname: 'XBT' },
  LTC: { name: 'XLTC', altname: 'LTC' },
  ETH: { name: 'XETH', altname: 'ETH' },
  EUR: { name: 'ZEUR', altname: 'EUR' },
  USD: { name: 'ZUSD', altname: 'USD' },
  GBP: { name: 'ZGBP', altname: 'GBP' },
};

export function namesOf(code: string): AssetNames {
  return OLD_NAMES[code] ?? { name: code, altname: code };
}

const BY_NAME: ReadonlyMap<string, AssetView> = new Map(
  ASSETS.flatMap((asset) => {
    const { name, altname } = namesOf(asset.code);
    return [name, altname, asset.code].map((each) => [each, asset] as const);
  }),
);

/** The asset of the registry that a bot means, by any of its names; undefined for none. */
export function assetNamed(name: string): AssetView | undefined {
  return BY_NAME.get(name.toUpperCase());
}

import type { AssetView } from '../contract/money';

/** The asset registry that ships with the product (§10). */
export const ASSETS: readonly AssetView[] = [
  { code: 'BTC', name: 'Bitcoin', kind: 'crypto', decimals: 8, networks: ['bitcoin'] },
  { code: 'LTC', name: 'Litecoin', kind: 'crypto', decimals: 8, networks: ['litecoin'] },
  { code: 'ETH', name: 'Ether', kind: 'crypto', decimals: 18, networks: ['ethereum'] },
  { code: 'USDC', name: 'USD Coin', kind: 'crypto', decimals: 6, networks: ['ethereum'] },
  { code: 'USDT', name: 'Tether USD', kind: 'crypto', decimals: 6, networks: ['ethereum'] },
  { code: 'EUR', name: 'Euro', kind: 'fiat', decimals: 2, networks: ['bank'] },
  { code: 'USD', name: 'US dollar', kind: 'fiat', decimals: 2, networks: ['bank'] },
  { code: 'GBP', name: 'Pound sterling', kind: 'fiat', decimals: 2, networks: ['bank'] },
  { code: 'CHF', name: 'Swiss franc', kind: 'fiat', decimals: 2, networks: ['bank'] },
];

const BY_CODE: ReadonlyMap<string, AssetView> = new Map(ASSETS.map((asset) => [asset.code, asset]));

export function assetOf(code: string): AssetView | undefined {
  return BY_CODE.get(code);
}

import type { AssetView } from '../../../shared/contract/money';
import { ASSETS } from '../../../shared/domain/assets';
import { ERRORS, krakenError } from './answers';
import { assetNamed, namesOf } from './asset-names';
import type { Parameters } from './parameters';

export interface PublicSurroundings {
  /** Epoch milliseconds. */
  now: () => number;
  /** Whether calls are answered now. */
  isOnline: () => Promise<boolean>;
}

/** Answers with a result, or with a KrakenError. */
export type PublicEndpoint = (parameters: Parameters, surroundings: PublicSurroundings) => unknown;

/** What Kraken tells everybody, by the last part of the path. */
export const PUBLIC_ENDPOINTS: Readonly<Record<string, PublicEndpoint>> = {
  Time: (_parameters, { now }) => {
    const at = new Date(now());
    return { unixtime: Math.floor(at.getTime() / 1000), rfc1123: shortRfc1123(at) };
  },
  SystemStatus: async (_parameters, { now, isOnline }) => ({
    status: (await isOnline()) ? 'online' : 'maintenance',
    timestamp: new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z'),
  }),
  Assets: (parameters) => {
    const asked = parameters.get('asset');
    const assets = asked === undefined ? ASSETS : asked.split(',').map(assetNamed);
    return assets.every((asset) => asset !== undefined)
      ? Object.fromEntries(assets.map((asset) => [namesOf(asset.code).name, shownAsset(asset)]))
      : krakenError(ERRORS.unknownAsset);
  },
  AssetPairs: (parameters) => {
    const asked = parameters.get('pair');
    const pairs = asked === undefined ? PAIRS : asked.split(',').map((name) => PAIR_BY_NAME.get(name));
    return pairs.every((pair) => pair !== undefined)
      ? Object.fromEntries(pairs.map(({ id, shown }) => [id, shown]))
      : krakenError(ERRORS.unknownPair);
  },
};

/** As Kraken writes it, with a year of two digits and an offset: `Sun, 21 Mar 21 14:23:14 +0000`. */
function shortRfc1123(at: Date): string {
  return at.toUTCString().replace(/\d\d(\d\d) (\S+) GMT$/, '$1 $2 +0000');
}

/** How many decimals a person is shown, at most. */
const DISPLAYED = 5;

function shownAsset({ code, decimals }: AssetView) {
  return {
    aclass: 'currency',
    altname: namesOf(code).altname,
    decimals,
    display_decimals: Math.min(decimals, DISPLAYED),
    status: 'enabled',
  };
}

/**
 * Bots read what assets there are, and how finely they divide, from pairs. Nothing is traded here, so each pair of the
 * registry's assets says that it takes no orders, and names no fees.
 */
function pairOf(base: AssetView, quote: AssetView) {
  const [one, other] = [namesOf(base.code), namesOf(quote.code)];
  const altname = `${one.altname}${other.altname}`;
  const bothAreOld = one.name !== one.altname && other.name !== other.altname;
  return {
    id: bothAreOld ? `${one.name}${other.name}` : altname,
    shown: {
      altname,
      wsname: `${one.altname}/${other.altname}`,
      aclass_base: 'currency',
      base: one.name,
      aclass_quote: 'currency',
      quote: other.name,
      lot: 'unit',
      cost_decimals: quote.decimals,
      pair_decimals: quote.decimals,
      lot_decimals: base.decimals,
      lot_multiplier: 1,
      leverage_buy: [],
      leverage_sell: [],
      fees: [],
      fees_maker: [],
      status: 'cancel_only',
    },
  };
}

const PAIRS = ASSETS.filter(({ kind }) => kind === 'crypto').flatMap((base) =>
  ASSETS.filter(({ kind }) => kind === 'fiat').map((quote) => pairOf(base, quote)),
);
const PAIR_BY_NAME = new Map(
  PAIRS.flatMap((pair) =>
    [pair.id, pair.shown.altname, pair.shown.wsname].map((name) => [name, pair] as const),
  ),
);

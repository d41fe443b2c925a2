import { createRequire } from 'node:module';

type Found = Record<string, unknown>;

interface CcxtTransfer extends Found {
  id: string;
  timestamp: number;
}

/** What is used of ccxt's client for Kraken. Its own declarations are those of every exchange, and take minutes to check. */
export interface CcxtKraken {
  readonly urls: Found;
  apiKey: string;
  fetchTime(): Promise<unknown>;
  fetchStatus(): Promise<unknown>;
  fetchCurrencies(): Promise<Record<string, Found | undefined>>;
  loadMarkets(): Promise<Record<string, Found | undefined>>;
  fetchBalance(): Promise<Record<string, unknown>>;
  withdraw(
    code: string,
    amount: number,
    address: string,
    tag: undefined,
    params: object,
  ): Promise<CcxtTransfer>;
  fetchWithdrawals(code?: string, since?: number, limit?: number, params?: object): Promise<CcxtTransfer[]>;
  fetchTicker(symbol: string): Promise<unknown>;
  privatePostWithdrawCancel(params: object): Promise<unknown>;
}

const loaded = createRequire(import.meta.url)('ccxt') as {
  kraken: new (options: object) => CcxtKraken;
};

/** The client as it comes. */
export const KrakenClient = loaded.kraken;

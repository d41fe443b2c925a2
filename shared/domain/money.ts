import { fault, type Refusal } from './refusal';

/** Amounts inside are whole minor units (satoshi, wei, cent); decimal strings stand only at the edges (§10). */
export type MinorUnits = bigint;

/**
 * Reads a decimal string exactly. Refuses (`validation_failed` at `path`) more decimals than the asset has, zero and
 * less, and numbers beyond 78 digits, which no store could keep.
 */
export function parseAmount(text: string, decimals: number, path: string): MinorUnits | Refusal {
  const [whole = '', fraction = ''] = text.split('.');
  if (fraction.length > decimals) return fault(path, `at most ${decimals} decimals`);
  const units = BigInt(whole + fraction.padEnd(decimals, '0'));
  if (units <= 0n) return fault(path, 'more than zero');
  if (units.toString().length > 78) return fault(path, 'too large');
  return units;
}

/** Writes minor units as a decimal string with every decimal that isn't a trailing zero; fiat keeps its cents. */
export function formatAmount(
  units: MinorUnits,
  decimals: number,
  kind: 'crypto' | 'fiat' = 'crypto',
): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  const shown = kind === 'fiat' ? fraction : fraction.replace(/0+$/, '');
  return shown === '' ? whole : `${whole}.${shown}`;
}

/** The three books of one account and asset; every posting moves between two of them, so the sum is always zero. */
export type Book = 'external' | 'available' | 'held';
export type PostingKind = 'deposit' | 'hold' | 'release' | 'withdrawal';
export const BOOKS_OF: Readonly<Record<PostingKind, { from: Book; to: Book }>> = {
  deposit: { from: 'external', to: 'available' },
  hold: { from: 'available', to: 'held' },
  release: { from: 'held', to: 'available' },
  withdrawal: { from: 'held', to: 'external' },
};

export interface Balance {
  readonly available: MinorUnits;
  readonly held: MinorUnits;
}
export const NO_BALANCE: Balance = { available: 0n, held: 0n };

/** The balance after a posting. Throws if one book would go negative: callers check first, so that is a bug (§13.7). */
export function post(balance: Balance, kind: PostingKind, amount: MinorUnits): Balance {
  const { from, to } = BOOKS_OF[kind];
  const next = {
    available: balance.available - (from === 'available' ? amount : 0n) + (to === 'available' ? amount : 0n),
    held: balance.held - (from === 'held' ? amount : 0n) + (to === 'held' ? amount : 0n),
  };
  if (next.available < 0n || next.held < 0n) throw new Error('a balance would become negative');
  return next;
}

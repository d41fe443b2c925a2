const GROUP = /\B(?=(\d{3})+(?!\d))/g;

/** Groups the whole part of a decimal string by thousands; decimals stay as they are. Text in, text out: money is never a float. */
export function groupThousands(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replace(GROUP, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Drops zeros that say nothing from the end of a crypto amount: `12.50000000` → `12.5`. */
export function trimZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** Pads or keeps decimals the way the asset is read: two at least for money of states, none that say nothing for crypto. */
export function formatAmount(decimal: string, kind: 'crypto' | 'fiat'): string {
  if (kind === 'crypto') return groupThousands(trimZeros(decimal));
  const [whole = '0', fraction = ''] = decimal.split('.');
  return groupThousands(`${whole}.${fraction.padEnd(2, '0')}`);
}

function widen(a: string, b: string): [bigint, bigint] {
  const places = Math.max(a.split('.')[1]?.length ?? 0, b.split('.')[1]?.length ?? 0);
  const minor = (text: string): bigint => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(places, '0'));
  };
  return [minor(a), minor(b)];
}

/** Adds decimal strings exactly; as many decimals as the longest of them has. */
export function sumOfDecimals(amounts: readonly string[]): string {
  const places = Math.max(0, ...amounts.map((amount) => amount.split('.')[1]?.length ?? 0));
  const total = amounts.reduce((sum, amount) => sum + widen(amount, `0.${'0'.repeat(places)}`)[0], 0n);
  const digits = total.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Orders two decimal strings exactly: negative when `a` is the smaller. */
export function compareDecimals(a: string, b: string): number {
  const [x, y] = widen(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** How many thousandths of `whole` the `part` is, cut off; for drawing only. */
export function thousandthsOf(part: string, whole: string): number {
  const [x, y] = widen(part, whole);
  return y === 0n ? 0 : Number((x * 1000n) / y);
}

export type AmountFault = 'not-a-number' | 'zero' | 'too-many-decimals' | 'more-than-available';

/**
 * What is wrong with a typed amount, judged as far as the page knows; the engine judges again.
 * Takes the text without thousands separators.
 */
export function amountFault(text: string, decimals: number, available: string | null): AmountFault | null {
  if (!/^(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text)) return 'not-a-number';
  if (compareDecimals(text, '0') === 0) return 'zero';
  if ((text.split('.')[1]?.length ?? 0) > decimals) return 'too-many-decimals';
  if (available !== null && compareDecimals(text, available) > 0) return 'more-than-available';
  return null;
}

/** Commas that can only group thousands: beside a decimal point, or more than one. `1,500` could mean either thing. */
const SURELY_GROUPED = /^[0-9]{1,3}(,[0-9]{3})+\.[0-9]+$|^[0-9]{1,3}(,[0-9]{3}){2,}$/;

/**
 * Makes a contract amount of what people type. Only commas that can mean nothing but thousands go; a decimal comma, or
 * one that could be either, stays and is a fault: guessing would move ten times the money or a tenth.
 */
export function normalizeTypedAmount(text: string): string {
  const trimmed = text.trim();
  const bare = SURELY_GROUPED.test(trimmed) ? trimmed.replace(/,/g, '') : trimmed;
  return bare.startsWith('.') ? `0${bare}` : bare;
}

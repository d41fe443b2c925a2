import { assetOf } from '../../shared/domain/assets';
import { formatAmount } from '../format/amount';

/** An amount with its asset, grouped by thousands, one unit that never breaks. */
export function Amount({ value, asset }: { value: string; asset: string }) {
  return <span className="amt">{amountText(value, asset)}</span>;
}

/** The same as plain text, for names and messages. */
export function amountText(value: string, asset: string): string {
  return `${formatAmount(value, assetOf(asset)?.kind ?? 'crypto')} ${asset}`;
}

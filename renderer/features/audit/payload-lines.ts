import { assetOf } from '../../../shared/domain/assets';
import { formatAmount } from '../../../shared/domain/money';
import { groupThousands } from '../../format/amount';

/** One fact of an entry: the words of its place, outermost first, and what stands there. */
export interface PayloadLine {
  readonly path: readonly string[];
  readonly value: string | number | boolean | null;
}

type Json = unknown;

const isRecord = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Money is kept as `{"minorUnits":"…"}` (whole smallest units, decimal digits); null for anything else. */
export function minorUnitsOf(value: Json): string | null {
  if (!isRecord(value)) return null;
  const units = value['minorUnits'];
  return typeof units === 'string' && Object.keys(value).length === 1 ? units : null;
}

/** Money as people write it, where its asset stands beside it; null for anything else. */
function amountIn(record: Record<string, Json>, key: string): string | null {
  const units = minorUnitsOf(record[key]);
  const asset = typeof record['asset'] === 'string' ? assetOf(record['asset']) : undefined;
  if (units === null || !asset || !/^-?\d+$/.test(units)) return null;
  return `${groupThousands(formatAmount(BigInt(units), asset.decimals, asset.kind))} ${asset.code}`;
}

/** Every fact of a payload, one line each, in the order of the payload; what is empty is said as such. */
export function payloadLines(payload: Json, path: readonly string[] = []): PayloadLine[] {
  const units = minorUnitsOf(payload);
  if (units !== null) return [{ path, value: units }];
  if (Array.isArray(payload)) {
    if (payload.length === 0) return [{ path, value: null }];
    if (payload.every((each) => typeof each === 'string')) return [{ path, value: payload.join(', ') }];
    return payload.flatMap((each, index) => payloadLines(each, [...path, String(index + 1)]));
  }
  if (isRecord(payload)) {
    const keys = Object.keys(payload);
    if (keys.length === 0) return path.length === 0 ? [] : [{ path, value: null }];
    return keys.flatMap((key) => payloadLines(amountIn(payload, key) ?? payload[key], [...path, key]));
  }
  return [{ path, value: payload as PayloadLine['value'] }];
}

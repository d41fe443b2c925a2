import { assetCode } from '../contract/money';
import { amount as amountText, plainText, type AccountId } from '../contract/primitives';
import { assetOf } from './assets';
import { parseCsv, type CsvRecord } from './csv';
import { parseAmount, type MinorUnits } from './money';
import { fault, isRefusal, refuse, type Refusal } from './refusal';
import type { State } from './state';

/** A deposit as a line of a file says it. */
export interface FiledDeposit {
  readonly accountId: AccountId;
  readonly asset: string;
  readonly amount: MinorUnits;
  readonly reference: string;
}

export const DEPOSIT_COLUMNS = ['account', 'asset', 'amount', 'reference'] as const;
type Column = (typeof DEPOSIT_COLUMNS)[number];

/** So many faults are named; who has more begins with those. */
const MOST_FAULTS = 100;

interface LineFault {
  readonly line: number;
  readonly column: Column | null;
  readonly message: string;
  /** The line is well said, but its reference was used before. */
  readonly isRepeated: boolean;
}

/**
 * Reads a file of deposits (§10), all or nothing. An account is named by its id, or by its name where no other has it.
 * @param isUsed whether a deposit with this reference was recorded on that account and asset before
 * @returns `validation_failed` with the faults of every line, at `csv.<line>.<column>`; `conflict` where nothing is
 *   wrong but references that were used
 */
export function readDeposits(
  state: State,
  csv: string,
  isUsed: (deposit: FiledDeposit) => boolean,
): readonly FiledDeposit[] | Refusal {
  const records = parseCsv(csv);
  if ('faultAt' in records)
    return fault(`csv.${String(records.faultAt)}`, `Line ${String(records.faultAt)}: a quote stands astray.`);
  const [head, ...lines] = records;
  if (head?.fields.map((name) => name.trim().toLowerCase()).join() !== DEPOSIT_COLUMNS.join())
    return fault('csv.1', `The first line has to be ${DEPOSIT_COLUMNS.join(',')}.`);
  if (lines.length === 0) return fault('csv', 'There is no deposit in it.');

  const accounts = accountsByName(state);
  const deposits: FiledDeposit[] = [];
  const faults: LineFault[] = [];
  const lineOf = new Map<string, number>();
  for (const record of lines) {
    const read = depositIn(record, accounts);
    if (!('reference' in read)) {
      faults.push(...read);
      continue;
    }
    deposits.push(read);
    const key = `${read.accountId} ${read.asset} ${read.reference}`;
    const before = lineOf.get(key);
    lineOf.set(key, record.line);
    const repeated =
      before !== undefined
        ? `this reference stands on line ${String(before)} already`
        : isUsed(read)
          ? 'a deposit with this reference was recorded already'
          : null;
    if (repeated !== null)
      faults.push({ line: record.line, column: 'reference', message: repeated, isRepeated: true });
  }
  return faults.length === 0 ? deposits : refusalOf(faults);
}

function refusalOf(faults: readonly LineFault[]): Refusal {
  const errors = faults.slice(0, MOST_FAULTS).map(({ line, column, message }) => ({
    path: column === null ? `csv.${String(line)}` : `csv.${String(line)}.${column}`,
    message: `Line ${String(line)}: ${message}.`,
  }));
  const lines = new Set(faults.map(({ line }) => line)).size;
  const detail =
    lines === 1
      ? (errors[0]?.message ?? '')
      : `${String(lines)} lines have something wrong. Nothing was recorded.`;
  return refuse(faults.every(({ isRepeated }) => isRepeated) ? 'conflict' : 'validation_failed', detail, {
    errors,
  });
}

/** By id or name: the account, null for none, undefined for several. */
function accountsByName(state: State): (name: string) => AccountId | null | undefined {
  const byName = new Map<string, AccountId | undefined>();
  for (const { id, name } of state.accounts.values()) byName.set(name, byName.has(name) ? undefined : id);
  for (const { id } of state.accounts.values()) byName.set(id, id);
  return (name) => (byName.has(name) ? byName.get(name) : null);
}

function depositIn(
  { line, fields }: CsvRecord,
  accountOf: (name: string) => AccountId | null | undefined,
): FiledDeposit | readonly LineFault[] {
  const faults: LineFault[] = [];
  const wrong = (column: Column | null, message: string): void => {
    faults.push({ line, column, message, isRepeated: false });
  };
  if (fields.length !== DEPOSIT_COLUMNS.length) {
    wrong(null, `${String(DEPOSIT_COLUMNS.length)} fields are expected, not ${String(fields.length)}`);
    return faults;
  }
  const [name = '', code = '', amount = '', said = ''] = fields.map((field) => field.trim());
  const accountId = accountOf(name.normalize('NFC'));
  if (accountId === null) wrong('account', 'there is no such account');
  if (accountId === undefined) wrong('account', 'several accounts have this name; give its id');
  const asset = assetCode.safeParse(code).success ? assetOf(code) : undefined;
  if (!asset) wrong('asset', 'this asset isn’t in the registry');
  const units = amountText.safeParse(amount).success
    ? asset && parseAmount(amount, asset.decimals, 'amount')
    : fault('amount', 'expected a decimal number such as 12.5');
  if (isRefusal(units)) wrong('amount', units.detail);
  const reference = plainText.safeParse(said);
  if (!reference.success) wrong('reference', reference.error.issues[0]?.message ?? 'not plain text');
  if (
    faults.length > 0 ||
    !accountId ||
    !asset ||
    units === undefined ||
    isRefusal(units) ||
    !reference.success
  )
    return faults;
  return { accountId, asset: asset.code, amount: units, reference: reference.data };
}

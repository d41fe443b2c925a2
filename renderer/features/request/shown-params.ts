import type { Operation, RequestRow, RequestView } from '../../../shared/contract/requests';
import type { Workflow } from '../../../shared/contract/organization';

/** Where money goes, as the view that is signed names it. */
export interface Destination {
  label: string;
  address: string;
  network: string | null;
  memo: string | null;
  bic: string | null;
  beneficiary: string | null;
}

/** What a request is about, read from the view that is signed and from nowhere else (§6). */
export type Shown =
  | { kind: 'withdrawal'; asset: string; amount: string; to: Destination }
  | { kind: 'add-address'; asset: string; isBank: boolean; to: Destination }
  | { kind: 'remove-address'; asset: string; to: Destination }
  | { kind: 'invite'; name: string; email: string }
  | { kind: 'access'; memberId: string; name: string }
  | { kind: 'create-account'; name: string }
  | { kind: 'rename-account'; from: string; to: string }
  | { kind: 'policy'; workflow: Workflow }
  | { kind: 'named'; operation: NamedOperation; name: string; workflow: Workflow | null };

/** Operations whose sentence is a verb and a name; the rest stands in what they change. */
export type NamedOperation = Exclude<
  Operation,
  | `withdrawal.${string}`
  | `address.${string}`
  | 'member.invite'
  | 'member.permissions.change'
  | `account.${string}`
  | 'policy.change'
>;

type JsonRecord = Record<string, unknown>;
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textIn(record: JsonRecord, key: string): string {
  const value = record[key];
  return typeof value === 'string' ? value : '';
}
function optionalIn(record: JsonRecord, key: string): string | null {
  const text = textIn(record, key);
  return text === '' ? null : text;
}
function recordIn(record: JsonRecord, key: string): JsonRecord {
  const value = record[key];
  return isRecord(value) ? value : {};
}

/** A member as the view names them; null where there is none. */
export function personIn(value: unknown): { id: string; name: string } | null {
  if (!isRecord(value)) return null;
  const id = textIn(value, 'id');
  return id === '' ? null : { id, name: textIn(value, 'displayName') };
}

function destinationIn(record: JsonRecord): Destination {
  return {
    label: textIn(record, 'label'),
    address: textIn(record, 'address') || textIn(record, 'iban'),
    network: optionalIn(record, 'network') ?? (textIn(record, 'iban') === '' ? null : 'bank'),
    memo: optionalIn(record, 'memo'),
    bic: optionalIn(record, 'bic'),
    beneficiary: optionalIn(record, 'beneficiary'),
  };
}

export function shownOf(view: RequestView): Shown {
  const params: JsonRecord = view.params;
  switch (view.operation) {
    case 'withdrawal.crypto.create':
    case 'withdrawal.fiat.create':
      return {
        kind: 'withdrawal',
        asset: textIn(params, 'asset'),
        amount: textIn(params, 'amount') || '0',
        to: destinationIn(recordIn(params, 'destination')),
      };
    case 'address.crypto.add':
    case 'address.fiat.add':
      return {
        kind: 'add-address',
        asset: textIn(params, 'asset'),
        isBank: view.operation === 'address.fiat.add',
        to: destinationIn(params),
      };
    case 'address.remove':
      return { kind: 'remove-address', asset: textIn(params, 'asset'), to: destinationIn(params) };
    case 'member.invite':
      return { kind: 'invite', name: textIn(params, 'displayName'), email: textIn(params, 'email') };
    case 'member.permissions.change': {
      const member = recordIn(params, 'member');
      return { kind: 'access', memberId: textIn(member, 'id'), name: textIn(member, 'displayName') };
    }
    case 'account.create':
      return { kind: 'create-account', name: textIn(params, 'name') };
    case 'account.rename':
      return {
        kind: 'rename-account',
        from: textIn(recordIn(params, 'account'), 'name') || (view.account?.name ?? ''),
        to: textIn(params, 'name'),
      };
    case 'policy.change':
      return { kind: 'policy', workflow: workflowIn(params) };
    default:
      return {
        kind: 'named',
        operation: view.operation,
        name: nameIn(params),
        workflow: params['workflow'] === undefined ? null : workflowIn(params),
      };
  }
}

/** The name of whom or what a request is about: as given, or of what the id was resolved to. */
function nameIn(params: JsonRecord): string {
  const given = textIn(params, 'name');
  if (given !== '') return given;
  for (const key of ['member', 'key', 'serviceUser', 'role']) {
    const { displayName, label, name } = recordIn(params, key);
    const found = [displayName, label, name].find((each) => typeof each === 'string' && each !== '');
    if (typeof found === 'string') return found;
  }
  return '';
}

function workflowIn(params: JsonRecord): Workflow {
  const value = params['workflow'];
  return value === 'withdrawals' || value === 'addresses' || value === 'access' ? value : 'policies';
}

/** Whether a single row shows all that approving it means: an amount and where it goes, or an address in full. */
export function fitsInRow(view: RequestView): boolean {
  const { kind } = shownOf(view);
  return kind === 'withdrawal' || kind === 'add-address';
}

/** The human number of a request: R-2417. */
export function numberOf(row: Pick<RequestRow, 'number'>): string {
  return `R-${String(row.number)}`;
}

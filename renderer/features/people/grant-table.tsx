import {
  ArrowUpRight,
  BookMarked,
  Check,
  Minus,
  SlidersHorizontal,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKFLOWS, type Grants, type Workflow } from '../../../shared/contract/organization';
import type { AccountView } from '../../../shared/contract/money';
import {
  cellState,
  flipped,
  isTouched,
  permissionsOf,
  placesOf,
  type CellState,
  type Permission,
  type Place,
} from './grant-matrix';
import { useCellKeys } from './use-cell-keys';

const ICON: Record<Workflow, LucideIcon> = {
  withdrawals: ArrowUpRight,
  addresses: BookMarked,
  access: Users,
  policies: SlidersHorizontal,
};
const LOOK: Record<CellState, string> = {
  on: 'cell on',
  implied: 'cell imp',
  off: 'cell',
  given: 'cell add',
  taken: 'cell del',
  lost: 'cell lost',
};

function CellMark({ state }: { state: CellState }) {
  if (state === 'taken' || state === 'lost') return <Minus className="i" />;
  return state === 'off' ? null : <Check className="i" />;
}

interface GrantTableProps {
  label: string;
  accounts: readonly AccountView[];
  before: Grants;
  after: Grants;
  /** Absent where it is only read. */
  onChange?: ((after: Grants) => void) | undefined;
}

/** Who may do what where: workflows and accounts down, permissions across. Click or Space flips a cell of the draft. */
export function GrantTable({ label, accounts, before, after, onChange }: GrantTableProps) {
  const { t } = useTranslation();
  const { gridRef, onKeyDown, cell } = useCellKeys();
  const placeName = ({ accountId }: Place) =>
    accountId === null
      ? t('people.organization')
      : accountId === '*'
        ? t('people.allAccounts')
        : (accounts.find((one) => one.id === accountId)?.name ?? accountId);
  let row = -1;

  const drawCell = (place: Place, permission: Permission, at: [number, number]) => {
    const state = cellState(before, after, place, permission);
    const workflow = place.workflow === null ? t('people.atOnce') : t(`people.workflow.${place.workflow}`);
    const name = t('people.cell', {
      permission: t(`people.column.${permission}`),
      place: `${workflow}, ${placeName(place)}`,
    });
    const isFixed = onChange === undefined || state === 'implied';
    return (
      <td key={permission}>
        <button
          type="button"
          role="checkbox"
          className={LOOK[state]}
          aria-checked={state === 'on' || state === 'given' || state === 'implied'}
          aria-label={`${name}: ${t(`people.state.${state}`)}`}
          aria-disabled={isFixed ? true : undefined}
          title={t(`people.state.${state}`)}
          {...cell(...at)}
          onClick={() => {
            if (!isFixed) onChange(flipped(after, place, permission));
          }}
        >
          <CellMark state={state} />
        </button>
      </td>
    );
  };
  const drawRow = (place: Place) => {
    row += 1;
    const at = row;
    return (
      <tr
        key={place.accountId ?? 'organization'}
        className={isTouched(before, after, place) ? 'touched' : ''}
      >
        <th scope="row">{placeName(place)}</th>
        {permissionsOf(place.workflow).map((one, column) => drawCell(place, one, [at, column]))}
        {place.workflow === null ? <td /> : null}
      </tr>
    );
  };
  const drawHead = (workflow: Workflow | null) => (
    <tr>
      <th scope="col">{t(workflow === null ? 'people.atOnce' : 'people.where')}</th>
      {permissionsOf(workflow).map((one) => (
        <th key={one} scope="col">
          {t(`people.column.${one}`)}
        </th>
      ))}
      {workflow === null ? <td /> : null}
    </tr>
  );
  return (
    <table
      className={onChange === undefined ? 'matrix read-only' : 'matrix'}
      role="grid"
      aria-label={label}
      ref={gridRef}
      onKeyDown={onKeyDown}
    >
      <thead>{drawHead('withdrawals')}</thead>
      <tbody>
        {WORKFLOWS.map((workflow) => {
          const Icon = ICON[workflow];
          return (
            <Fragment key={workflow}>
              <tr className="g">
                <th colSpan={5} scope="rowgroup">
                  <Icon className="i" />
                  {t(`people.workflow.${workflow}`)}
                </th>
              </tr>
              {placesOf(workflow, accounts).map(drawRow)}
            </Fragment>
          );
        })}
      </tbody>
      <tbody className="second">
        {drawHead(null)}
        {placesOf(null, accounts).map(drawRow)}
      </tbody>
    </table>
  );
}

/** What the looks of the cells mean. */
export function GrantLegend({ hasDraft }: { hasDraft: boolean }) {
  const { t } = useTranslation();
  const states: readonly CellState[] = hasDraft ? ['on', 'implied', 'given', 'taken'] : ['on', 'implied'];
  return (
    <p className="legend small dim">
      {states.map((state) => (
        <span key={state}>
          <span className={LOOK[state]}>
            <CellMark state={state} />
          </span>
          {t(`people.state.${state}`)}
        </span>
      ))}
    </p>
  );
}

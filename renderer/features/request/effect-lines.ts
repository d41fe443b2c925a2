import type { CoverageView } from '../../../shared/contract/coverage';
import { WORKFLOWS, type Workflow } from '../../../shared/contract/organization';
import type { PowerLine, RequestDetail } from '../../../shared/contract/requests';

export type Effect = NonNullable<RequestDetail['effect']>;

/** How far somebody gets in one respect. */
export type Reach = 'complete-alone' | 'start' | 'approve' | 'see' | 'none';
export type Aspect = 'starting' | 'deciding' | 'seeing';

export interface Concerned {
  id: string;
  kind: PowerLine['kind'];
  name: string;
}

/** What changes in one respect, for everybody for whom the same changes at the same places. */
export interface EffectLine {
  aspect: Aspect;
  workflow: Workflow;
  /** Names of accounts, `*` for all of them; none where the workflow has no accounts. */
  places: readonly string[];
  people: readonly Concerned[];
  before: Reach;
  after: Reach;
}

interface Cell {
  person: Concerned;
  workflow: Workflow;
  place: string;
  can: Set<PowerLine['can']>;
}

const everywhere = '*';
const placeOf = ({ account }: PowerLine): string =>
  account === null ? '' : account === everywhere ? everywhere : account.name;
const keyOf = (id: string, workflow: Workflow, place: string): string => `${id}|${workflow}|${place}`;

function cellsOf(lines: readonly PowerLine[]): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const line of lines) {
    const { id, kind, displayName: name, workflow, can } = line;
    const place = placeOf(line);
    const key = keyOf(id, workflow, place);
    const cell = cells.get(key) ?? { person: { id, kind, name }, workflow, place, can: new Set() };
    cell.can.add(can);
    cells.set(key, cell);
  }
  return cells;
}

/** What holds at a place: what is held there, and what is held on all accounts. */
function reachAt(cells: ReadonlyMap<string, Cell>, { person, workflow, place }: Cell, aspect: Aspect): Reach {
  const sets = [place, everywhere].map((one) => cells.get(keyOf(person.id, workflow, one))?.can);
  const has = (can: PowerLine['can']) => sets.some((set) => set?.has(can));
  if (aspect === 'deciding') return has('approve') ? 'approve' : 'none';
  if (aspect === 'starting')
    return has('complete-alone') ? 'complete-alone' : has('start') ? 'start' : 'none';
  return sets.some((set) => set !== undefined && set.size > 0) ? 'see' : 'none';
}

type Raw = Omit<EffectLine, 'places' | 'people'> & { place: string; person: Concerned };

/** Every respect in which something changes at one place; where only the grant on all accounts goes, what stays there too. */
function rawLines(before: ReadonlyMap<string, Cell>, after: ReadonlyMap<string, Cell>): Raw[] {
  const cells = [...new Map([...after, ...before]).values()];
  const at = (cell: Cell, aspect: Aspect): Raw => ({
    aspect,
    workflow: cell.workflow,
    place: cell.place,
    person: cell.person,
    before: reachAt(before, cell, aspect),
    after: reachAt(after, cell, aspect),
  });
  const isChange = (raw: Raw) => raw.before !== raw.after;
  const losesAll = new Set(
    cells
      .filter(({ place }) => place === everywhere)
      .filter((cell) => isChange(at(cell, 'starting')) || isChange(at(cell, 'deciding')))
      .map(({ person, workflow }) => keyOf(person.id, workflow, everywhere)),
  );
  return cells.flatMap((cell) => {
    const power = [at(cell, 'starting'), at(cell, 'deciding')];
    const changes = power.filter(isChange);
    if (changes.length > 0) return changes;
    const stays = losesAll.has(keyOf(cell.person.id, cell.workflow, everywhere))
      ? power.filter(({ after: reach }) => reach !== 'none')
      : [];
    return [...stays, ...[at(cell, 'seeing')].filter(isChange)];
  });
}

function mergedBy<T>(
  items: readonly T[],
  keyOfItem: (item: T) => string,
  merge: (into: T, item: T) => T,
): T[] {
  const merged = new Map<string, T>();
  for (const item of items) {
    const key = keyOfItem(item);
    const known = merged.get(key);
    merged.set(key, known === undefined ? item : merge(known, item));
  }
  return [...merged.values()];
}

const ASPECTS: readonly Aspect[] = ['starting', 'deciding', 'seeing'];

/** What a request changes in who can do what, in as few lines as say it: places together, then people together. */
export function effectLines({ before, after }: Effect): EffectLine[] {
  const raw = rawLines(cellsOf(before.powers), cellsOf(after.powers));
  const lines = raw.map(({ place, person, ...rest }): EffectLine => ({
    ...rest,
    places: place === '' ? [] : [place],
    people: [person],
  }));
  const same = ({ aspect, workflow, before: was, after: is }: EffectLine) =>
    [aspect, workflow, was, is].join('|');
  const byPerson = mergedBy(
    lines,
    (line) => `${same(line)}|${line.people[0]?.id ?? ''}`,
    (into, line) => ({ ...into, places: [...into.places, ...line.places] }),
  );
  const byPlaces = mergedBy(
    byPerson,
    (line) => `${same(line)}|${line.places.join('|')}`,
    (into, line) => ({ ...into, people: [...into.people, ...line.people] }),
  );
  // Two people’s lines each by themselves read better one person after the other than by turns.
  const people = [...new Set(byPlaces.flatMap((line) => line.people.map(({ id }) => id)))];
  const isPersonal = byPlaces.every((line) => line.people.length === 1);
  const rank = (line: EffectLine) =>
    (isPersonal ? people.indexOf(line.people[0]?.id ?? '') * 1000 : 0) +
    (line.before === line.after ? 100 : 0) +
    WORKFLOWS.indexOf(line.workflow) * 10 +
    ASPECTS.indexOf(line.aspect);
  return byPlaces.sort((a, b) => rank(a) - rank(b));
}

/** Everybody whose power the effect tells of, before or after. */
export function concernedIn({ before, after }: Effect): Concerned[] {
  const people = new Map<string, Concerned>();
  for (const { id, kind, displayName: name } of [...before.powers, ...after.powers])
    people.set(id, { id, kind, name });
  return [...people.values()];
}

/**
 * Whether nobody is left who completes alone there. Known only where the effect tells of everyone in the workflow, as it
 * does for a policy.
 */
export function nobodyCompletes({ after }: Effect, workflow: Workflow): boolean {
  return !after.powers.some((line) => line.workflow === workflow && line.can === 'complete-alone');
}

export interface CoverageLine {
  workflow: Workflow;
  before: CoverageView;
  after: CoverageView;
}

/** Coverage of every workflow, before and after; null where the reader may not see it (§12). */
export function coverageLines({ before, after }: Effect): CoverageLine[] | null {
  if (before.coverage === undefined || after.coverage === undefined) return null;
  const is = new Map(after.coverage.map((one) => [one.workflow, one] as const));
  return before.coverage.flatMap((was) => {
    const now = is.get(was.workflow);
    return now === undefined ? [] : [{ workflow: was.workflow, before: was, after: now }];
  });
}

export const coverageMoves = ({ before, after }: CoverageLine): boolean =>
  before.ok !== after.ok || before.spare !== after.spare;

import { describe, expect, it } from 'vitest';
import { singlePoints, withoutPerson } from '../../renderer/features/what-if/away';
import { tightestOf, type Pair } from '../../renderer/features/what-if/coverage-pairs';
import { layOut, orderPeople } from '../../renderer/features/map/map-layout';
import type { MapModel, MapPerson } from '../../renderer/features/map/map-model';
import type { Workflow } from '../../shared/contract/organization';
import { acc, mem } from './sample-data';

const pair = (workflow: Workflow, by: string, required: number, approvers: string[]): Pair => ({
  workflow,
  accountId: workflow === 'addresses' ? acc('Treasury') : null,
  initiatorId: mem(by),
  required,
  approvers: approvers.map(mem),
});
const effectOn = (pairs: Pair[], workflow: Workflow, person: string) =>
  withoutPerson(pairs, mem(person)).find((one) => one.workflow === workflow);

describe('without somebody', () => {
  it('a workflow stops where nobody could finish anything', () => {
    const pairs = [pair('addresses', 'dana', 2, ['aiko', 'priya'])];
    expect(effectOn(pairs, 'addresses', 'aiko')).toMatchObject({
      kind: 'stops',
      spare: -1,
      stuck: [mem('dana')],
    });
    expect(effectOn(pairs, 'addresses', 'ingrid')).toMatchObject({ kind: 'goes-on', spare: 0 });
    expect(effectOn(pairs, 'policies', 'aiko')).toMatchObject({ kind: 'quiet' });
  });

  it('it stops in part where others still can', () => {
    const pairs = [
      pair('access', 'ingrid', 2, ['aiko', 'priya']),
      pair('access', 'dana', 2, ['aiko', 'priya', 'ingrid']),
    ];
    expect(effectOn(pairs, 'access', 'aiko')).toMatchObject({ kind: 'partly', stuck: [mem('ingrid')] });
  });

  it('what the person starts themself doesn’t count', () => {
    const pairs = [pair('policies', 'helena', 1, ['aiko'])];
    expect(effectOn(pairs, 'policies', 'helena')).toMatchObject({ kind: 'quiet' });
  });

  it('what was short before isn’t theirs', () => {
    const pairs = [pair('policies', 'helena', 2, ['aiko'])];
    expect(effectOn(pairs, 'policies', 'aiko')).toMatchObject({ kind: 'short' });
    expect(singlePoints(pairs)).toEqual([]);
  });

  it('who is irreplaceable is named with the workflows, most first', () => {
    const pairs = [
      pair('policies', 'helena', 1, ['aiko']),
      pair('access', 'helena', 2, ['aiko', 'priya']),
      pair('addresses', 'dana', 1, ['priya', 'tomas']),
    ];
    expect(singlePoints(pairs)).toEqual([
      { memberId: mem('aiko'), workflows: ['access', 'policies'] },
      { memberId: mem('priya'), workflows: ['access'] },
    ]);
    expect(tightestOf(pairs, 'addresses')).toBe(pairs[2]);
    expect(tightestOf(pairs, 'withdrawals')).toBeNull();
  });
});

describe('the layout', () => {
  const someone = (id: string, starts: Workflow[], decides: Workflow[]): MapPerson => ({
    id,
    kind: 'member',
    name: id,
    members: [{ id, name: id }],
    isOwner: false,
    status: null,
    isActive: true,
    starts,
    decides,
    completes: [],
    power: '',
    custodians: [],
  });
  const people = Array.from({ length: 40 }, (_, index) =>
    someone(
      `p${String(index)}`,
      index % 3 === 0 ? ['withdrawals'] : [],
      index % 2 === 0 ? ['access', 'policies'] : [],
    ),
  );
  const model: MapModel = {
    people,
    workflows: (['withdrawals', 'addresses', 'access', 'policies'] as const).map((workflow) => ({
      workflow,
      required: 1,
      isLocked: false,
      coverage: { ok: true },
      starters: people.filter(({ starts }) => starts.includes(workflow)),
      deciders: people.filter(({ decides }) => decides.includes(workflow)),
      alone: [],
      canStart: 0,
      canDecide: 0,
    })),
  };

  it('keeps people left, workflows right in their order, and nothing on top of anything', () => {
    const { positions, sizes, width } = layOut(model, orderPeople(model), 800);
    const left = people.map(({ id }) => positions.get(id));
    expect(new Set(left.map((one) => one?.x)).size).toBe(1);
    const rows = left.map((one) => one?.y ?? 0).sort((a, b) => a - b);
    for (const [index, y] of rows.entries())
      if (index > 0) expect(y - (rows[index - 1] ?? 0)).toBeGreaterThan(sizes.person.height);
    const right = model.workflows.map(({ workflow }) => positions.get(workflow));
    expect(right.map((one) => one?.y)).toEqual([...right.map((one) => one?.y ?? 0)].sort((a, b) => a - b));
    expect((right[0]?.x ?? 0) + sizes.workflow.width).toBeLessThanOrEqual(width);
    expect(width).toBe(800);
  });

  it('is the same for the same people', () => {
    expect([...layOut(model, orderPeople(model), 800).positions]).toEqual([
      ...layOut(model, orderPeople(model), 800).positions,
    ]);
  });
});

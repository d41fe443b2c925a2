import { describe, expect, it } from 'vitest';
import { coverageLines, effectLines, type Effect } from '../../renderer/features/request/effect-lines';
import type { PowerLine } from '../../shared/contract/requests';
import { acc, person } from './sample-data';

type Can = PowerLine['can'];

const power = (
  who: string,
  can: Can,
  account: string | null = 'Treasury',
  workflow: PowerLine['workflow'] = 'withdrawals',
): PowerLine => ({
  kind: 'member',
  ...person(who),
  workflow,
  account: account === null || account === '*' ? account : { id: acc(account), name: account },
  can,
});
const effect = (before: PowerLine[], after: PowerLine[]): Effect => ({
  before: { powers: before },
  after: { powers: after },
});
const told = (of: Effect): string[] =>
  effectLines(of).map(
    ({ people, aspect, workflow, places, before, after }) =>
      `${people.map(({ name }) => name.split(' ')[0]).join('+')} ${aspect} ${workflow} ${places.join('+')}: ${before} → ${after}`,
  );

describe('what an effect says', () => {
  it('tells starting and deciding apart, and leaves out what stays', () => {
    const before = [power('samuel', 'start'), power('samuel', 'approve', 'Reserve')];
    const after = [power('samuel', 'approve'), power('samuel', 'approve', 'Reserve')];
    expect(told(effect(before, after))).toEqual([
      'Samuel starting withdrawals Treasury: start → none',
      'Samuel deciding withdrawals Treasury: none → approve',
    ]);
  });

  it('says in one line what is the same at several places', () => {
    const after = [power('samuel', 'start'), power('samuel', 'start', 'Reserve')];
    expect(told(effect([], after))).toEqual(['Samuel starting withdrawals Treasury+Reserve: none → start']);
  });

  it('says in one line what is the same for several people', () => {
    const alone = ['dana', 'helena'].map((who) => power(who, 'complete-alone'));
    const waits = ['dana', 'helena'].map((who) => power(who, 'start'));
    expect(told(effect(alone, waits))).toEqual([
      'Dana+Helena starting withdrawals Treasury: complete-alone → start',
    ]);
  });

  it('counts a grant on all accounts at each of them, and says what stays when it goes', () => {
    const before = [power('samuel', 'start', '*'), power('samuel', 'start', 'Treasury')];
    const after = [power('samuel', 'start', 'Treasury')];
    expect(told(effect(before, after))).toEqual([
      'Samuel starting withdrawals *: start → none',
      'Samuel starting withdrawals Treasury: start → start',
    ]);
    expect(told(effect(before, before))).toEqual([]);
  });

  it('speaks of seeing only where nothing else changes there', () => {
    expect(told(effect([power('noor', 'see')], []))).toEqual([
      'Noor seeing withdrawals Treasury: see → none',
    ]);
    expect(told(effect([power('noor', 'start')], [power('noor', 'see')]))).toEqual([
      'Noor starting withdrawals Treasury: start → none',
    ]);
  });

  it('has no coverage for who may not see it', () => {
    expect(coverageLines(effect([], []))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { operations } from '../../shared/contract/operations';
import { OPERATIONS, type RequestDetail } from '../../shared/contract/requests';
import { ruleCases, ruleRows, type Ask, type Expected, type RuleCase } from './rule-case';
import { RuleStage } from './rule-stage';
import { casesOf } from './case-stage';

const STATUS = { complete: 'completed', queue: 'pending' };

/** Asks what initiating comes to: first what it would, then truly, and both have to say the same. */
async function initiated(
  stage: RuleStage,
  ask: Extract<Ask, { do: unknown }>,
  expected: Expected,
): Promise<void> {
  const person = stage.person(ask.by);
  const input = await stage.input(ask);
  if ('code' in expected && !('outcome' in expected)) {
    const answer = await person.call('requests.create', input);
    expect(answer.ok ? 'ok' : answer.problem.code).toBe(expected.code);
    return;
  }
  if (!('outcome' in expected)) throw new Error('initiating comes to an outcome');
  const { code, because, missing } = expected as { code?: string; because?: string; missing?: string[] };
  const dry = await person.ok('requests.create', { ...input, dryRun: true });
  expect('outcome' in dry ? [dry.outcome, dry.queuedBecause, dry.code] : dry).toEqual([
    expected.outcome,
    because,
    code,
  ]);
  const real = await person.call('requests.create', { ...input, stepUp: { totp: person.code() } });
  if (expected.outcome !== 'refuse') {
    expect(real).toMatchObject({ ok: true, value: { status: STATUS[expected.outcome] } });
    expect((real.ok ? (real.value as RequestDetail) : undefined)?.queuedBecause).toBe(because);
    return;
  }
  const problem = real.ok ? null : real.problem;
  expect(problem?.code).toBe(code);
  if (missing !== undefined) expect(problem?.missing).toEqual(missing);
}

async function answered(
  stage: RuleStage,
  ask: Exclude<Ask, { do: unknown }>,
  expected: Expected,
): Promise<void> {
  const answer = await stage.decide(ask);
  if ('code' in expected) return expect(answer.ok ? 'ok' : answer.problem.code).toBe(expected.code);
  if (!('answer' in expected)) throw new Error('a call comes to an answer or a code');
  expect(answer).toMatchObject({ ok: true, value: stage.resolved(expected.answer) });
  for (const field of expected.without ?? [])
    expect(Object.keys(answer.ok ? (answer.value as object) : {})).not.toContain(field);
}

/** Questions that change nothing may share what they are asked about. */
const shared = new Map<string, Promise<RuleStage>>();

function stageFor(each: RuleCase): Promise<RuleStage> {
  const { ask, expect: expected, people, given } = each;
  const reads = 'call' in ask && operations[ask.call].method === 'GET';
  if (!reads && !('code' in expected)) return RuleStage.of(each);
  const key = JSON.stringify([people, given]);
  const stage = shared.get(key) ?? RuleStage.of(each);
  shared.set(key, stage);
  return stage;
}

async function judge(each: RuleCase): Promise<void> {
  const stage = await stageFor(each);
  if (!('do' in each.ask)) return answered(stage, each.ask, each.expect);
  if (each.ask.factor === 'none') stage.org.clock.advance(6 * 60_000);
  return initiated(stage, each.ask, each.expect);
}

const files = ruleCases();
describe.each(files)('$file', ({ cases }) => {
  it.each(cases.map((each) => [each.row, each.is, each.what, each] as const))(
    '%s, %s: %s',
    (_row, _is, _what, each) => judge(each),
  );
});

describe('the cases', () => {
  const cases = files.flatMap((each) => each.cases);
  const rows = Object.entries(ruleRows()).flatMap(([section, names]) =>
    Object.keys(names).map((name) => `${section} ${name}`),
  );

  it.each(rows)('of the row %s have a yes and a no', (row) => {
    expect([...new Set(cases.filter((each) => each.row === row).map(({ is }) => is))].sort()).toEqual([
      'no',
      'yes',
    ]);
  });

  it('are of rows that there are', () => {
    expect(cases.filter(({ row }) => !rows.includes(row)).map(({ what }) => what)).toEqual([]);
  });

  it('have each operation of §3 for a row', () => {
    expect(Object.keys(ruleRows()['§3'] ?? {}).sort()).toEqual([...OPERATIONS].sort());
  });

  it('say each thing once', () => {
    const told = cases.map(({ row, what }) => `${row}: ${what}`);
    expect(told.filter((each, index) => told.indexOf(each) !== index)).toEqual([]);
  });

  it('leave the truth table to be asked in every workflow too', () => {
    expect(casesOf('truth-table').length).toBeGreaterThan(20);
  });
});

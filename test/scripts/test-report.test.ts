import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { singleCheck, summarize, vitestLane } from '../../scripts/test-report.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-report-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

type FileReport = { status: string; assertionResults: { status: string; fullName: string }[] };

function lane(files: FileReport[], exitCode: number) {
  const reportFile = path.join(folder, 'report.json');
  fs.writeFileSync(reportFile, JSON.stringify({ testResults: files }));
  return vitestLane('unit', 1.5, reportFile, exitCode);
}

function file(status: string, ...tests: string[]): FileReport {
  return {
    status,
    assertionResults: tests.map((result, index) => ({ status: result, fullName: `test ${index}` })),
  };
}

describe('a lane', () => {
  test('counts its tests', () => {
    const result = lane([file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo')], 1);
    expect(result).toMatchObject({ passed: 2, failed: 1, skipped: 2, skips: ['test 2', 'test 1'] });
  });

  test('fails for a file that could not be loaded', () => {
    expect(lane([file('passed', 'passed'), file('failed')], 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  test('fails without a test', () => {
    expect(lane([], 0)).toMatchObject({ failed: 1, note: 'ran no test' });
  });

  test('fails for errors outside of tests', () => {
    expect(lane([file('passed', 'passed')], 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  test('fails without a report', () => {
    expect(vitestLane('unit', 1.5, path.join(folder, 'none.json'), 0)).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });
});

test('the last line adds up all lanes', () => {
  const lanes = [
    singleCheck('types', 2, true),
    singleCheck('lint', 3, false),
    lane([file('passed', 'passed', 'skipped')], 0),
  ];
  expect(summarize(lanes, 12)).toMatchObject({
    lastLine: '2 passed, 1 failed, 1 skipped',
    failed: 1,
    skipped: 1,
  });
});

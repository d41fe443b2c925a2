// Counts what vitest reported, and prints the table and the last line of npm test.
import fs from 'node:fs';

/**
 * @typedef {{ name: string, seconds: number, passed: number, failed: number, skipped: number, skips: string[], note: string }} LaneResult
 *   skips: full names of the tests left out; note: why a lane without failed tests failed all the same
 */

/** A lane of one check, such as lint. */
export function singleCheck(name, seconds, ok) {
  return { name, seconds, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, skips: [], note: '' };
}

export function failedLane(name, seconds, note) {
  return { ...singleCheck(name, seconds, false), note };
}

/**
 * @param {string} reportFile vitest's JSON report, which is missing where vitest itself broke
 * @param {number} exitCode vitest's; it also tells of errors outside of any test
 * @returns {LaneResult}
 */
export function vitestLane(name, seconds, reportFile, exitCode) {
  let report;
  try {
    report = JSON.parse(fs.readFileSync(reportFile, 'utf8'));
  } catch {
    return failedLane(name, seconds, `vitest left no report (exit code ${exitCode})`);
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const count = (status) => tests.filter((test) => test.status === status).length;
  // A file that could not even be loaded has no tests to count.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const passed = count('passed');
  const failed = count('failed') + brokenFiles.length;
  const skips = tests
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => test.fullName);
  const result = { name, seconds, passed, failed, skipped: skips.length, skips, note: '' };
  if (failed > 0) return result;
  if (passed + skips.length === 0) return { ...result, failed: 1, note: 'ran no test' };
  if (exitCode !== 0)
    return { ...result, failed: 1, note: `errors outside of tests (exit code ${exitCode})` };
  return result;
}

/** What ran side by side, as one lane. @param {LaneResult[]} parts @returns {LaneResult} */
export function asOneLane(name, seconds, parts) {
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  return {
    name,
    seconds,
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    skips: parts.flatMap(({ skips }) => skips),
    note: parts
      .map(({ note }) => note)
      .filter(Boolean)
      .join('; '),
  };
}

/**
 * @param {LaneResult[]} results
 * @param {number} seconds that all of it took: less than the sum where lanes ran at once
 * @returns {{ table: string, lastLine: string, failed: number, skipped: number }}
 */
export function summarize(results, seconds) {
  const width = Math.max(...results.map((lane) => lane.name.length), 'total'.length);
  const total = (key) => results.reduce((sum, lane) => sum + lane[key], 0);
  const row = (name, cells, note = '') =>
    [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(8)), note && `  ${note}`]
      .join('')
      .trimEnd();
  const cells = (lane) => [lane.seconds.toFixed(1), lane.passed, lane.failed, lane.skipped];
  const lines = [
    row('', ['seconds', 'passed', 'failed', 'skipped']),
    ...results.map((lane) => row(lane.name, cells(lane), lane.note)),
    row('total', [seconds.toFixed(1), total('passed'), total('failed'), total('skipped')]),
  ];
  const skips = results.flatMap((lane) => lane.skips.map((name) => `skipped  ${lane.name}: ${name}`));
  return {
    table: [...lines, ...(skips.length > 0 ? ['', ...skips] : [])].join('\n'),
    lastLine: `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`,
    failed: total('failed'),
    skipped: total('skipped'),
  };
}

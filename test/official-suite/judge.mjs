// Decides whether a run is good.
import { readFileSync } from 'node:fs';

/**
 * What is known about each file: `{ [file]: { passed: number, failed?: { [title]: reason } } }`. The
 * title "" stands for a file that does not run to its end. The counts are there because a test can skip
 * itself, so that nothing failed does not mean that anything was tested.
 *
 * `expectation.json` was measured on the real Community Edition. There is no Enterprise Edition to
 * measure on: `expectation.enterprise.json` says that all of its tests pass.
 */
export function readExpectation(edition) {
  const name = edition === 'enterprise' ? 'expectation.enterprise.json' : 'expectation.json';
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

/**
 * @param {import('./run-file.mjs').FileResult[]} results
 * @param {ReturnType<typeof readExpectation>} expectation
 * @param {import('./run-file.mjs').FileResult[] | undefined} baseline
 * @returns {{ ok: boolean, text: string }}
 */
export function judge(results, expectation, baseline) {
  const complaints = results.flatMap((result) => [
    ...unexpected(result, expectation[result.file]),
    ...tooFew(result, expectation[result.file]),
  ]);
  if (baseline !== undefined) {
    complaints.push(...results.flatMap((result) => worseThan(baseline, result)));
  }
  const ok = complaints.length === 0;
  return { ok, text: ok ? 'as expected' : `not as expected:\n${complaints.join('\n')}` };
}

function unexpected({ file, tests, problem }, expected) {
  const failed = titles(tests, 'failed');
  if (problem !== undefined) failed.push('');
  return failed
    .filter((title) => expected?.failed?.[title] === undefined)
    .map((title) => `  ${file}: fails: ${title === '' ? '(not run to its end)' : title}`);
}

function tooFew({ file, tests }, expected) {
  if (expected === undefined) return [`  ${file}: is not in the expectation`];
  const passed = titles(tests, 'passed').length;
  return passed < expected.passed ? [`  ${file}: ${passed} of ${expected.passed} passed`] : [];
}

function worseThan(baseline, { file, tests }) {
  const passed = new Set(titles(tests, 'passed'));
  const before = baseline.find((result) => result.file === file)?.tests ?? [];
  return titles(before, 'passed')
    .filter((title) => !passed.has(title))
    .map((title) => `  ${file}: passes in the baseline: ${title}`);
}

function titles(tests, state) {
  return tests.filter((test) => test.state === state).map(({ title }) => title);
}

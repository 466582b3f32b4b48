// Decides whether a run is good.
import { readFileSync } from 'node:fs';

/**
 * Measured on the real Community Edition: `{ [file]: { passed: number, failed?: { [title]: reason } } }`.
 * The title "" stands for a file that does not run to its end. The counts are there because a test can
 * skip itself, so that nothing failed does not mean that anything was tested.
 */
const expectation = JSON.parse(
  readFileSync(new URL('./expectation.json', import.meta.url), 'utf8'),
);

/**
 * @param {import('./run-file.mjs').FileResult[]} results
 * @param {import('./run-file.mjs').FileResult[] | undefined} baseline
 * @returns {{ ok: boolean, text: string }}
 */
export function judge(results, baseline) {
  const complaints = results.flatMap((result) => [...unexpected(result), ...tooFew(result)]);
  if (baseline !== undefined) {
    complaints.push(...results.flatMap((result) => worseThan(baseline, result)));
  }
  const ok = complaints.length === 0;
  return { ok, text: ok ? 'as expected' : `not as expected:\n${complaints.join('\n')}` };
}

function unexpected({ file, tests, problem }) {
  const failed = titles(tests, 'failed');
  if (problem !== undefined) failed.push('');
  return failed
    .filter((title) => expectation[file]?.failed?.[title] === undefined)
    .map((title) => `  ${file}: fails: ${title === '' ? '(not run to its end)' : title}`);
}

function tooFew({ file, tests }) {
  const wanted = expectation[file]?.passed;
  if (wanted === undefined) return [`  ${file}: is not in expectation.json`];
  const passed = titles(tests, 'passed').length;
  return passed < wanted ? [`  ${file}: ${passed} of ${wanted} passed`] : [];
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

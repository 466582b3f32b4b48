// Decides whether a run is good.
import { readFileSync } from 'node:fs';

/**
 * `{ [file]: { [title of the test, or "" for the whole file]: reason } }`: what fails on the real
 * server, too.
 */
const known = JSON.parse(readFileSync(new URL('./known-failures.json', import.meta.url), 'utf8'));

/**
 * @param {import('./run-file.mjs').FileResult[]} results
 * @param {import('./run-file.mjs').FileResult[] | undefined} baseline
 * @returns {{ ok: boolean, text: string }}
 */
export function judge(results, baseline) {
  const unexpected = results.flatMap(({ file, tests, problem }) => {
    const failed = tests.filter(({ state }) => state === 'failed').map(({ title }) => title);
    if (problem !== undefined) failed.push('');
    return failed.filter((title) => known[file]?.[title] === undefined).map((title) => ({ file, title }));
  });
  const missing = baseline === undefined ? [] : missingFrom(results, baseline);
  const text = [
    ...list('fail and are not in known-failures.json', unexpected),
    ...(baseline === undefined ? [] : list('passed in the baseline and do not pass here', missing)),
  ];
  return { ok: unexpected.length === 0 && missing.length === 0, text: text.join('\n') };
}

function missingFrom(results, baseline) {
  return baseline.flatMap(({ file, tests }) => {
    const here = results.find((result) => result.file === file);
    const passed = passedTitles(here?.tests ?? []);
    return here === undefined
      ? []
      : [...passedTitles(tests)]
          .filter((title) => !passed.has(title))
          .map((title) => ({ file, title }));
  });
}

function passedTitles(tests) {
  return new Set(tests.filter(({ state }) => state === 'passed').map(({ title }) => title));
}

function list(what, entries) {
  return [
    `${entries.length} ${what}`,
    ...entries.map(({ file, title }) => `  ${file}: ${title === '' ? '(not run to its end)' : title}`),
  ];
}

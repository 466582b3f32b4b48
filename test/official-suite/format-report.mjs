// The report in words.

const PROBLEM_LINES = 4;
const MESSAGE_LENGTH = 200;
const INDENT = '\n      ';

/**
 * A line of figures for a file, below it what failed (✗) or only passed when repeated (↻).
 *
 * @param {import('./run-file.mjs').FileResult} result
 */
export function formatFile({ file, seconds, tests, problem }) {
  const failed = tests.filter(({ state }) => state === 'failed');
  const failedTitles = new Set(failed.map(({ title }) => title));
  const retried = tests.filter(
    ({ state, title }) => state === 'retried' && !failedTitles.has(title),
  );
  return [
    figures(file, tests, seconds),
    ...failed.map((test) => describe('✗', test)),
    ...retried.map((test) => describe('↻', test)),
    ...(problem === undefined ? [] : [`  ✗ not run to its end: ${problemLines(problem)}`]),
  ].join('\n');
}

/** @param {import('./run-file.mjs').FileResult[]} results */
export function formatTotal(results) {
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  return figures(
    'all',
    results.flatMap(({ tests }) => tests),
    seconds,
  );
}

function figures(name, tests, seconds) {
  const counts = ['passed', 'failed', 'pending'].map((state) => {
    const count = tests.filter((test) => test.state === state).length;
    return `${String(count).padStart(5)} ${state}`;
  });
  return `${name.padEnd(26)}${counts.join('')}${seconds.toFixed(1).padStart(7)} s`;
}

function describe(mark, { title, message = '' }) {
  return `  ${mark} ${title}${INDENT}${message.split('\n', 1)[0].slice(0, MESSAGE_LENGTH)}`;
}

function problemLines(problem) {
  return problem.split('\n').slice(0, PROBLEM_LINES).join(INDENT);
}

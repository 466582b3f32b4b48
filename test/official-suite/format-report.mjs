// The report in words: a line for each file, the failures below it.

const count = (result, state) => result.tests.filter((test) => test.state === state).length;

function line(name, counts, seconds) {
  const [passed, failed, pending] = counts.map((value) => String(value).padStart(4));
  const time = seconds.toFixed(1).padStart(6);
  return `${name.padEnd(28)}${passed} passed ${failed} failed ${pending} pending ${time} s`;
}

const countsOf = (result) => ['passed', 'failed', 'pending'].map((state) => count(result, state));

function failuresOf({ tests, problem }) {
  const failed = tests.filter(({ state }) => state === 'failed');
  return [
    ...failed.map(({ title, message }) => `  ✗ ${title}\n      ${firstLine(message)}`),
    ...(problem === undefined ? [] : [`  ✗ not run to its end: ${problem.replaceAll('\n', '\n      ')}`]),
  ];
}

function firstLine(message = '') {
  return message.split('\n', 1)[0].slice(0, 200);
}

/** @param {import('./run-file.mjs').FileResult[]} results */
export function formatReport(results, { total = false } = {}) {
  const lines = total
    ? [line('all', sum(results), results.reduce((all, { seconds }) => all + seconds, 0))]
    : results.flatMap((result) => [
        line(result.file, countsOf(result), result.seconds),
        ...failuresOf(result),
      ]);
  return lines.join('\n');
}

function sum(results) {
  return results
    .map(countsOf)
    .reduce((all, counts) => all.map((value, index) => value + counts[index]), [0, 0, 0]);
}

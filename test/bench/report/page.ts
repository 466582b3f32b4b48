import type { WorkloadResult } from '../measure/measure-workload.js';
import { cellsOf, HEADER, labelOf } from './figures.js';
import type { Report } from './report.js';
import { judge, type Verdict } from './targets.js';

/** The results as a page of the documentation, next to the chart `benchmarks.svg`. */
export function formatPage({ environment, effort, results }: Report): string {
  const { date, processor, cores, memory, system, node, server, official } = environment;
  const verdicts = judge(results);
  return `${[
    '# Benchmarks',
    '<!-- Written by `pnpm bench --page`. Do not edit. -->',
    `Measured on ${date}: ${processor}, ${cores} cores, ${memory}, ${system}, Node.js ${node}. ` +
      `Server: ${server}, on the same machine, so that it shares the cores with the clients.`,
    '![Throughput next to the baseline of each row](benchmarks.svg)',
    '## Aims',
    verdictTable(verdicts),
    lossText(results),
    '## How it is measured',
    methodText(effort, official),
    '## Figures',
    ...results.flatMap((result) => [`### ${labelOf(result)}`, workloadTable(result)]),
  ].join('\n\n')}\n`;
}

function methodText({ rounds, seconds }: Report['effort'], official: string): string {
  return [
    `- One process: \`wire\` is \`@aeroform/core\`, \`official\` npm \`aerospike\` ${official}, \`orm\` ` +
      '`@aeroform/orm` on `wire`. The packages are used as built. tinybench keeps calls under way and takes the times.',
    `- The subjects of a row take turns, in another order each round: ${rounds} rounds of ${seconds} s each, ` +
      'after one that does not count, each with an empty heap and after 100 ms of calls that do not count ' +
      '(a full collection throws machine code away). A figure is the median of the rounds. A ratio is ' +
      'that of two subjects of the same round: the median, the least and the most of the rounds.',
    '- “CPU” is the time of all threads of the client’s process for one record, “heap” how much the ' +
      'JavaScript heap and its buffers grew at most; what native code holds is not in it.',
    '- `native` is `@aeroform/core` on npm `aerospike`. `bare` is the least code that a get can be in JavaScript, ' +
      'without policies, time-outs, checks or metrics: what it does is about what one thread can. ' +
      '`core, same conditions` are puts under the generation, for records that are there, with the key.',
    '- Keys are made for each call. Every value that a batch or a query reads is looked at, and counted. ' +
      'The official client has no columns: there they are filled from its records.',
  ].join('\n');
}

function verdictTable(verdicts: readonly Verdict[]): string {
  const bound = ({ figure, ratio }: Verdict): string =>
    `${figure === 'throughput' ? '≥' : '≤'} ${ratio.toFixed(2)}`;
  return table(
    ['workload', 'figure', 'aim', 'measured', ''],
    verdicts.map((verdict) => [
      `\`${verdict.workload}\``,
      `${verdict.figure} of ${verdict.subject} ÷ ${verdict.baseline}`,
      bound(verdict),
      verdict.measured.toFixed(2),
      verdict.isMet ? 'met' : '**missed**',
    ]),
  );
}

/** Where a subject does less than what it is compared with. */
function lossText(results: readonly WorkloadResult[]): string {
  const losses = results.flatMap((result) =>
    result.subjects
      .filter(({ subject, ratio }) => subject !== result.baseline && ratio.median < 1)
      .map(
        ({ subject, ratio }) =>
          `- ${labelOf(result)}: ${subject} does ${ratio.median.toFixed(2)} of ${result.baseline}.`,
      ),
  );
  if (losses.length === 0) return 'No subject did less than its baseline.';
  return ['Less than the baseline:', losses.join('\n')].join('\n\n');
}

function workloadTable(result: WorkloadResult): string {
  return table(
    HEADER,
    result.subjects.map((subject) => cellsOf(result, subject)),
  );
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = `|${header.map((_, i) => (i === 0 ? '---' : '--:')).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

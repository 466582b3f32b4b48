import { labelOf } from '../report/figures.js';
import { aimTexts } from './aim-text.js';
import type { ProfileReport, WorkloadProfile } from './profile-result.js';
import { toMarkdown, toText } from './table.js';
import { areaTable, costTable, functionTable } from './tables.js';

const TABLES = [costTable, areaTable, functionTable];

/** The part of the machine that other processes may take before it is told. */
const MOST_REST = 0.1;

/** The profile of a workload, for the terminal. */
export function formatProfile(profile: WorkloadProfile): string {
  return [
    `${profile.name}: ${labelOf(profile)}`,
    ...TABLES.map((table) => toText(table(profile))),
    aimList(profile).replaceAll('**', '').replaceAll(/^/gm, '  '),
    ...warnings(profile),
    '',
  ].join('\n\n');
}

/** The profiles as a page of the documentation. */
export function formatPage({
  environment,
  effort,
  serverUnknown,
  profiles,
}: ProfileReport): string {
  const { date, processor, cores, memory, system, node, server, official } = environment;
  const place = serverUnknown ?? 'on this machine, so that it shares the cores with the clients';
  return `${[
    '# Profile',
    '<!-- Written by `pnpm --filter @aeroform/bench run profile --page`. Do not edit. -->',
    `Where the time goes, for each workload with an aim that compares \`wire\` with the official client, and ` +
      `what the aim would need. [Where the time goes](performance.md) has the conclusions, ` +
      `[Benchmarks](benchmarks.md) the figures of all workloads.`,
    `Measured on ${date}: ${processor}, ${cores} cores, ${memory}, ${system}, Node.js ${node}, npm ` +
      `\`aerospike\` ${official}. Server: ${server}, ${place}.`,
    '## How it is measured',
    methodText(effort),
    ...profiles.flatMap((profile) => [
      `## ${labelOf(profile)}`,
      ...warnings(profile),
      aimList(profile),
      ...TABLES.map((table) => toMarkdown(table(profile))),
    ]),
  ].join('\n\n')}\n`;
}

function aimList(profile: WorkloadProfile): string {
  const lines = aimTexts(profile).flatMap(({ aim, points }) => [
    `- ${aim}`,
    ...points.map((point) => `  - ${point}`),
  ]);
  return lines.join('\n');
}

/** Figures of a machine that does other work are of little use. */
function warnings({ own, baseline }: WorkloadProfile): string[] {
  const busy = [baseline, own].filter(
    ({ costs: { machine } }) =>
      machine.server !== undefined && machine.rest > machine.total * MOST_REST,
  );
  return busy.map(
    ({ subject, costs: { machine } }) =>
      `Other processes took ${Math.round((machine.rest / machine.total) * 100)} % of the machine while ` +
      `${subject} was measured, and the server may have worked for them: these figures are not those of a quiet one.`,
  );
}

function methodText({ rounds, seconds }: ProfileReport['effort']): string {
  return [
    `- The clients take turns: ${rounds} rounds of ${seconds} s each, after one that does not count, each with an ` +
      'empty heap and after 200 ms of calls that do not count. The figures of a client are those of the round whose ' +
      'rate is in the middle. Calls are kept under way without tinybench, so that rates are a little higher than ' +
      'in the benchmarks.',
    '- An item is a record or a row. CPU time is what the kernel counts for a process or thread ' +
      '(`/proc`): user mode and kernel are divided in hundredths of a second, sums are exact. “Others” are all other ' +
      'processes; “taken by the host” is what the host of a virtual machine did not give it.',
    '- The main thread is the one that runs JavaScript. “Waiting for a core” is when it could work, but both were ' +
      'taken; “asleep” is when it waits for an answer. “Event loop busy” is what Node says of itself: waiting for a ' +
      'core in the middle of work is busy, too.',
    '- Functions are looked at each 200 µs in one more round, with the profiler of V8. The parts are scaled so ' +
      'that they are the CPU time of the main thread without the profiler. Samples are of the clock: ' +
      'while a thread waits for a core, which is most often after a write that wakes the server, ' +
      'it is still in the function that writes. So the time in the kernel is that of the kernel’s own account, and ' +
      'the samples divide only the rest of it; what they do not show is native code.',
  ].join('\n');
}

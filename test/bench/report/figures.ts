import type { SubjectResult, WorkloadResult } from '../measure/measure-workload.js';
import type { Spread } from '../measure/spread.js';

/** The head of the tables. */
export const HEADER = [
  'subject',
  'per second',
  'ratio',
  'p50 µs',
  'p99 µs',
  'CPU µs',
  'CPU ratio',
  'heap MB',
] as const;

/** The cells of a subject. */
export function cellsOf({ baseline }: WorkloadResult, result: SubjectResult): string[] {
  const isBaseline = result.subject === baseline;
  return [
    result.subject,
    thousands(result.perSecond.median),
    isBaseline ? '' : withSpread(result.ratio),
    thousands(result.p50.median),
    thousands(result.p99.median),
    result.cpu.median.toFixed(2),
    isBaseline ? '' : withSpread(result.cpuRatio),
    (result.memory.median / 2 ** 20).toFixed(1),
  ];
}

/** A ratio with the least and the most of the rounds. */
export function withSpread({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}

function thousands(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

/** How a workload is called in tables and charts. */
export function labelOf({
  title,
  concurrency,
}: Pick<WorkloadResult, 'title' | 'concurrency'>): string {
  return concurrency === 1 ? `${title}, one at a time` : `${title}, ${concurrency} at a time`;
}

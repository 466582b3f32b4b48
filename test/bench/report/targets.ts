import type { SubjectResult, WorkloadResult } from '../measure/measure-workload.js';
import type { Spread } from '../measure/spread.js';

/** A figure that was set as an aim. */
export interface Target {
  readonly workload: string;
  readonly subject: string;
  /** What it is compared with. */
  readonly baseline: string;
  readonly figure: Figure;
  /** Least throughput, or most time, as a part of that of the baseline. */
  readonly ratio: number;
}

/** What is compared; `latency` is the median. */
export type Figure = 'throughput' | 'latency' | 'CPU';

/** Where a figure is found. */
const FIGURES: Readonly<Record<Figure, (result: SubjectResult) => Spread>> = {
  throughput: ({ perSecond }) => perSecond,
  latency: ({ p50 }) => p50,
  CPU: ({ cpu }) => cpu,
};

const throughput = (
  workload: string,
  subject: string,
  baseline: string,
  ratio: number,
): Target => ({ workload, subject, baseline, figure: 'throughput', ratio });

/** One at a time, the wire driver takes no longer than the official client. */
const latency = (workload: string): Target => {
  return { workload, subject: 'wire', baseline: 'official', figure: 'latency', ratio: 1 };
};

/** What is aimed at, in the order of the tables. */
export const TARGETS: readonly Target[] = [
  throughput('get/small/1', 'wire', 'official', 1),
  latency('get/small/1'),
  latency('put/small/1'),
  latency('operate/small/1'),
  latency('mixed/small/1'),
  throughput('get/small/128', 'wire', 'official', 3),
  throughput('put/small/128', 'wire', 'official', 2.5),
  throughput('operate/small/128', 'wire', 'official', 2.5),
  throughput('mixed/small/128', 'wire', 'official', 2.5),
  throughput('get/small/128', 'native', 'official', 0.95),
  throughput('put/small/128', 'native', 'official', 0.95),
  throughput('batch-read/1000', 'wire', 'official', 5),
  throughput('batch-columns/1000', 'wire', 'official', 8),
  throughput('query/100000', 'wire', 'official', 4),
  { ...throughput('get/small/128', 'wire', 'official', 0.25), figure: 'CPU' },
  { ...throughput('batch-read/1000', 'wire', 'official', 0.2), figure: 'CPU' },
  throughput('find-by-id/small/128', 'orm', 'core', 0.85),
  throughput('find-by-id/small/128', 'orm coalesced', 'core', 2),
  throughput('find-by-id/small/128', 'orm coalesced', 'official', 3),
  throughput('find-by-id/person/128', 'orm', 'core', 0.85),
  throughput('find-by-id/person/128', 'orm coalesced', 'core', 2),
  throughput('save/person/128', 'orm', 'core', 0.8),
  throughput('hydrate-batch/10000', 'orm', 'core', 1 / 1.5),
  throughput('hydrate-query/10000', 'orm', 'core', 1 / 1.5),
];

/** A target with what was measured. */
export interface Verdict extends Target {
  readonly measured: number;
  readonly isMet: boolean;
}

/** The targets of the workloads that were measured. */
export function judge(results: readonly WorkloadResult[]): Verdict[] {
  return TARGETS.flatMap((target) => {
    const workload = results.find(({ name }) => name === target.workload);
    const subject = resultOf(workload, target.subject);
    const base = resultOf(workload, target.baseline);
    if (subject === undefined || base === undefined) return [];
    // Ratios of medians, since a round has its ratio to the baseline of its workload only.
    const figure = FIGURES[target.figure];
    const measured = figure(subject).median / figure(base).median;
    const isMet =
      target.figure === 'throughput' ? measured >= target.ratio : measured <= target.ratio;
    return [{ ...target, measured, isMet }];
  });
}

function resultOf(
  workload: WorkloadResult | undefined,
  subject: string,
): SubjectResult | undefined {
  return workload?.subjects.find((result) => result.subject === subject);
}

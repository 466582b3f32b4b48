import type { Workload } from '../workload/workload.js';
import { measureRound, type Slice } from './measure-round.js';
import { type Spread, spreadOf } from './spread.js';

/** How long is measured. */
export interface Effort {
  readonly rounds: number;
  /** Of each subject in each round. */
  readonly seconds: number;
}

/** What one subject of a workload did in all rounds. */
export interface SubjectResult {
  readonly subject: string;
  readonly perSecond: Spread;
  readonly cpu: Spread;
  readonly p50: Spread;
  readonly p99: Spread;
  readonly memory: Spread;
  /** Throughput of the same round, as a part of that of the baseline: above 1 it does more. */
  readonly ratio: Spread;
  /** CPU time for a record, as a part of that of the baseline: below 1 it needs less. */
  readonly cpuRatio: Spread;
}

/** All figures of a workload. */
export interface WorkloadResult extends Pick<
  Workload,
  'name' | 'title' | 'concurrency' | 'items' | 'baseline'
> {
  readonly subjects: readonly SubjectResult[];
}

/** Measures the subjects in turns; the first round only warms up. */
export async function measureWorkload(
  workload: Workload,
  { rounds, seconds }: Effort,
): Promise<WorkloadResult> {
  const { name, title, concurrency, items, baseline } = workload;
  const names = Object.keys(workload.subjects);
  const milliseconds = seconds * 1000;
  await measureRound(workload, names, milliseconds);
  const slices: Map<string, Slice>[] = [];
  for (let round = 0; round < rounds; round++) {
    slices.push(await measureRound(workload, rotate(names, round), milliseconds));
  }
  const subjects = names.map((subject) => summarise(subject, baseline, slices));
  return { name, title, concurrency, items, baseline, subjects };
}

function summarise(
  subject: string,
  baseline: string,
  rounds: readonly Map<string, Slice>[],
): SubjectResult {
  const own = rounds.map((round) => round.get(subject)!);
  const base = rounds.map((round) => round.get(baseline)!);
  const spread = (of: (slice: Slice) => number): Spread => spreadOf(own.map(of));
  return {
    subject,
    perSecond: spread(({ perSecond }) => perSecond),
    cpu: spread(({ cpu }) => cpu),
    p50: spread(({ p50 }) => p50),
    p99: spread(({ p99 }) => p99),
    memory: spread(({ memory }) => memory),
    ratio: spreadOf(own.map(({ perSecond }, i) => perSecond / base[i]!.perSecond)),
    cpuRatio: spreadOf(own.map(({ cpu }, i) => cpu / base[i]!.cpu)),
  };
}

function rotate(names: readonly string[], by: number): string[] {
  const start = by % names.length;
  return [...names.slice(start), ...names.slice(0, start)];
}

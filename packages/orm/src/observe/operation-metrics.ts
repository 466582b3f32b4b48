import {
  addMetrics,
  DurationHistogram,
  histogramSamples,
  type MetricDefinition,
  type MetricSample,
} from '@aeroform/core';
import type { Operation, OperationAccess } from './operation.js';
import { type Outcome } from './outcome.js';
import type { Verb } from './verb.js';

/** The operations of one entity class with one verb. */
interface Series {
  readonly entity: string;
  readonly verb: Verb;
  readonly durations: Map<OperationAccess, Map<Outcome, DurationHistogram>>;
  scans: number;
  conflicts: number;
  failedRecords: number;
}

/** Counts by entity class, then by verb: looked up without making a key of the two. */
type SeriesTable = Map<string, Map<Verb, Series>>;

/** What all copies of this package in the process count in. */
interface Counts {
  readonly table: SeriesTable;
}

const KEY = Symbol.for('@aeroform/orm.metrics.1');
const host = globalThis as { [KEY]?: Counts };

/** Counts an operation that has ended. */
export function countOperation(operation: Operation, outcome: Outcome): void {
  const series = seriesOf(operation.entity, operation.verb);
  const { access } = operation;
  let outcomes = series.durations.get(access);
  if (outcomes === undefined) series.durations.set(access, (outcomes = new Map()));
  let histogram = outcomes.get(outcome);
  if (histogram === undefined) outcomes.set(outcome, (histogram = new DurationHistogram()));
  histogram.observe((performance.now() - operation.startedAt) / 1000);
  if (access === 'scan') series.scans += 1;
  series.conflicts += operation.conflicts;
  series.failedRecords += operation.failed;
}

/** The counts of this process; made, and shown beside core's metrics, with the first operation. */
function counts(): Counts {
  const known = host[KEY];
  if (known !== undefined) return known;
  const made: Counts = { table: new Map() };
  host[KEY] = made;
  addMetrics(definitionsOf(made.table));
  return made;
}

function seriesOf(entity: string, verb: Verb): Series {
  const { table } = host[KEY] ?? counts();
  let verbs = table.get(entity);
  if (verbs === undefined) table.set(entity, (verbs = new Map()));
  let series = verbs.get(verb);
  if (series === undefined) {
    series = { entity, verb, durations: new Map(), scans: 0, conflicts: 0, failedRecords: 0 };
    verbs.set(verb, series);
  }
  return series;
}

const DURATION = 'aerospike_orm_operation_duration_seconds';

function definitionsOf(table: SeriesTable): MetricDefinition[] {
  const all = (): Series[] => [...table.values()].flatMap((verbs) => [...verbs.values()]);
  const reset = (): void => table.clear();
  const counter = (name: string, help: string, count: (series: Series) => number) => ({
    name,
    help,
    type: 'counter' as const,
    reset,
    samples: (): MetricSample[] =>
      all()
        .filter((series) => count(series) > 0)
        .map((series) => ({ labels: labelsOf(series), value: count(series) })),
  });
  return [
    {
      name: DURATION,
      help: 'Duration of operations of the mapper in seconds, by entity, method, access and outcome.',
      type: 'histogram',
      reset,
      samples: () => all().flatMap(durationsOf),
    },
    counter('aerospike_orm_scan_total', 'Operations that read a whole set.', ({ scans }) => scans),
    counter(
      'aerospike_orm_cas_conflict_total',
      'Writes that lost against another writer, those that were repeated too.',
      ({ conflicts }) => conflicts,
    ),
    counter(
      'aerospike_orm_batch_failed_total',
      'Records that failed within batches.',
      ({ failedRecords }) => failedRecords,
    ),
  ];
}

function labelsOf({ entity, verb }: Series): { readonly entity: string; readonly op: string } {
  return { entity, op: verb };
}

function durationsOf(series: Series): MetricSample[] {
  return [...series.durations].flatMap(([access, outcomes]) =>
    [...outcomes].flatMap(([outcome, histogram]) =>
      histogramSamples(DURATION, { ...labelsOf(series), access, outcome }, histogram),
    ),
  );
}

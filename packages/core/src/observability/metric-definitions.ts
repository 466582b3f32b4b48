import { DURATION_BUCKETS, type DurationHistogram } from './duration-histogram.js';
import { liveClients, type NodeStats } from './live-clients.js';
import { operationMetrics, type OperationSeries } from './operation-metrics.js';
import { stageMetrics } from './stage-metrics.js';
import { OPERATION_NAMES } from './verb.js';

/** One line of a metric: its labels and value, and its name where that is not the metric's. */
export interface MetricSample {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  readonly metricName?: string;
}

/** A metric as Prometheus knows it; its samples are taken when somebody reads it. */
export interface MetricDefinition {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: () => MetricSample[];
  /** Forgets its counts; without it those of all operations of clients. */
  readonly reset?: () => void;
}

const SYSTEM = { db_system_name: 'aerospike' };

const OPERATION_DURATION = 'db_client_operation_duration_seconds';
const STAGE_DURATION = 'db_client_internal_stage_seconds';

/**
 * All metrics. The first and the last have the names and labels of aerospike-py; those of
 * connections are OpenTelemetry's.
 */
export const METRIC_DEFINITIONS: readonly MetricDefinition[] = [
  {
    name: OPERATION_DURATION,
    help: 'Duration of client operations in seconds; error_type is empty for those that succeeded.',
    type: 'histogram',
    samples: () => ofOperations(operationDurations),
  },
  {
    name: 'db_client_operations_in_flight',
    help: 'Client operations that have begun and not ended.',
    type: 'gauge',
    samples: () =>
      ofOperations((series) => [{ labels: operationLabels(series), value: series.inFlight }]),
  },
  {
    name: 'db_client_retries_total',
    help: 'Attempts after the first, by the error that made them necessary.',
    type: 'counter',
    samples: () => ofOperations((series) => counted(series, 'error_type', series.retries)),
  },
  {
    name: 'db_client_batch_record_errors_total',
    help: 'Records that failed within batches, by result code.',
    type: 'counter',
    samples: () =>
      ofOperations((series) => counted(series, 'db_response_status_code', series.failedRows)),
  },
  {
    name: 'db_client_connection_count',
    help: 'Open connections by node and state.',
    type: 'gauge',
    samples: () =>
      ofNodes(({ node, idle, used }) => [
        { labels: connectionLabels(node, 'idle'), value: idle },
        { labels: connectionLabels(node, 'used'), value: used },
      ]),
  },
  {
    name: 'db_client_connection_pending_requests',
    help: 'Requests that wait for a connection, by node.',
    type: 'gauge',
    samples: () =>
      ofNodes(({ node, waiting }) => [
        { labels: { ...SYSTEM, db_client_connection_pool_name: node }, value: waiting },
      ]),
  },
  {
    name: 'db_client_node_circuit_open',
    help: '1 while a node gets no commands because too many failed.',
    type: 'gauge',
    samples: () =>
      ofNodes(({ node, circuitOpen }) => [
        { labels: { ...SYSTEM, db_client_connection_pool_name: node }, value: Number(circuitOpen) },
      ]),
  },
  {
    name: 'db_client_operations_queued',
    help: 'Operations that wait for a permit of maxConcurrentOperations.',
    type: 'gauge',
    samples: () => [
      { labels: SYSTEM, value: [...liveClients].reduce((sum, stats) => sum + stats().queued, 0) },
    ],
  },
  {
    name: STAGE_DURATION,
    help: 'Duration of the stages of client operations in seconds, while their timing is on.',
    type: 'histogram',
    samples: () =>
      [...stageMetrics].flatMap(([name, stage, histogram]) =>
        histogramSamples(STAGE_DURATION, { stage, db_operation_name: name }, histogram),
      ),
  },
];

function ofOperations(samples: (series: OperationSeries) => MetricSample[]): MetricSample[] {
  return [...operationMetrics].flatMap(samples);
}

function operationDurations(series: OperationSeries): MetricSample[] {
  const labels = operationLabels(series);
  const outcomes: [string, DurationHistogram][] = [['', series.successes], ...series.failures];
  return outcomes.flatMap(([code, histogram]) =>
    histogramSamples(OPERATION_DURATION, { ...labels, error_type: code }, histogram),
  );
}

function operationLabels({ labels }: OperationSeries): Record<string, string> {
  return {
    ...SYSTEM,
    db_namespace: labels.namespace,
    db_collection_name: labels.set,
    db_operation_name: OPERATION_NAMES[labels.verb],
  };
}

function counted(
  series: OperationSeries,
  label: string,
  counts: ReadonlyMap<string | number, number>,
): MetricSample[] {
  return [...counts].map(([key, value]) => ({
    labels: { ...operationLabels(series), [label]: key },
    value,
  }));
}

/** The samples of a histogram as Prometheus has them; none while nothing is counted. */
export function histogramSamples(
  name: string,
  labels: Readonly<Record<string, string>>,
  { counts, sum }: DurationHistogram,
): MetricSample[] {
  let count = 0;
  const samples = counts.map((inBucket, index): MetricSample => {
    count += inBucket;
    const le = DURATION_BUCKETS[index] ?? '+Inf';
    return { labels: { le, ...labels }, value: count, metricName: `${name}_bucket` };
  });
  if (count === 0) return [];
  samples.push({ labels, value: sum, metricName: `${name}_sum` });
  samples.push({ labels, value: count, metricName: `${name}_count` });
  return samples;
}

/** Of all clients: two that are connected to one node are added up. */
function ofNodes(samples: (stats: NodeStats) => MetricSample[]): MetricSample[] {
  const byNode = new Map<string, NodeStats>();
  for (const source of liveClients) {
    for (const stats of source().nodes) {
      const known = byNode.get(stats.node);
      byNode.set(stats.node, known === undefined ? stats : sumOf(known, stats));
    }
  }
  return [...byNode.values()].flatMap(samples);
}

function sumOf(a: NodeStats, b: NodeStats): NodeStats {
  return {
    node: a.node,
    idle: a.idle + b.idle,
    used: a.used + b.used,
    waiting: a.waiting + b.waiting,
    circuitOpen: a.circuitOpen || b.circuitOpen,
  };
}

function connectionLabels(node: string, state: string): Record<string, string> {
  return {
    ...SYSTEM,
    db_client_connection_pool_name: node,
    db_client_connection_state: state,
  };
}

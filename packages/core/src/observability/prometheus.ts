import type { Metric, OpenMetricsContentType, PrometheusContentType, Registry } from 'prom-client';
import { METRIC_DEFINITIONS, type MetricDefinition } from './metric-definitions.js';
import { operationMetrics } from './operation-metrics.js';

/** A registry of prom-client, whichever text it writes. */
export type MetricsRegistry = Registry<PrometheusContentType> | Registry<OpenMetricsContentType>;

/**
 * Adds the metrics of all clients of this process to a registry of prom-client, which then shows them
 * beside the application's own. Counting costs nothing more for it.
 *
 * @throws {Error} of prom-client when the registry has another metric with one of the names.
 */
export function registerMetrics(registry: MetricsRegistry): void {
  const { contentType } = registry;
  for (const definition of METRIC_DEFINITIONS) {
    registry.registerMetric(
      asMetric(definition, contentType.startsWith('application/openmetrics')),
    );
  }
}

/**
 * The metrics of all clients of this process as OpenMetrics text, which ends with `# EOF`.
 *
 * @throws when prom-client is not installed.
 */
export async function getMetrics(): Promise<string> {
  return (await openMetricsRegistry()).metrics();
}

/** Switches counting and timing of operations on or off, for the whole process. It is on. */
export function setMetricsEnabled(enabled: boolean): void {
  operationMetrics.enabled = enabled;
}

/** Whether operations are counted and timed. */
export function isMetricsEnabled(): boolean {
  return operationMetrics.enabled;
}

let ownRegistry: Promise<Registry<OpenMetricsContentType>> | undefined;

/** A registry with nothing but these metrics. prom-client is loaded when it is first asked for. */
export function openMetricsRegistry(): Promise<Registry<OpenMetricsContentType>> {
  ownRegistry ??= import('prom-client').then((prometheus) => {
    const registry = new prometheus.Registry<OpenMetricsContentType>();
    registry.setContentType(prometheus.Registry.OPENMETRICS_CONTENT_TYPE);
    registerMetrics(registry);
    return registry;
  });
  return ownRegistry;
}

/**
 * A metric whose values are read from our counts. prom-client's own classes look up the labels anew
 * with each observation, which takes about a fifth of what a whole read costs.
 */
function asMetric({ name, help, type, samples }: MetricDefinition, openMetrics: boolean): Metric {
  // Text in the OpenMetrics form gets the suffix from the registry.
  const ownName = openMetrics && type === 'counter' ? name.replace(/_total$/, '') : name;
  const metric = {
    name: ownName,
    help,
    type,
    aggregator: 'sum',
    get: () => Promise.resolve({ ...metric, values: samples() }),
    reset: () => operationMetrics.reset(),
  };
  // safe: a registry asks its metrics for a name, a type, get() and reset().
  return metric as unknown as Metric;
}

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
  register(registry, [...METRIC_DEFINITIONS, ...furtherDefinitions]);
  registries.add(new WeakRef(registry));
}

/** What packages on top of this one count. */
const furtherDefinitions: MetricDefinition[] = [];
/** Where the metrics were registered: further ones are shown there, too. */
const registries = new Set<WeakRef<MetricsRegistry>>();

/**
 * Adds metrics to those of all clients: `getMetrics`, the metrics server and every registry that was
 * given to `registerMetrics` show them, too. For packages on top of this one.
 */
export function addMetrics(definitions: readonly MetricDefinition[]): void {
  furtherDefinitions.push(...definitions);
  for (const reference of registries) {
    const registry = reference.deref();
    if (registry === undefined) registries.delete(reference);
    else register(registry, definitions);
  }
}

function register(registry: MetricsRegistry, definitions: readonly MetricDefinition[]): void {
  const isOpenMetrics = registry.contentType.startsWith('application/openmetrics');
  for (const definition of definitions) {
    registry.registerMetric(asMetric(definition, isOpenMetrics));
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
function asMetric(definition: MetricDefinition, openMetrics: boolean): Metric {
  const { name, help, type, samples } = definition;
  // Text in the OpenMetrics form gets the suffix from the registry.
  const ownName = openMetrics && type === 'counter' ? name.replace(/_total$/, '') : name;
  const metric = {
    name: ownName,
    help,
    type,
    aggregator: 'sum',
    get: () => Promise.resolve({ ...metric, values: samples() }),
    reset: definition.reset ?? (() => operationMetrics.reset()),
  };
  // safe: a registry asks its metrics for a name, a type, get() and reset().
  return metric as unknown as Metric;
}

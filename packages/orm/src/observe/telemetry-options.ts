import type { OperationInfo } from './plugin.js';

/**
 * What spans and the log of slow operations tell of a query: nothing, how it reaches its records
 * (`shape`), or the whole plan with the values of its conditions (`full`).
 */
export type StatementDetail = 'none' | 'shape' | 'full';

/** An operation that took long. */
export interface SlowOperation extends OperationInfo {
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/** What is told of the operations of a data source. */
export interface TelemetryOptions {
  /**
   * Counts and times operations, for core's `registerMetrics`, `getMetrics` and metrics server. Default
   * true; core's `setMetricsEnabled(false)` switches it off too.
   */
  readonly metrics?: boolean;
  /** Makes a span of each operation once there is an OpenTelemetry SDK. Default true. */
  readonly tracing?: boolean;
  /** What is told of queries. Default `shape`. */
  readonly statements?: StatementDetail;
  /** Operations that take at least so many milliseconds are slow. Default: none is. */
  readonly slowMs?: number;
  /** Told of slow operations, instead of core's log, where they are warnings. */
  readonly onSlow?: (operation: SlowOperation) => void;
}

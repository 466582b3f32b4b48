export { CALL_CHANNELS, type CallMessage } from './call-channels.js';
export { isTracing, isTracingEnabled, setTracingEnabled } from './call-span.js';
export { DURATION_BUCKETS, DurationHistogram } from './duration-histogram.js';
export {
  LOG_LEVEL_DEBUG,
  LOG_LEVEL_ERROR,
  LOG_LEVEL_INFO,
  LOG_LEVEL_OFF,
  LOG_LEVEL_TRACE,
  LOG_LEVEL_WARN,
  type LogLevel,
  type LogLevelName,
} from './log-level.js';
export {
  droppedLogCount,
  log,
  type LeveledLogger,
  type LogEntry,
  type Logger,
  loggerOf,
  type LogSubsystem,
  setLogger,
  setLogLevel,
} from './log.js';
export {
  type MetricsServerOptions,
  startMetricsServer,
  stopMetricsServer,
} from './metrics-server.js';
export {
  histogramSamples,
  type MetricDefinition,
  type MetricSample,
} from './metric-definitions.js';
export {
  addMetrics,
  getMetrics,
  isMetricsEnabled,
  type MetricsRegistry,
  registerMetrics,
  setMetricsEnabled,
} from './prometheus.js';
export {
  internalStageProfiling,
  isInternalStageMetricsEnabled,
  setInternalStageMetricsEnabled,
} from './stage-metrics.js';
export { setSlowCallThreshold } from './slow-calls.js';
export { type Verb } from './verb.js';

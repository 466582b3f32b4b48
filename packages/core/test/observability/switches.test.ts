import {
  isInternalStageMetricsEnabled,
  isTracingEnabled,
  LOG_LEVEL_DEBUG,
  LOG_LEVEL_ERROR,
  LOG_LEVEL_INFO,
  LOG_LEVEL_OFF,
  LOG_LEVEL_TRACE,
  LOG_LEVEL_WARN,
  setInternalStageMetricsEnabled,
  setLogger,
  setLogLevel,
  setTracingEnabled,
} from '../../src/index.js';
import { log } from '../../src/observability/log.js';

const LEVELS = ['error', 'warn', 'info', 'debug', 'trace'] as const;

describe('the level of the log', () => {
  afterEach(() => {
    setLogger(undefined);
    setLogLevel(LOG_LEVEL_WARN);
  });

  it.each([
    ['LOG_LEVEL_OFF', LOG_LEVEL_OFF, []],
    ['LOG_LEVEL_ERROR', LOG_LEVEL_ERROR, ['error']],
    ['LOG_LEVEL_WARN', LOG_LEVEL_WARN, ['error', 'warn']],
    ['LOG_LEVEL_INFO', LOG_LEVEL_INFO, ['error', 'warn', 'info']],
    ['LOG_LEVEL_DEBUG', LOG_LEVEL_DEBUG, ['error', 'warn', 'info', 'debug']],
    ['LOG_LEVEL_TRACE', LOG_LEVEL_TRACE, [...LEVELS]],
  ] as const)('%s lets through what is as important', (_name, level, expected) => {
    const seen: string[] = [];
    setLogger({ log: (entry) => seen.push(entry.level) });
    setLogLevel(level);
    for (const each of LEVELS) log(each, 'aerospike.client', 'text');
    expect(seen).toEqual(expected);
  });
});

describe('the switches', () => {
  it('of stage timing is off until it is set', () => {
    expect(isInternalStageMetricsEnabled()).toBe(false);
    setInternalStageMetricsEnabled(true);
    expect(isInternalStageMetricsEnabled()).toBe(true);
    setInternalStageMetricsEnabled(false);
    expect(isInternalStageMetricsEnabled()).toBe(false);
  });

  it('of tracing is on until it is cleared', () => {
    expect(isTracingEnabled()).toBe(true);
    setTracingEnabled(false);
    expect(isTracingEnabled()).toBe(false);
    setTracingEnabled(true);
  });
});

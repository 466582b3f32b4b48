/** Nothing is logged. */
export const LOG_LEVEL_OFF = -1;
export const LOG_LEVEL_ERROR = 0;
export const LOG_LEVEL_WARN = 1;
export const LOG_LEVEL_INFO = 2;
export const LOG_LEVEL_DEBUG = 3;
export const LOG_LEVEL_TRACE = 4;

/** How much is logged, and how important an entry is. */
export type LogLevel =
  | typeof LOG_LEVEL_OFF
  | typeof LOG_LEVEL_ERROR
  | typeof LOG_LEVEL_WARN
  | typeof LOG_LEVEL_INFO
  | typeof LOG_LEVEL_DEBUG
  | typeof LOG_LEVEL_TRACE;

/** Names of the levels that entries have. */
export type LogLevelName = 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Levels by name. */
export const LOG_LEVELS: Readonly<Record<LogLevelName, LogLevel>> = Object.freeze({
  error: LOG_LEVEL_ERROR,
  warn: LOG_LEVEL_WARN,
  info: LOG_LEVEL_INFO,
  debug: LOG_LEVEL_DEBUG,
  trace: LOG_LEVEL_TRACE,
});

import { debuglog } from 'node:util';
import { invalidArg } from '../error/argument-error.js';
import { LOG_LEVEL_OFF, LOG_LEVEL_TRACE, LOG_LEVEL_WARN } from './log-level.js';
import { LOG_LEVELS, type LogLevel, type LogLevelName } from './log-level.js';

/** Part of the client that has something to say. */
export type LogSubsystem =
  | 'aerospike.client'
  | 'aerospike.cluster'
  | 'aerospike.connection'
  | 'aerospike.command'
  | 'aerospike.batch'
  | 'aerospike.query'
  | 'aerospike.transaction'
  | 'aerospike.orm';

/** One entry. It never holds a password, a token, a bin value or a user key. */
export interface LogEntry {
  readonly level: LogLevelName;
  readonly subsystem: LogSubsystem;
  readonly message: string;
  /** What the message is about: node, address, error … */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Takes the entries; {@link loggerOf} makes one of a logger with a method for each level. */
export interface Logger {
  log(entry: LogEntry): void;
}

/** Loggers as `console`, pino and winston are: a method for each level. */
export type LeveledLogger = Partial<
  Record<LogLevelName, (first: never, second?: never) => unknown>
>;

let level: LogLevel = LOG_LEVEL_WARN;
let logger: Logger | undefined;
let dropped = 0;
const debug = debuglog('aerospike');

/**
 * Sets how much is logged, for the whole process. Default `LOG_LEVEL_WARN`.
 *
 * @throws {InvalidArgError} on anything but a `LOG_LEVEL_…` constant.
 */
export function setLogLevel(next: LogLevel): void {
  if (!Number.isInteger(next) || next < LOG_LEVEL_OFF || next > LOG_LEVEL_TRACE) {
    throw invalidArg('level', next, 'a LOG_LEVEL_… constant');
  }
  level = next;
}

/**
 * Sets who takes the entries, for the whole process. Without a logger they are shown when the
 * environment variable `NODE_DEBUG` holds `aerospike`.
 *
 * @param next - undefined to go back to that.
 */
export function setLogger(next: Logger | undefined): void {
  logger = next;
}

/** Entries that were lost because the logger threw. */
export function droppedLogCount(): number {
  return dropped;
}

/** Whether entries of a level are wanted: for those that take work to make. */
export function isLogged(name: LogLevelName): boolean {
  return LOG_LEVELS[name] <= level;
}

/** Logs an entry, when its level is wanted. A logger that throws does not harm the caller. */
export function log(
  name: LogLevelName,
  subsystem: LogSubsystem,
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  if (!isLogged(name)) return;
  try {
    if (logger === undefined) debug('%s %s: %s %j', name, subsystem, message, fields);
    else logger.log({ level: name, subsystem, message, fields });
  } catch {
    dropped++;
  }
}

/**
 * A logger that hands entries to one with a method for each level, fields first, as pino takes them;
 * `trace` falls back to `debug`.
 *
 * @example
 * setLogger(loggerOf(pino()));
 */
export function loggerOf(target: LeveledLogger): Logger {
  return {
    log({ level: name, subsystem, message, fields }) {
      const method = target[name] ?? (name === 'trace' ? target.debug : undefined);
      // safe: the order of pino; console and winston print both.
      (method as ((fields: object, message: string) => unknown) | undefined)?.call(
        target,
        { subsystem, ...fields },
        message,
      );
    },
  };
}

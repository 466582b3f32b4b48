/** What the server did since its start; names that are missing were never counted. */
export interface Counters {
  /** Connections accepted. */
  connectionsOpened: number;
  connectionsClosed: number;
  /** Messages that could not be decoded, answered with result code 4. */
  malformedMessages: number;
  /** Connections closed because of a broken frame. */
  brokenFrames: number;
  /** Messages answered, batches and queries counted once. */
  commands: number;
  infoCommands: number;
  adminCommands: number;
  /** Faults of the server itself, answered with result code 1. */
  internalErrors: number;
  /** Stack of the latest of them, for a bug report. */
  lastInternalError: string | undefined;
  /** Requests for what this server does not have, by name: `info:<name>`, `op:<code>`. */
  readonly unsupported: Map<string, number>;
}

export function createCounters(): Counters {
  return {
    connectionsOpened: 0,
    connectionsClosed: 0,
    malformedMessages: 0,
    brokenFrames: 0,
    commands: 0,
    infoCommands: 0,
    adminCommands: 0,
    internalErrors: 0,
    lastInternalError: undefined,
    unsupported: new Map(),
  };
}

/** How many different names are remembered: they come from outside. */
const MAX_UNSUPPORTED_NAMES = 1000;

/** Counts a request for what this server does not have. */
export function countUnsupported(counters: Counters, name: string): void {
  const { unsupported } = counters;
  if (unsupported.size >= MAX_UNSUPPORTED_NAMES && !unsupported.has(name)) return;
  unsupported.set(name, (unsupported.get(name) ?? 0) + 1);
}

/** Counts a fault of the server itself and keeps the latest for a bug report. */
export function countInternalError(counters: Counters, error: unknown): void {
  counters.internalErrors++;
  counters.lastInternalError =
    error instanceof Error ? (error.stack ?? error.message) : String(error);
}

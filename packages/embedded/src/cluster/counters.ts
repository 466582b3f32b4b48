import { RECORD_COMMANDS, type RecordCommand } from '../fault/fault-spec.js';

/** What clients can ask for in messages: one record each, alone or as rows of batches; or a query. */
export type RequestKind = RecordCommand | 'query' | 'aggregation' | 'background-query';

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
  /** Batches answered, and how many of them ended with an error. */
  batches: number;
  failedBatches: number;
  /** What clients asked for; rows of batches count as what they do. */
  readonly requests: Record<RequestKind, number>;
  infoCommands: number;
  adminCommands: number;
  /** Faults of the server itself, answered with result code 1. */
  internalErrors: number;
  /** Stack of the latest of them, for a bug report. */
  lastInternalError: string | undefined;
  /** Faults on demand that happened, see `server.faults`. */
  faultsHit: number;
  /** Requests for what this server does not have, by name: `info:<name>`, `op:<code>`. */
  readonly unsupported: Map<string, number>;
}

const REQUEST_KINDS: readonly RequestKind[] = [
  ...RECORD_COMMANDS,
  'query',
  'aggregation',
  'background-query',
];

export function createCounters(): Counters {
  return {
    connectionsOpened: 0,
    connectionsClosed: 0,
    malformedMessages: 0,
    brokenFrames: 0,
    commands: 0,
    batches: 0,
    failedBatches: 0,
    requests: Object.fromEntries(REQUEST_KINDS.map((kind) => [kind, 0])) as Counters['requests'],
    infoCommands: 0,
    adminCommands: 0,
    internalErrors: 0,
    lastInternalError: undefined,
    faultsHit: 0,
    unsupported: new Map(),
  };
}

/** Back to zero; connections that are open count as opened. */
export function resetCounters(counters: Counters, openConnections: number): void {
  const { unsupported } = counters;
  unsupported.clear();
  Object.assign(counters, createCounters(), { unsupported, connectionsOpened: openConnections });
}

/** How many different names are remembered: they come from outside. */
const MAX_UNSUPPORTED_NAMES = 1000;
/** How much of a name is remembered. */
const MAX_NAME_SIZE = 100;

/** Counts a request for what this server does not have. */
export function countUnsupported(counters: Counters, fullName: string): void {
  const { unsupported } = counters;
  const name = fullName.slice(0, MAX_NAME_SIZE);
  if (unsupported.size >= MAX_UNSUPPORTED_NAMES && !unsupported.has(name)) return;
  unsupported.set(name, (unsupported.get(name) ?? 0) + 1);
}

/** Counts a fault of the server itself and keeps the latest for a bug report. */
export function countInternalError(counters: Counters, error: unknown): void {
  counters.internalErrors++;
  counters.lastInternalError =
    error instanceof Error ? (error.stack ?? error.message) : String(error);
}

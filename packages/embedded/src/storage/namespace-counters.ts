import { ResultCode } from '@aeroform/protocol';

/** Commands on one record that a namespace counts apart; the numbers are places among the counters. */
export const CommandKind = { read: 0, write: 1, delete: 2, udf: 3 } as const;
export type CommandKind = (typeof CommandKind)[keyof typeof CommandKind];

/** How they end, as far as they are counted, in the order of the counters. */
export const COMMAND_OUTCOMES = [
  'success',
  'error',
  'timeout',
  'not_found',
  'filtered_out',
] as const;
export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number];

const OUTCOME_COUNT = COMMAND_OUTCOMES.length;
const SUCCESS = COMMAND_OUTCOMES.indexOf('success');
const ERROR = COMMAND_OUTCOMES.indexOf('error');

/**
 * Where commands come from, as the names of their counters begin: clients, as commands of their own or
 * as rows of batches, or other nodes that were asked for a partition which they do not have.
 */
export const CommandOrigin = {
  client: 0,
  batch_sub: 1,
  from_proxy: 2,
  from_proxy_batch_sub: 3,
} as const;
export type CommandOrigin = (typeof CommandOrigin)[keyof typeof CommandOrigin];

const KIND_COUNT = Object.keys(CommandKind).length;
const COUNTER_COUNT = Object.keys(CommandOrigin).length * KIND_COUNT * OUTCOME_COUNT;

const OUTCOME_OF: Partial<Record<number, CommandOutcome>> = {
  [ResultCode.TIMEOUT]: 'timeout',
  [ResultCode.RECORD_NOT_FOUND]: 'not_found',
  [ResultCode.FILTERED_OUT]: 'filtered_out',
};

/** Only these commands look for a record: to others a missing one is an error. */
const LOOKS_FOR_RECORD: ReadonlySet<CommandKind> = new Set([CommandKind.read, CommandKind.delete]);

/** What the sweeps for expired records did. */
export interface NsupCounters {
  expired: number;
  evicted: number;
  /** Records that never expire, at the time of the latest sweep. */
  nonExpirable: number;
  /** Duration of the latest sweep in seconds. */
  cycleSeconds: number;
  /** Percentage of the records that the latest sweep removed. */
  cycleDeletedPercent: number;
}

function noSweeps(): NsupCounters {
  return { expired: 0, evicted: 0, nonExpirable: 0, cycleSeconds: 0, cycleDeletedPercent: 0 };
}

/** What happened in one namespace since the start of the server. */
export class NamespaceCounters {
  nsup: NsupCounters = noSweeps();
  /** Reads that made a record live longer. */
  readTouches = 0;
  /** Records that went with their last bin. */
  deletedLastBin = 0;
  ttlReductionsApplied = 0;
  ttlReductionsIgnored = 0;
  /** Commands that other nodes answered. */
  proxied = 0;
  /** The same for rows of batches. */
  proxiedRows = 0;
  /** By origin, kind and outcome. */
  readonly #commands = new Float64Array(COUNTER_COUNT);
  /** Errors of commands by result code. */
  readonly #errors = new Map<number, number>();
  /** Queries by the name of their statistic. */
  readonly #queries = new Map<string, number>();

  /** Counts a command on one record. */
  countCommand(kind: CommandKind, resultCode: number, origin: CommandOrigin): void {
    const at = positionOf(kind, origin);
    const commands = this.#commands;
    if (resultCode === ResultCode.OK) {
      commands[at + SUCCESS] = (commands[at + SUCCESS] as number) + 1;
      return;
    }
    const outcome = COMMAND_OUTCOMES.indexOf(outcomeOf(kind, resultCode));
    commands[at + outcome] = (commands[at + outcome] as number) + 1;
    if (outcome === ERROR) this.#errors.set(resultCode, this.errors(resultCode) + 1);
  }

  commands(kind: CommandKind, outcome: CommandOutcome, origin: CommandOrigin): number {
    return this.#commands[positionOf(kind, origin) + COMMAND_OUTCOMES.indexOf(outcome)] as number;
  }

  /** Commands that ended with a result code. */
  errors(resultCode: number): number {
    return this.#errors.get(resultCode) ?? 0;
  }

  /** @param name - of the statistic, such as `pi_query_long_basic_complete`. */
  countQuery(name: string): void {
    this.#queries.set(name, this.queries(name) + 1);
  }

  queries(name: string): number {
    return this.#queries.get(name) ?? 0;
  }

  /** Back to zero. */
  reset(): void {
    this.nsup = noSweeps();
    this.readTouches = 0;
    this.deletedLastBin = 0;
    this.ttlReductionsApplied = 0;
    this.ttlReductionsIgnored = 0;
    this.proxied = 0;
    this.proxiedRows = 0;
    this.#commands.fill(0);
    this.#errors.clear();
    this.#queries.clear();
  }
}

function positionOf(kind: CommandKind, origin: CommandOrigin): number {
  return (origin * KIND_COUNT + kind) * OUTCOME_COUNT;
}

function outcomeOf(kind: CommandKind, resultCode: number): CommandOutcome {
  const outcome = OUTCOME_OF[resultCode] ?? 'error';
  return outcome === 'not_found' && !LOOKS_FOR_RECORD.has(kind) ? 'error' : outcome;
}

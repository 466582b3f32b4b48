import {
  type AerospikeClient,
  batchEntry,
  type Key,
  mapIncrement,
  type Operation,
  operations,
} from '@aeroform/core';
import { type Attempt, describeFailure, type Failure, ok } from './outcome.js';

/** One increment of a counter. */
export interface Increment {
  /** No other has it: a record tells how often it was applied. */
  readonly id: number;
  readonly key: Key;
}

/** How increments are sent. */
export interface IncrementMode {
  /** Increments of one call. */
  readonly rows: number;
  /** Whether the caller allows that an increment is applied more than once. */
  readonly mayRepeat: boolean;
  /** Whether failures are the will of the caller. */
  readonly isAborted: boolean;
  /** Sends increments; tells what became of each. */
  run(client: AerospikeClient, increments: readonly Increment[]): Promise<Attempt[]>;
}

/** Bins of the records: the counter, and how often each increment was applied. */
export const COUNTER = 'n';
export const APPLIED = 'applied';

const BATCH_ROWS = 8;
/** Of calls that are repeated, in milliseconds: the total time-out leaves room for several attempts. */
const TIMEOUTS = { socketTimeout: 300, totalTimeout: 3000 } as const;
/** Calls that are aborted are so after this time at most; some in the turn in which they were made. */
const LONGEST_BEFORE_ABORT_MS = 6;

function operationsOf({ id }: Increment): Operation[] {
  return [operations.increment(COUNTER, 1), mapIncrement(APPLIED, id, 1)];
}

type OperatePolicy = Parameters<AerospikeClient['operate']>[3];
type BatchPolicy = Parameters<AerospikeClient['batch']>[1];

function single(policy: () => OperatePolicy): IncrementMode['run'] {
  return async (client, [increment]) => {
    const { key } = increment as Increment;
    const operated = client.operate(key, operationsOf(increment as Increment), null, policy());
    return [await operated.then(ok, describeFailure)];
  };
}

function batch(policy: BatchPolicy): IncrementMode['run'] {
  return async (client, increments) => {
    const entries = increments.map((each) => batchEntry.operate(each.key, operationsOf(each)));
    try {
      const { batchRecords } = await client.batch(entries, policy);
      return batchRecords.map(({ error }) => (error === null ? ok() : describeFailure(error)));
    } catch (error) {
      const failure: Failure = describeFailure(error);
      return increments.map(() => failure);
    }
  };
}

const FORBIDDEN = { mayRepeat: false, isAborted: false } as const;
const ALLOWED = { mayRepeat: true, isAborted: false } as const;

/** All of them, by the names that the report has. */
export const INCREMENT_MODES = {
  'operate, default policy': { rows: 1, ...FORBIDDEN, run: single(() => undefined) },
  'operate, retries allowed': {
    rows: 1,
    ...ALLOWED,
    run: single(() => ({ ...TIMEOUTS, maxRetries: 5, sleepBetweenRetries: 20 })),
  },
  'operate, aborted': {
    rows: 1,
    mayRepeat: false,
    isAborted: true,
    run: single(() => ({ signal: abortSoon() })),
  },
  'batch, default policy': { rows: BATCH_ROWS, ...FORBIDDEN, run: batch(undefined) },
  'batch, retries of what is in no doubt': {
    rows: BATCH_ROWS,
    ...FORBIDDEN,
    run: batch({ ...TIMEOUTS, retry: 5 }),
  },
  'batch, all retries allowed': {
    rows: BATCH_ROWS,
    ...ALLOWED,
    run: batch({ ...TIMEOUTS, retry: 5, retryInDoubt: true }),
  },
} satisfies Record<string, IncrementMode>;

export type IncrementModeName = keyof typeof INCREMENT_MODES;

function abortSoon(): AbortSignal {
  const controller = new AbortController();
  const delay = Math.floor(Math.random() * LONGEST_BEFORE_ABORT_MS);
  if (delay === 0) queueMicrotask(() => controller.abort());
  else setTimeout(() => controller.abort(), delay);
  return controller.signal;
}

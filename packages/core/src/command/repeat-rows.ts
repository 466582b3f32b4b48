import type { BatchCommand, BatchRow, BatchRowAnswer, CallListener } from '../driver/driver.js';
import { pause } from '../driver/pause.js';
import { errorFromResultCode, isRetryableResultCode } from '../error/from-result-code.js';
import type { AerospikeError } from '../error/aerospike-error.js';
import type { CompleteBatchPolicy } from '../policy/complete-policy.js';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** A batch that was answered, at least in part. */
export interface AnsweredBatch {
  readonly request: BatchCommand;
  /** One for each row; those of rows that are sent again are replaced. */
  readonly answers: BatchRowAnswer[];
  /** When the call set out: the total time-out holds for all of it. */
  readonly startedAt: number;
  readonly listener: CallListener;
  readonly send: (request: BatchCommand) => Promise<BatchRowAnswer[]>;
}

/**
 * Sends again the rows that failed for a passing reason, `policy.retry` times at most, after pauses
 * with full jitter (of 0 to 10 ms at first, to 500 ms in the end), within the total time-out. Never
 * rejects, for the answers of the other rows would be lost: what cannot be sent again keeps the failure
 * it has.
 */
export async function repeatRows(batch: AnsweredBatch): Promise<void> {
  const { request, answers, listener } = batch;
  const { policy } = request;
  for (let attempt = 0; attempt < policy.retry; attempt++) {
    const failed = repeatable(answers, policy);
    const wait = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    if (failed.length === 0 || timeLeft(batch) <= wait) return;
    await pause(wait, policy.signal);
    if (policy.signal?.aborted === true) return;
    listener.retrying(reason(answers[failed[0] as number] as BatchRowAnswer), attempt + 1);
    const repeated = await sendAgain(batch, failed);
    if (repeated === undefined) return;
    failed.forEach((place, i) => {
      const before = answers[place] as BatchRowAnswer;
      answers[place] = withDoubt(repeated[i] as BatchRowAnswer, before.inDoubt);
    });
  }
}

/** Undefined when nothing was tried, e.g. since the client was closed meanwhile. */
async function sendAgain(
  batch: AnsweredBatch,
  places: readonly number[],
): Promise<BatchRowAnswer[] | undefined> {
  const { verb, rows, policy } = batch.request;
  const { totalTimeout } = policy;
  const rest = totalTimeout === 0 ? 0 : Math.max(1, Math.floor(timeLeft(batch)));
  const again = {
    verb,
    rows: places.map((place) => rows[place] as BatchRow),
    policy: { ...policy, totalTimeout: rest },
  };
  return batch.send(again).catch(() => undefined);
}

/** Places of the rows that may be sent again. */
function repeatable(answers: readonly BatchRowAnswer[], policy: CompleteBatchPolicy): number[] {
  const places: number[] = [];
  answers.forEach((answer, place) => {
    const { resultCode, inDoubt, failure } = answer;
    if (resultCode === 0 || (inDoubt && !policy.retryInDoubt)) return;
    if (failure?.isRetryable ?? isRetryableResultCode(resultCode)) places.push(place);
  });
  return places;
}

/** Milliseconds; Infinity without a limit. */
function timeLeft({ request, startedAt }: AnsweredBatch): number {
  const { totalTimeout } = request.policy;
  return totalTimeout === 0 ? Infinity : startedAt + totalTimeout - performance.now();
}

function reason({ failure, resultCode, node }: BatchRowAnswer): AerospikeError {
  return failure ?? errorFromResultCode(resultCode, { node });
}

/** What may have been written stays in doubt, whatever became of sending it again, unless that worked. */
function withDoubt(answer: BatchRowAnswer, wasInDoubt: boolean): BatchRowAnswer {
  if (!wasInDoubt || answer.inDoubt || answer.resultCode === 0) return answer;
  const { resultCode, meta, bins, failure, node } = answer;
  return { resultCode, inDoubt: true, meta, bins, failure, node };
}

import type { BatchRecord } from '../batch/batch-record.js';
import { BatchRecordList } from '../batch/batch-record-list.js';
import type { BatchCommand, BatchRow, BatchRowAnswer, CallListener } from '../driver/driver.js';
import { atCaller } from './at-caller.js';
import { batchInTransaction } from './in-transaction.js';
import { repeatRows } from './repeat-rows.js';
import type { Session } from './session.js';

/** Runs a batch; one result for each row, in the order of the rows. */
export async function runBatch(session: Session, request: BatchCommand): Promise<BatchRecord[]> {
  const answers = await answerBatch(session, request);
  return new BatchRecordList(request.rows, answers).all();
}

/**
 * Runs a batch; one answer for each row, in the order of the rows. Rows that failed for a passing
 * reason are sent again as the policy says.
 */
export async function answerBatch(
  session: Session,
  request: BatchCommand,
): Promise<readonly BatchRowAnswer[]> {
  if (request.rows.length === 0) return [];
  const { observer } = session;
  const { verb, rows } = request;
  const { namespace, set } = (rows[0] as BatchRow).key;
  const call = observer.begin(verb, namespace, set, rows.length);
  try {
    const startedAt = performance.now();
    const send = (part: BatchCommand): Promise<BatchRowAnswer[]> => sendRows(session, part, call);
    const answers = await send(request);
    await repeatRows({ request, answers, startedAt, listener: call, send });
    const failed: number[] = [];
    for (const { resultCode } of answers) if (resultCode !== 0) failed.push(resultCode);
    observer.rows(call, failed);
    observer.succeed(call);
    return answers;
  } catch (error) {
    observer.fail(call, error);
    throw atCaller(error, answerBatch);
  }
}

async function sendRows(
  session: Session,
  request: BatchCommand,
  listener: CallListener,
): Promise<BatchRowAnswer[]> {
  const { txn } = request.policy;
  if (txn === null) return session.driver.batch(request, listener);
  return batchInTransaction(session, txn, request, listener);
}

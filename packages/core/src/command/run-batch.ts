import { BatchRecord } from '../batch/batch-record.js';
import type { BatchCommand, BatchRow, BatchRowAnswer, CallListener } from '../driver/driver.js';
import { atCaller } from './at-caller.js';
import { mapSmallInSlices } from './in-slices.js';
import { batchInTransaction } from './in-transaction.js';
import { repeatRows } from './repeat-rows.js';
import type { Session } from './session.js';

/**
 * Runs a batch; one result for each row, in the order of the rows. Rows that failed for a passing
 * reason are sent again as the policy says.
 */
export async function runBatch(session: Session, request: BatchCommand): Promise<BatchRecord[]> {
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
    const records = await mapSmallInSlices(answers, (answer, i) => {
      if (answer.resultCode !== 0) failed.push(answer.resultCode);
      return new BatchRecord((rows[i] as BatchRow).key, answer);
    });
    observer.rows(call, failed);
    observer.succeed(call);
    return records;
  } catch (error) {
    observer.fail(call, error);
    throw atCaller(error, runBatch);
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

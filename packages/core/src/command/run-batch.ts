import { BatchRecord } from '../batch/batch-record.js';
import type { BatchRow, BatchRowAnswer } from '../driver/driver.js';
import { toRecordKey } from '../key/resolve-key.js';
import type { Verb } from '../observability/verb.js';
import type { CompleteBatchPolicy } from '../policy/complete-policy.js';
import { atCaller } from './at-caller.js';
import { mapInSlices } from './in-slices.js';
import { batchInTransaction } from './in-transaction.js';
import type { Session } from './session.js';

/** What the batch commands hand to the driver. */
export interface BatchRequest {
  readonly verb: Verb;
  readonly rows: readonly BatchRow[];
  readonly policy: CompleteBatchPolicy;
}

/** Runs a batch; one result for each row, in the order of the rows. */
export async function runBatch(session: Session, request: BatchRequest): Promise<BatchRecord[]> {
  if (request.rows.length === 0) return [];
  const { driver, observer } = session;
  const { verb, rows } = request;
  const { namespace, set } = (rows[0] as BatchRow).key;
  const call = observer.begin(verb, namespace, set, rows.length);
  try {
    const { txn } = request.policy;
    const answers =
      txn === null
        ? await driver.batch(request, call)
        : await batchInTransaction(session, txn, request, call);
    observer.rows(
      call,
      answers.map(({ resultCode }) => resultCode),
    );
    observer.succeed(call);
    return await mapInSlices(answers, (answer, i) => batchRecord(rows[i] as BatchRow, answer));
  } catch (error) {
    observer.fail(call, error);
    throw atCaller(error, runBatch);
  }
}

function batchRecord(row: BatchRow, answer: BatchRowAnswer): BatchRecord {
  return new BatchRecord(toRecordKey(row.key), answer);
}

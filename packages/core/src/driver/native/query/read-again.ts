import { partitionId, ResultCode } from '@aeroform/protocol';
import { AerospikeError } from '../../../error/aerospike-error.js';
import type { AerospikeRecord } from '../../../record/record.js';
import type { QueryCommand } from '../../driver.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { inLanes } from '../in-lanes.js';
import { exactRecord } from '../record/exact-record.js';

/** What becomes of a record between the query and the second look at it. */
const GONE: ReadonlySet<number> = new Set([ResultCode.RECORD_NOT_FOUND, ResultCode.FILTERED_OUT]);

/**
 * Reads records of a query once more, one by one, where the addon told too little of them.
 *
 * @returns how many are not there any more, or not for the filter.
 */
export async function readAgain(
  connection: NativeConnection,
  { bins, policy }: QueryCommand,
  records: readonly AerospikeRecord[],
  onRecord: (record: AerospikeRecord) => void,
): Promise<number> {
  const { socketTimeout, maxRetries, filterExpression, compress, replica } = policy;
  const own = { socketTimeout, totalTimeout: socketTimeout, maxRetries, filterExpression };
  const read = { ...connection.policies.read, ...own, compress, replica, signal: null, txn: null };
  const names = bins.length === 0 ? null : bins;
  let gone = 0;
  await inLanes(records, async ({ key: [namespace, set, userKey, digest] }) => {
    const key = { namespace, set, userKey, digest, partitionId: partitionId(digest) };
    try {
      onRecord(await exactRecord(connection, { verb: 'query', key, bins: names, policy: read }));
    } catch (error) {
      if (!(error instanceof AerospikeError) || !GONE.has(error.resultCode)) throw error;
      gone++;
    }
  });
  return gone;
}

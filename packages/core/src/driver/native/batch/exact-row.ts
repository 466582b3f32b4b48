import { ResultCode } from '@aeroform/protocol';
import { AerospikeError } from '../../../error/aerospike-error.js';
import type { CompleteReadPolicy } from '../../../policy/complete-policy.js';
import type { BatchCommand, BatchReadRow, BatchRow, BatchRowAnswer } from '../../driver.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { exactRecord } from '../record/exact-record.js';
import { failedRow } from './read-official-row.js';

/** Reads the record of a row of a batch once more, alone; never rejects. */
export async function exactRow(
  connection: NativeConnection,
  { verb, policy }: BatchCommand,
  row: BatchReadRow,
  left: number,
): Promise<BatchRowAnswer> {
  const read: CompleteReadPolicy = {
    ...policy,
    ...row.policy,
    totalTimeout: left === Infinity ? 0 : Math.max(1, Math.ceil(left)),
  };
  try {
    const { key, bins } = row;
    const record = await exactRecord(connection, { verb, key, bins, policy: read });
    const { meta } = record;
    return {
      resultCode: ResultCode.OK,
      inDoubt: false,
      meta,
      bins: record.bins,
      failure: null,
      node: '',
    };
  } catch (error) {
    return rowFailure(row, error);
  }
}

/** A row for which a command on one record was sent, and failed. */
export function rowFailure(row: BatchRow, error: unknown): BatchRowAnswer {
  if (!(error instanceof AerospikeError)) throw error;
  const { resultCode, inDoubt, node = '' } = error;
  const answer = failedRow(row, error, inDoubt);
  // What a server answered is told by its code: the error is made when somebody asks for it.
  return resultCode > 0 ? { ...answer, failure: null, node } : { ...answer, node };
}

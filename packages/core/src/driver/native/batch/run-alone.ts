import { ResultCode } from '@aeroform/protocol';
import { POLICY_GEN_IGNORE } from '../../../policy/generation.js';
import type {
  AerospikeRecord,
  OperateOrderedResult,
  RecordMetadata,
} from '../../../record/record.js';
import type {
  BatchCommand,
  BatchOperateRow,
  BatchRow,
  BatchRowAnswer,
  BatchWriteRow,
  RecordCommand,
} from '../../driver.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { NativeCall } from '../record/native-call.js';
import { rowFailure } from './exact-row.js';

/** A row that expects a generation, which rows that write cannot tell the addon. */
export type LoneRow = BatchWriteRow | BatchOperateRow;

/** Whether a row goes as a command on one record. */
export function isAlone(row: BatchRow): row is LoneRow {
  return (row.kind === 'write' || row.kind === 'operate') && row.policy.gen !== POLICY_GEN_IGNORE;
}

/** Carries out such a row; never rejects. */
export async function runAlone(
  connection: NativeConnection,
  batch: BatchCommand,
  row: LoneRow,
): Promise<BatchRowAnswer> {
  try {
    const answer = await NativeCall.run(connection, toCommand(batch, row));
    return row.kind === 'write'
      ? writtenRow(answer as RecordMetadata)
      : operatedRow(answer as Operated);
  } catch (error) {
    return rowFailure(row, error);
  }
}

type Operated = AerospikeRecord | OperateOrderedResult;

/** What a row leaves open is as the policy of the batch says, but nothing is sent twice. */
function toCommand({ verb, policy: batch }: BatchCommand, row: LoneRow): RecordCommand {
  const { key } = row;
  const policy = { ...batch, ...row.policy, maxRetries: 0, sleepBetweenRetries: 0 };
  if (row.kind === 'write') return { kind: 'put', verb, key, bins: row.bins, policy };
  const kind = row.ordered === true ? 'operateOrdered' : 'operate';
  return { kind, verb, key, operations: row.operations, policy };
}

function writtenRow(meta: RecordMetadata): BatchRowAnswer {
  return { ...WORKED, meta, bins: {} };
}

function operatedRow(answer: Operated): BatchRowAnswer {
  const { meta } = answer;
  if ('orderedBins' in answer)
    return { ...WORKED, meta, bins: {}, orderedBins: answer.orderedBins };
  return { ...WORKED, meta, bins: answer.bins };
}

const WORKED = { resultCode: ResultCode.OK, inDoubt: false, failure: null, node: '' } as const;

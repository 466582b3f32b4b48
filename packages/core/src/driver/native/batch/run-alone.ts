import { ResultCode } from '@aeroform/protocol';
import { isWriteOperation } from '../../../operation/compile-operation.js';
import { POLICY_GEN_IGNORE } from '../../../policy/generation.js';
import type {
  AerospikeRecord,
  OperateOrderedResult,
  OrderedBin,
  RecordMetadata,
} from '../../../record/record.js';
import type { BinValue, Bins } from '../../../value/bin-value.js';
import { setBin } from '../../../value/set-bin.js';
import type {
  BatchCommand,
  BatchOperateRow,
  BatchRow,
  BatchRowAnswer,
  BatchWriteRow,
  RecordCommand,
} from '../../driver.js';
import { isWrite } from '../../is-write.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { canOrder, losesResultInBatch } from '../operation/operation-plan.js';
import { runCall } from '../record/run-call.js';
import { rowFailure } from './exact-row.js';

/** A row that a request for several records cannot carry. */
export type LoneRow = BatchWriteRow | BatchOperateRow;

/**
 * Whether a row goes as a command on one record: it expects a generation, which rows that write cannot
 * tell the addon, or a request for several records would lose a result of its operations.
 */
export function isAlone(row: BatchRow): row is LoneRow {
  if (row.kind !== 'write' && row.kind !== 'operate') return false;
  if (row.policy.gen !== POLICY_GEN_IGNORE) return true;
  return row.kind === 'operate' && losesResultInBatch(row.operations) && isOrdered(row);
}

/** A row that asks for the last results only gets them wherever all of them are told. */
function isOrdered({ ordered, operations }: BatchOperateRow): boolean {
  return ordered === true || canOrder(operations);
}

/** Carries out such a row; never rejects. */
export async function runAlone(
  connection: NativeConnection,
  batch: BatchCommand,
  row: LoneRow,
): Promise<BatchRowAnswer> {
  try {
    const answer = await runCall(connection, toCommand(batch, row));
    return row.kind === 'write'
      ? writtenRow(answer as RecordMetadata)
      : operatedRow(row, answer as Operated);
  } catch (error) {
    return rowFailure(row, error);
  }
}

type Operated = AerospikeRecord | OperateOrderedResult;

/** What a row leaves open is as the policy of the batch says, but no write is sent twice. */
function toCommand({ verb, policy: batch }: BatchCommand, row: LoneRow): RecordCommand {
  const { key } = row;
  const maxRetries = isWrite(row) ? 0 : batch.maxRetries;
  const policy = { ...batch, ...row.policy, maxRetries, sleepBetweenRetries: 0 };
  if (row.kind === 'write') return { kind: 'put', verb, key, bins: row.bins, policy };
  const kind = isOrdered(row) ? 'operateOrdered' : 'operate';
  return { kind, verb, key, operations: row.operations, policy };
}

function writtenRow(meta: RecordMetadata): BatchRowAnswer {
  return { ...WORKED, meta, bins: {} };
}

function operatedRow(row: BatchOperateRow, answer: Operated): BatchRowAnswer {
  const { meta } = answer;
  if (!('orderedBins' in answer)) return { ...WORKED, meta, bins: answer.bins };
  const { orderedBins } = answer;
  if (row.ordered === true) return { ...WORKED, meta, bins: {}, orderedBins };
  return { ...WORKED, meta, bins: lastResults(row, orderedBins) };
}

/** A write without a result leaves what was answered before; so do servers when nothing is written. */
function lastResults(row: BatchOperateRow, orderedBins: readonly OrderedBin[]): Bins {
  const bins: Record<string, BinValue> = {};
  const isWriting = isWrite(row);
  row.operations.forEach((operation, i) => {
    const value = orderedBins[i]?.value ?? null;
    if (value !== null) setBin(bins, operation.bin, value);
    else if (isWriting && !isWriteOperation(operation)) delete bins[operation.bin];
  });
  return bins;
}

const WORKED = { resultCode: ResultCode.OK, inDoubt: false, failure: null, node: '' } as const;

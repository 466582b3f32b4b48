import { ResultCode } from '@aeroform/protocol';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import type { RecordMetadata } from '../../../record/record.js';
import type { Bins } from '../../../value/bin-value.js';
import type { BatchRow, BatchRowAnswer } from '../../driver.js';
import { isWrite } from '../../is-write.js';
import { fromOfficialError } from '../from-official-error.js';
import { convertBins, fromOfficialBins, needsType, withoutNulls } from '../from-official-value.js';
import type { OfficialRowAnswer } from '../official-many.js';
import type { OfficialBins } from '../official-module.js';
import { pairResults } from '../operation/pair-results.js';
import { orderedBins } from '../operation/result-places.js';
import { toMetadata } from '../record/to-metadata.js';

/** A row that was answered, and whether its record must be read once more to be known exactly. */
export interface ReadRow {
  readonly answer: BatchRowAnswer;
  readonly isExact: boolean;
}

const NO_BINS: Bins = Object.freeze({});

/** How rows were sent. */
export interface RowsRead {
  /** The method the application called. */
  readonly verb: string;
  /** The node that was asked; empty when there are several. */
  readonly node: string;
  /** Lists and maps are bytes. */
  readonly areRaw: boolean;
}

/** What the addon tells of a row, as the wire driver has it; it does not tell of nodes. */
export function readOfficialRow(
  row: BatchRow,
  { status, inDoubt, meta, bins = {} }: OfficialRowAnswer,
  { verb, node, areRaw }: RowsRead,
): ReadRow {
  if (status < 0) {
    const error = { code: status, message: 'no answer to this row', inDoubt };
    const failure = fromOfficialError(error, { verb, isWrite: isWrite(row) });
    return { answer: { ...failedRow(row, failure, inDoubt), node }, isExact: true };
  }
  if (status !== ResultCode.OK || meta === undefined) {
    const isDoubtful = inDoubt || (status === ResultCode.TIMEOUT && isWrite(row));
    const failed = { meta: null, bins: null, failure: null, node };
    return { answer: { resultCode: status, inDoubt: isDoubtful, ...failed }, isExact: true };
  }
  const isOpen = areRaw && Object.values(bins).some(needsType);
  const read = READERS[row.kind](row as never, toMetadata(meta), bins);
  return isOpen ? { ...read, isExact: false } : read;
}

/** A row whose fate is that of the whole request. */
export function failedRow(
  row: BatchRow,
  failure: AerospikeError,
  mayBeDone: boolean,
): BatchRowAnswer {
  const inDoubt = mayBeDone && isWrite(row);
  return { resultCode: failure.resultCode, inDoubt, meta: null, bins: null, failure, node: '' };
}

const READERS: {
  readonly [K in BatchRow['kind']]: (
    row: Extract<BatchRow, { kind: K }>,
    meta: RecordMetadata,
    bins: OfficialBins,
  ) => ReadRow;
} = {
  read: (_row, meta, bins) => {
    const isExact = convertBins(bins).length === 0;
    return { answer: okRow(meta, bins as Bins), isExact };
  },
  operate: (row, meta, bins) => {
    const results = fromOfficialBins(bins) as Record<string, Bins[string]>;
    pairResults(row.operations, results);
    if (row.ordered !== true) return exactRow(meta, withoutNulls(results) as Bins);
    const answer = { ...okRow(meta, NO_BINS), orderedBins: orderedBins(row.operations, results) };
    return { answer, isExact: true };
  },
  apply: (_row, meta, bins) => exactRow(meta, fromOfficialBins(bins)),
  write: (_row, meta) => exactRow(meta, NO_BINS),
  remove: (_row, meta) => exactRow(meta, NO_BINS),
  verify: (_row, meta) => exactRow(meta, NO_BINS),
  roll: (_row, meta) => exactRow(meta, NO_BINS),
};

function exactRow(meta: RecordMetadata, bins: Bins): ReadRow {
  return { answer: okRow(meta, bins), isExact: true };
}

function okRow(meta: RecordMetadata, bins: Bins): BatchRowAnswer {
  return { resultCode: ResultCode.OK, inDoubt: false, meta, bins, failure: null, node: '' };
}

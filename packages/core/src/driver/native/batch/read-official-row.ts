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

/**
 * What the addon tells of a row, as the wire driver has it; it does not tell of nodes.
 *
 * @returns undefined when the record must be read once more to be known exactly.
 */
export function readOfficialRow(
  row: BatchRow,
  official: OfficialRowAnswer,
  { verb, node, areRaw }: RowsRead,
): BatchRowAnswer | undefined {
  const { status, inDoubt, meta, bins = NO_BINS } = official;
  if (status === ResultCode.OK && meta !== undefined) {
    if (areRaw && Object.values(bins).some(needsType)) return undefined;
    return READERS[row.kind](row as never, toMetadata(meta), bins);
  }
  if (status < 0) {
    const error = { code: status, message: 'no answer to this row', inDoubt };
    const failure = fromOfficialError(error, { verb, isWrite: isWrite(row) });
    return { ...failedRow(row, failure, inDoubt), node };
  }
  const isDoubtful = inDoubt || (status === ResultCode.TIMEOUT && isWrite(row));
  return {
    resultCode: status,
    inDoubt: isDoubtful,
    meta: null,
    bins: null,
    failure: null,
    node,
  };
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
  ) => BatchRowAnswer | undefined;
} = {
  read: (_row, meta, bins) =>
    convertBins(bins).length === 0 ? okRow(meta, bins as Bins) : undefined,
  operate: (row, meta, bins) => {
    const results = fromOfficialBins(bins) as Record<string, Bins[string]>;
    pairResults(row.operations, results);
    if (row.ordered !== true) return okRow(meta, withoutNulls(results) as Bins);
    return { ...okRow(meta, NO_BINS), orderedBins: orderedBins(row.operations, results) };
  },
  apply: (_row, meta, bins) => okRow(meta, fromOfficialBins(bins)),
  write: writtenRow,
  remove: writtenRow,
  verify: writtenRow,
  roll: writtenRow,
};

function writtenRow(_row: BatchRow, meta: RecordMetadata): BatchRowAnswer {
  return okRow(meta, NO_BINS);
}

function okRow(meta: RecordMetadata, bins: Bins): BatchRowAnswer {
  return { resultCode: ResultCode.OK, inDoubt: false, meta, bins, failure: null, node: '' };
}

import { FieldType, Info1, Info2, OpType } from '@aeroform/protocol';
import { invalidQuery } from '../query/query-fields.js';
import type { QueriedRecord } from '../query/query-scope.js';
import type { Clock } from '../storage/clock.js';
import type { QueryStream, WriteBins } from './query-stream.js';
import { executeReadOp } from './read-op.js';
import { RecordDraft } from './record-draft.js';
import type { Request, RequestOp } from './request.js';

/** Longest name of a bin, in bytes. */
const MAX_BIN_NAME_SIZE = 15;

/**
 * Appends to the stream what a query wants of a record.
 *
 * @returns false when an operation failed; the record is then left out.
 */
export type Projection = (stream: QueryStream, queried: QueriedRecord, clock: Clock) => boolean;

/**
 * What a query wants of the records: nothing but their metadata, some bins, the results of operations,
 * or all bins.
 *
 * @throws {CommandError} 4 for operations that do not read, and for bin names that are too long.
 */
export function readProjection(request: Request): Projection {
  if ((request.info1 & Info1.noBinData) !== 0) return metadataOnly;
  const binList = request.field(FieldType.queryBins);
  if (binList !== undefined && request.ops.length > 0) {
    throw invalidQuery('both a list of bins and operations');
  }
  if (binList !== undefined && binList.length > 0) return listedBins(binList);
  return request.ops.length === 0 ? allBins : results(request);
}

/** The operations that a query may have. */
export const READ_OPS: ReadonlySet<number> = new Set([
  OpType.read,
  OpType.cdtRead,
  OpType.bitRead,
  OpType.hllRead,
  OpType.expressionRead,
]);

const metadataOnly: Projection = (stream, queried) => {
  stream.addMetadata(queried);
  return true;
};

const allBins: Projection = (stream, queried) => stream.addRecord(queried, writeAllBins);

const writeAllBins: WriteBins = (answer, { bins }) => {
  for (const { name, value } of bins) answer.bin(OpType.read, name, value);
};

function namedBins(names: readonly string[]): Projection {
  return (stream, queried, clock) =>
    stream.addRecord(queried, (answer, record) => {
      const draft = new RecordDraft(record, record.bins, clock.now());
      for (const name of names) {
        const value = draft.bin(name);
        if (value !== undefined) answer.bin(OpType.read, name, value);
      }
    });
}

function results(request: Request): Projection {
  const respondAll = (request.info2 & Info2.respondAllOps) !== 0;
  for (const op of request.ops) checkOp(op);
  return (stream, queried, clock) =>
    stream.addRecord(queried, (answer, record) => {
      const draft = new RecordDraft(record, record.bins, clock.now());
      for (const op of request.ops) {
        const result = executeReadOp(draft, op) ?? null;
        if (respondAll || result !== null) answer.bin(op.op, op.name, result);
      }
    });
}

function checkOp(op: RequestOp): void {
  if (op.nameSize > MAX_BIN_NAME_SIZE) throw invalidQuery('a bin name that is too long');
  if (!READ_OPS.has(op.op)) throw invalidQuery(`operation ${op.op}, which does not read`);
}

/** Of a list that ends early, the server answers nothing for each record. */
function listedBins(data: Buffer): Projection {
  const names = readBinList(data);
  return names === undefined ? () => false : namedBins(names);
}

/** The form of old clients: a count, then a size and a name for each bin. */
function readBinList(data: Buffer): readonly string[] | undefined {
  const names: string[] = [];
  let at = 1;
  for (let left = data[0] ?? 0; left > 0; left--) {
    const size = data[at];
    if (size === undefined || at + 1 + size > data.length) return undefined;
    const name = data.toString('latin1', at + 1, at + 1 + size);
    if (size <= MAX_BIN_NAME_SIZE) names.push(name);
    at += 1 + size;
  }
  return names;
}

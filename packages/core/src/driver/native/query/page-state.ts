import {
  DIGEST_SIZE,
  MsgpackReader,
  MsgpackWriter,
  OpType,
  ParticleType,
} from '@aeroform/protocol';
import { writeContext } from '../../../cdt/write-context.js';
import { compileExpression } from '../../../expression/compile-expression.js';
import { operationType, writeOperationParticle } from '../../../operation/compile-operation.js';
import type { Operation } from '../../../operation/operation.js';
import type { Predicate, PredicateValue } from '../../../predicate/predicate.js';
import type { PartitionPosition, QueryCommand } from '../../driver.js';

/** Most bytes of a text, or of an expression, that the official client reads back. */
export const MAX_SAVED_BYTES = 4095;

/**
 * A query as the official client saves it between two pages, the format of `as_query_to_bytes` in the C
 * client 7.4, which is part of npm `aerospike` 6.7.1. Handing it such a state says things that its options
 * cannot: where each partition goes on, integers of 64 bits, a path, a number of records per second. What
 * it does not understand it crashes on: see `expectSavable`.
 *
 * @param positions - of all partitions of a range, in order; null for the start of all partitions.
 */
export function encodePageState(
  command: QueryCommand,
  positions: readonly PartitionPosition[] | null,
): Buffer {
  const { namespace, set, bins, predicate, operations, policy } = command;
  const writer = new MsgpackWriter();
  writer.rawText(namespace).rawText(set ?? '');
  writer.integer(bins.length);
  for (const bin of bins) writer.rawText(bin);
  if (predicate === null) writer.integer(0);
  else writePredicate(writer.integer(1), predicate);
  writer.boolean(false);
  writeOperations(writer, operations);
  writePositions(writer, positions);
  writer.integer(0).integer(policy.recordsPerSecond).integer(0);
  writer.boolean(true).boolean(!policy.includeBinData);
  return writer.toBuffer();
}

/** `as_index_datatype` of the C client. */
export const INDEX_DATA_TYPES: Readonly<Record<Predicate['valueType'], number>> = {
  string: 0,
  integer: 1,
  geojson: 2,
  blob: 3,
};

/** `as_predicate_type` of the C client. */
export const PREDICATE_EQUAL = 0;
export const PREDICATE_RANGE = 1;

function writePredicate(writer: MsgpackWriter, predicate: Predicate): void {
  const { bin, indexName, context, expression, valueType, collection, begin, end } = predicate;
  writer.rawText(indexName ?? '').rawText(indexName === null ? bin : '');
  // Servers refuse a path beside the name of an index.
  const hasPath = context.length > 0 && indexName === null;
  writer.boolean(hasPath);
  if (hasPath) {
    const at = writer.offset;
    writeContext(writer, context, 'predicate.context');
    writer.integer(writer.offset - at);
  }
  writer.boolean(expression !== null);
  if (expression !== null) writer.blob(ParticleType.blob, compileExpression(expression));
  writer.integer(valueType === 'string' ? PREDICATE_EQUAL : PREDICATE_RANGE);
  writer.integer(INDEX_DATA_TYPES[valueType]).integer(collection);
  if (valueType !== 'integer') writer.rawText(begin as string);
  else writer.integer(begin as Whole).integer(end as Whole);
}

type Whole = Extract<PredicateValue, number | bigint>;

/** `as_operator` of the C client. */
const OPERATORS: Readonly<Partial<Record<OpType, number>>> = {
  [OpType.read]: 0,
  [OpType.cdtRead]: 2,
  [OpType.expressionRead]: 7,
  [OpType.bitRead]: 12,
  [OpType.hllRead]: 15,
};

function writeOperations(writer: MsgpackWriter, operations: readonly Operation[]): void {
  writer.boolean(operations.length > 0);
  if (operations.length === 0) return;
  // Time to live and generation of what only reads.
  writer.integer(0).integer(0).integer(operations.length);
  operations.forEach((operation, i) => {
    const type = operationType(operation);
    writer.integer(OPERATORS[type] as number).rawText(operation.bin);
    if (type === OpType.read) {
      writer.nil();
      return;
    }
    const particle = new MsgpackWriter();
    writeOperationParticle(particle, operation, `operations[${i}]`);
    writer.blob(ParticleType.blob, particle.view());
  });
}

const NO_DIGEST = Buffer.alloc(DIGEST_SIZE);

function writePositions(
  writer: MsgpackWriter,
  positions: readonly PartitionPosition[] | null,
): void {
  writer.boolean(positions !== null);
  if (positions === null) return;
  writer.integer(positions.length).integer(positions[0]?.id ?? 0);
  writer.boolean(false);
  for (const { id, digest, indexValue } of positions) {
    writer.integer(id).boolean(true);
    writer.boolean(digest !== undefined);
    writer.bytesHeader(DIGEST_SIZE).bytes(digest ?? NO_DIGEST);
    writer.integer(indexValue === undefined ? 0 : indexValue.readBigUInt64LE());
  }
}

/** How far the partitions of a saved query have been read, those that are done among them. */
export function readPositions(state: Buffer): PartitionPosition[] {
  const reader = new MsgpackReader(state);
  reader.skipElement();
  reader.skipElement();
  for (let bins = reader.readSafeInteger(); bins > 0; bins--) reader.skipElement();
  for (let left = reader.readSafeInteger(); left > 0; left--) skipPredicate(reader);
  if (reader.readBoolean()) skipCall(reader);
  if (reader.readBoolean()) skipOperations(reader);
  const positions: PartitionPosition[] = [];
  if (!reader.readBoolean()) return positions;
  const count = reader.readSafeInteger();
  reader.skipElement();
  reader.skipElement();
  for (let i = 0; i < count; i++) positions.push(readPosition(reader));
  return positions;
}

function readPosition(reader: MsgpackReader): PartitionPosition {
  const id = reader.readSafeInteger();
  reader.skipElement();
  const isBegun = reader.readBoolean();
  const digest = Buffer.from(reader.view(reader.readBytesHeader()));
  const indexValue = Buffer.alloc(8);
  indexValue.writeBigUInt64LE(BigInt.asUintN(64, BigInt(reader.readInteger())));
  return isBegun ? { id, digest, indexValue } : { id, digest: undefined, indexValue: undefined };
}

function skipPredicate(reader: MsgpackReader): void {
  reader.skipElement();
  reader.skipElement();
  if (reader.readBoolean()) {
    reader.skipElement();
    reader.skipElement();
  }
  if (reader.readBoolean()) reader.skipElement();
  const type = reader.readSafeInteger();
  const isInteger = reader.readSafeInteger() === INDEX_DATA_TYPES.integer;
  reader.skipElement();
  reader.skipElement();
  if (isInteger && type === PREDICATE_RANGE) reader.skipElement();
}

/** A function and its arguments; queries of records have none. */
function skipCall(reader: MsgpackReader): void {
  reader.skipElement();
  reader.skipElement();
  if (reader.readBoolean()) reader.skipElement();
}

function skipOperations(reader: MsgpackReader): void {
  reader.skipElement();
  reader.skipElement();
  for (let left = reader.readSafeInteger(); left > 0; left--) {
    reader.skipElement();
    reader.skipElement();
    reader.skipElement();
  }
}

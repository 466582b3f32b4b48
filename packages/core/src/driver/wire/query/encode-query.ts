import {
  beginField,
  beginOp,
  DIGEST_SIZE,
  endField,
  endOp,
  FieldType,
  Info1,
  Info2,
  Info3,
  type MsgpackWriter,
  OpType,
  WireTtl,
  writeField,
  writeIndexRange,
  writeTextField,
} from '@aeroform/protocol';
import { writeContext } from '../../../cdt/write-context.js';
import {
  QUERY_DURATION_LONG_RELAX_AP,
  QUERY_DURATION_SHORT,
} from '../../../policy/query-duration.js';
import { compileExpression } from '../../../expression/compile-expression.js';
import { toIndexRange } from '../../../predicate/compile-predicate.js';
import type { Predicate } from '../../../predicate/predicate.js';
import type { QueryCommand } from '../../driver.js';
import { writeFilterField } from '../request/filter-field.js';
import { writeOperations } from '../request/operation-ops.js';
import { beginRequest, endRequest } from '../request/request-frame.js';
import { compressFlag } from '../request/setting-flags.js';
import type { NodePartitions } from './partition-tracker.js';

/** What one request of a query asks one node for. */
export interface QueryRequest {
  readonly command: QueryCommand;
  readonly partitions: NodePartitions;
  /** Unique among the queries of the server. */
  readonly taskId: bigint;
  /** Most records to answer; 0 for all. */
  readonly maxRecords: number;
}

/** Appends the request to one node. */
export function encodeQuery(writer: MsgpackWriter, request: QueryRequest): void {
  const { command } = request;
  const { policy, bins, operations } = command;
  const start = beginRequest(writer);
  const fields =
    writeScope(writer, request) +
    (command.predicate === null ? 0 : writePredicate(writer, command.predicate)) +
    writeFilterField(writer, policy.filterExpression) +
    writePartitions(writer, request);
  const readsBins = policy.includeBinData;
  if (readsBins) for (const bin of bins) endOp(writer, beginOp(writer, OpType.read, bin), 0);
  writeOperations(writer, operations, 'operations');
  const isShort = policy.expectedDuration === QUERY_DURATION_SHORT;
  const isRelaxed = policy.expectedDuration === QUERY_DURATION_LONG_RELAX_AP;
  const header = {
    info1:
      Info1.read |
      (readsBins ? 0 : Info1.noBinData) |
      (isShort ? Info1.shortQuery : 0) |
      compressFlag(policy),
    // Without the answers of all, a record with nothing to answer would be left out.
    info2:
      (isRelaxed ? Info2.relaxApLongQuery : 0) | (operations.length > 0 ? Info2.respondAllOps : 0),
    info3: Info3.partitionDone,
    info4: 0,
    generation: 0,
    ttl: WireTtl.neverExpire,
    timeout: policy.totalTimeout,
  };
  const ops = operations.length + (readsBins ? bins.length : 0);
  endRequest(writer, start, header, { fields, ops });
}

/** Where to look, how fast, and under which id; returns the number of fields. */
function writeScope(writer: MsgpackWriter, { command, taskId }: QueryRequest): number {
  const { namespace, set, policy } = command;
  writeTextField(writer, FieldType.namespace, namespace);
  let fields = 3;
  if (set !== null) {
    writeTextField(writer, FieldType.set, set);
    fields++;
  }
  if (policy.recordsPerSecond > 0) {
    writer.u32(5).u8(FieldType.recordsPerSecond).u32(policy.recordsPerSecond);
    fields++;
  }
  writer.u32(5).u8(FieldType.socketTimeout).u32(policy.socketTimeout);
  writer.u32(9).u8(FieldType.taskId).u64(taskId);
  return fields;
}

/** What the index is asked for; returns the number of fields. */
export function writePredicate(writer: MsgpackWriter, predicate: Predicate): number {
  let fields = 1;
  if (predicate.collection !== 0) {
    writer.u32(2).u8(FieldType.indexType).u8(predicate.collection);
    fields++;
  }
  const range = beginField(writer, FieldType.indexRange);
  writeIndexRange(writer, toIndexRange(predicate));
  endField(writer, range);
  // Servers refuse a path beside the name of an index.
  if (predicate.context.length > 0 && predicate.indexName === null) {
    const context = beginField(writer, FieldType.indexContext);
    writeContext(writer, predicate.context, 'predicate.context');
    endField(writer, context);
    fields++;
  }
  if (predicate.expression !== null) {
    writeField(writer, FieldType.indexExpression, compileExpression(predicate.expression));
    fields++;
  }
  if (predicate.indexName !== null) {
    writeTextField(writer, FieldType.indexName, predicate.indexName);
    fields++;
  }
  return fields;
}

/** Which partitions, from where, and how many records; returns the number of fields. */
function writePartitions(writer: MsgpackWriter, request: QueryRequest): number {
  const { command, maxRecords } = request;
  const { fresh, begun } = request.partitions;
  let fields = 0;
  if (fresh.length > 0) {
    writer.u32(fresh.length * 2 + 1).u8(FieldType.partitionIds);
    for (const id of fresh) writer.u16le(id);
    fields++;
  }
  if (begun.length > 0) {
    writer.u32(begun.length * DIGEST_SIZE + 1).u8(FieldType.digests);
    for (const { digest } of begun) writer.bytes(digest as Buffer);
    fields++;
  }
  if (begun.length > 0 && command.predicate !== null) {
    const values = begun.map(({ indexValue }) => indexValue as Buffer);
    writeField(writer, FieldType.indexValues, Buffer.concat(values));
    fields++;
  }
  if (maxRecords > 0) {
    writer.u32(9).u8(FieldType.maxRecords).u64(maxRecords);
    fields++;
  }
  return fields;
}

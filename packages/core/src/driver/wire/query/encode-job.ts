import {
  FieldType,
  Info1,
  type MsgpackWriter,
  UdfOp,
  WireTtl,
  writeTextField,
} from '@aeroform/protocol';
import type { Predicate } from '../../../predicate/predicate.js';
import type { AggregateCommand, BackgroundCommand } from '../../driver.js';
import { writeFilterField } from '../request/filter-field.js';
import { writeOperations } from '../request/operation-ops.js';
import { beginRequest, endRequest, type RequestHeader } from '../request/request-frame.js';
import {
  changeInfo2,
  changeInfo3,
  compressFlag,
  existsInfo2,
  existsInfo3,
} from '../request/setting-flags.js';
import { UDF_FIELD_COUNT, writeUdfFields } from '../request/udf-fields.js';
import { writePredicate } from './encode-query.js';

/** Where a job looks, how fast, and under which id. */
interface JobScope {
  readonly namespace: string;
  readonly set: string | null;
  readonly predicate: Predicate | null;
  readonly socketTimeout: number;
  readonly recordsPerSecond: number;
  readonly taskId: bigint;
}

/** Appends the request that starts a background job on one node. */
export function encodeBackground(writer: MsgpackWriter, command: BackgroundCommand): void {
  const { policy, work } = command;
  const start = beginRequest(writer);
  let fields = writeScope(writer, { ...command, socketTimeout: policy.socketTimeout });
  fields += writeFilterField(writer, policy.filterExpression);
  let ops = 0;
  if (work.kind === 'apply') {
    writer.u32(2).u8(FieldType.udfOp).u8(UdfOp.background);
    writeUdfFields(writer, work.call);
    fields += UDF_FIELD_COUNT + 1;
  } else {
    writeOperations(writer, work.operations);
    ops = work.operations.length;
  }
  const header: RequestHeader = {
    info1: compressFlag(policy),
    info2: changeInfo2(policy) | existsInfo2(policy.exists),
    info3: changeInfo3(policy) | existsInfo3(policy.exists),
    info4: 0,
    generation: policy.generation,
    ttl: policy.ttl,
    timeout: policy.totalTimeout,
  };
  endRequest(writer, start, header, { fields, ops });
}

/** Appends the request of an aggregation to one node. */
export function encodeAggregate(
  writer: MsgpackWriter,
  command: AggregateCommand,
  taskId: bigint,
): void {
  const { policy, call } = command;
  const { socketTimeout, recordsPerSecond } = policy;
  const start = beginRequest(writer);
  let fields = writeScope(writer, { ...command, socketTimeout, recordsPerSecond, taskId });
  fields += writeFilterField(writer, policy.filterExpression);
  writer.u32(2).u8(FieldType.udfOp).u8(UdfOp.aggregate);
  writeUdfFields(writer, call);
  const header: RequestHeader = {
    info1: Info1.read | compressFlag(policy),
    info2: 0,
    info3: 0,
    info4: 0,
    generation: 0,
    ttl: WireTtl.neverExpire,
    timeout: policy.totalTimeout,
  };
  endRequest(writer, start, header, { fields: fields + UDF_FIELD_COUNT + 1, ops: 0 });
}

/** Returns the number of fields. */
function writeScope(writer: MsgpackWriter, scope: JobScope): number {
  const { namespace, set, predicate, recordsPerSecond, socketTimeout, taskId } = scope;
  writeTextField(writer, FieldType.namespace, namespace);
  let fields = 3;
  if (set !== null) {
    writeTextField(writer, FieldType.set, set);
    fields++;
  }
  if (recordsPerSecond > 0) {
    writer.u32(5).u8(FieldType.recordsPerSecond).u32(recordsPerSecond);
    fields++;
  }
  writer.u32(5).u8(FieldType.socketTimeout).u32(socketTimeout);
  writer.u32(9).u8(FieldType.taskId).u64(taskId);
  return fields + (predicate === null ? 0 : writePredicate(writer, predicate));
}

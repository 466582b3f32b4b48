import { beginOp, endOp, Info1, Info2, type MsgpackWriter, OpType } from '@aeroform/protocol';
import { POLICY_KEY_SEND, type KeyPolicy } from '../../../policy/key.js';
import { checkPropertyName } from '../../../value/bin-name.js';
import type { Bins, BinValue } from '../../../value/bin-value.js';
import { writeParticle } from '../../../value/write-particle.js';
import type {
  AnnounceCommand,
  ApplyCommand,
  GetCommand,
  HeaderCommand,
  OperateCommand,
  OperateOrderedCommand,
  PutCommand,
  RecordCommand,
  RemoveCommand,
} from '../../driver.js';
import { writeFilterField } from '../request/filter-field.js';
import { writeKeyFields, writeUserKeyField } from '../request/key-fields.js';
import { operationFlags, writeOperations } from '../request/operation-ops.js';
import {
  beginRequest,
  endRequest,
  type RequestHeader,
  serverTimeout,
} from '../request/request-frame.js';
import {
  changeInfo2,
  changeInfo3,
  compressFlag,
  existsInfo2,
  existsInfo3,
  lockingInfo4,
  readInfo3,
  readModeFlag,
} from '../request/setting-flags.js';
import { writeTransactionFields } from '../request/transaction-fields.js';
import { UDF_FIELD_COUNT, writeUdfFields } from '../request/udf-fields.js';

const KEY_FIELD_COUNT = 3;

/**
 * Appends a command to the bytes that go out next.
 *
 * @throws {InvalidArgError} for a value that cannot be written; what was appended must be dropped.
 */
export function encodeRecordCommand(writer: MsgpackWriter, command: RecordCommand): void {
  ENCODERS[command.kind](writer, command as never);
}

const ENCODERS: {
  readonly [K in RecordCommand['kind']]: (
    writer: MsgpackWriter,
    command: Extract<RecordCommand, { kind: K }>,
  ) => void;
} = {
  get: encodeGet,
  header: (writer, command) => encodeRead(writer, command, Info1.read | Info1.noBinData, []),
  put: encodePut,
  remove: encodeRemove,
  operate: (writer, command) => encodeOperate(writer, command, 0),
  operateOrdered: (writer, command) => encodeOperate(writer, command, Info2.respondAllOps),
  apply: encodeApply,
  announce: (writer, command) => encodeOperate(writer, command, Info2.respondAllOps),
};

function encodeGet(writer: MsgpackWriter, command: GetCommand): void {
  if (command.bins === null) encodeRead(writer, command, Info1.read | Info1.getAll, []);
  else encodeRead(writer, command, Info1.read, command.bins);
}

function encodeRead(
  writer: MsgpackWriter,
  { key, policy }: GetCommand | HeaderCommand,
  info1: number,
  bins: readonly string[],
): void {
  const start = beginRequest(writer);
  const fields = writeReadFields(writer, key, policy);
  for (const bin of bins) endOp(writer, beginOp(writer, OpType.read, bin), 0);
  const header: RequestHeader = {
    info1: info1 | readModeFlag(policy.readModeAp) | compressFlag(policy),
    info2: 0,
    info3: readInfo3(policy.readModeSc),
    info4: 0,
    generation: 0,
    ttl: policy.readTouchTtlPercent,
    timeout: serverTimeout(policy),
  };
  endRequest(writer, start, header, { fields, ops: bins.length });
}

function encodePut(writer: MsgpackWriter, { key, bins, policy }: PutCommand): void {
  const start = beginRequest(writer);
  const fields = writeChangeFields(writer, key, policy);
  const ops = writeBins(writer, bins);
  const header: RequestHeader = {
    info1: compressFlag(policy),
    info2: changeInfo2(policy) | existsInfo2(policy.exists),
    info3: changeInfo3(policy) | existsInfo3(policy.exists),
    info4: lockingInfo4(policy),
    generation: policy.generation,
    ttl: policy.ttl,
    timeout: serverTimeout(policy),
  };
  endRequest(writer, start, header, { fields, ops });
}

function encodeRemove(writer: MsgpackWriter, { key, policy }: RemoveCommand): void {
  const start = beginRequest(writer);
  const fields = writeChangeFields(writer, key, policy);
  const header: RequestHeader = {
    info1: compressFlag(policy),
    info2: changeInfo2(policy) | Info2.delete,
    info3: changeInfo3(policy),
    info4: 0,
    generation: policy.generation,
    ttl: 0,
    timeout: serverTimeout(policy),
  };
  endRequest(writer, start, header, { fields, ops: 0 });
}

function encodeOperate(
  writer: MsgpackWriter,
  { key, operations, policy }: OperateCommand | OperateOrderedCommand | AnnounceCommand,
  respondAll: number,
): void {
  const start = beginRequest(writer);
  const flags = operationFlags(operations);
  const changes = flags.info2 !== 0;
  const fields = changes
    ? writeChangeFields(writer, key, policy)
    : writeReadFields(writer, key, policy);
  writeOperations(writer, operations);
  const header: RequestHeader = {
    info1:
      flags.info1 |
      (flags.info1 === 0 ? 0 : readModeFlag(policy.readModeAp)) |
      compressFlag(policy),
    info2: respondAll | (changes ? changeInfo2(policy) | existsInfo2(policy.exists) : 0),
    info3:
      (changes ? changeInfo3(policy) | existsInfo3(policy.exists) : 0) |
      (flags.info1 === 0 ? 0 : readInfo3(policy.readModeSc)),
    info4: lockingInfo4(policy),
    generation: policy.generation,
    ttl: changes ? policy.ttl : policy.readTouchTtlPercent,
    timeout: serverTimeout(policy),
  };
  endRequest(writer, start, header, { fields, ops: operations.length });
}

function encodeApply(writer: MsgpackWriter, { key, call, policy }: ApplyCommand): void {
  const start = beginRequest(writer);
  const fields = writeChangeFields(writer, key, policy) + UDF_FIELD_COUNT;
  writeUdfFields(writer, call);
  const header: RequestHeader = {
    info1: compressFlag(policy),
    info2: changeInfo2(policy) | existsInfo2(policy.exists),
    info3: changeInfo3(policy) | existsInfo3(policy.exists),
    info4: lockingInfo4(policy),
    generation: policy.generation,
    ttl: policy.ttl,
    timeout: serverTimeout(policy),
  };
  endRequest(writer, start, header, { fields, ops: 0 });
}

type FieldPolicy = Pick<GetCommand['policy'], 'filterExpression' | 'txn'>;

function writeReadFields(
  writer: MsgpackWriter,
  key: GetCommand['key'],
  { txn, filterExpression }: FieldPolicy,
): number {
  writeKeyFields(writer, key);
  const fields = txn === null ? 0 : writeTransactionFields(writer, txn, key, false);
  return KEY_FIELD_COUNT + fields + writeFilterField(writer, filterExpression);
}

function writeChangeFields(
  writer: MsgpackWriter,
  key: GetCommand['key'],
  policy: FieldPolicy & { readonly key: KeyPolicy },
): number {
  const { txn } = policy;
  writeKeyFields(writer, key);
  let fields = KEY_FIELD_COUNT;
  if (txn !== null) fields += writeTransactionFields(writer, txn, key, true);
  if (policy.key === POLICY_KEY_SEND && key.userKey !== null) {
    writeUserKeyField(writer, key.userKey);
    fields++;
  }
  return fields + writeFilterField(writer, policy.filterExpression);
}

function writeBins(writer: MsgpackWriter, bins: Bins): number {
  let count = 0;
  for (const name in bins) {
    if (!Object.hasOwn(bins, name)) continue;
    checkPropertyName(name, 'bins');
    const at = beginOp(writer, OpType.write, name);
    endOp(writer, at, writeParticle(writer, bins[name] as BinValue, `bins.${name}`));
    count++;
  }
  return count;
}

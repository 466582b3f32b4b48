import {
  beginOp,
  BatchRowFlag,
  DIGEST_SIZE,
  endOp,
  FieldType,
  Info1,
  Info2,
  Info3,
  Info4,
  type MsgpackWriter,
  OpType,
  writeField,
} from '@aeroform/protocol';
import { copyDigest } from '../../../key/batch-keys.js';
import { POLICY_GEN_IGNORE } from '../../../policy/generation.js';
import { POLICY_KEY_SEND } from '../../../policy/key.js';
import { toWireTtl } from '../../../policy/ttl.js';
import { checkPropertyName } from '../../../value/bin-name.js';
import type { BinValue } from '../../../value/bin-value.js';
import { writeParticle } from '../../../value/write-particle.js';
import type { ClientTransaction } from '../../../transaction/transaction.js';
import type {
  BatchApplyRow,
  BatchOperateRow,
  BatchReadRow,
  BatchRemoveRow,
  BatchRollRow,
  BatchRow,
  BatchVerifyRow,
  BatchWriteRow,
} from '../../driver.js';
import { writeFilterField } from '../request/filter-field.js';
import { nameFields, writeUserKeyField } from '../request/key-fields.js';
import { writeTransactionFields, writeTransactionId } from '../request/transaction-fields.js';
import { UDF_FIELD_COUNT, writeUdfFields } from '../request/udf-fields.js';
import { operationFlags, writeOperations } from '../request/operation-ops.js';
import {
  changeInfo2,
  changeInfo3,
  existsInfo2,
  existsInfo3,
  lockingInfo4,
  readInfo3,
  readModeFlag,
} from '../request/setting-flags.js';

type Txn = ClientTransaction | null;

/** What a row says of itself in front of its fields. */
interface RowHead {
  readonly info1: number;
  readonly info2: number;
  readonly info3: number;
  readonly info4: number;
  readonly generation: number;
  readonly ttl: number;
}

/** What a row stands in. */
interface RowPlace {
  /** The row in front of it; what both have in common is not sent twice. */
  readonly previous: BatchRow | undefined;
  /** The transaction of the batch. */
  readonly txn: Txn;
}

/**
 * Appends one row of a batch.
 *
 * @param index - echoed in the answer.
 */
export function writeBatchRow(
  writer: MsgpackWriter,
  index: number,
  row: BatchRow,
  { previous, txn }: RowPlace,
): void {
  writer.u32(index);
  const digestAt = writer.skip(DIGEST_SIZE);
  copyDigest(row.key, writer.buffer, digestAt);
  const mayRepeat = previous !== undefined && txn === null;
  if (mayRepeat && isRepeat(row, previous)) writer.u8(BatchRowFlag.repeat);
  else ROWS[row.kind](writer, row as never, txn);
}

/** Rows that differ in their digest only are sent once; the server refuses it for rows with keys. */
function isRepeat(row: BatchRow, previous: BatchRow): boolean {
  return (
    row.kind === previous.kind &&
    row.policy === previous.policy &&
    row.key.namespace === previous.key.namespace &&
    row.key.set === previous.key.set &&
    IS_SAME[row.kind](row as never, previous as never)
  );
}

type SameRow<Row extends BatchRow> = (row: Row, previous: Row) => boolean;

/** Whether two rows with the same policy say the same. */
const IS_SAME: { readonly [K in BatchRow['kind']]: SameRow<Extract<BatchRow, { kind: K }>> } = {
  read: (row, previous) => row.bins === previous.bins,
  write: (row, previous) => row.bins === previous.bins && !sendsKey(row),
  remove: (row) => !sendsKey(row),
  operate: (row, previous) =>
    row.operations === previous.operations &&
    (row.ordered === true) === (previous.ordered === true) &&
    !sendsKey(row),
  apply: (row, previous) => row.call === previous.call && !sendsKey(row),
  verify: (row, previous) => row.version === previous.version,
  roll: (row, previous) =>
    row.transactionId === previous.transactionId && row.direction === previous.direction,
};

const ROWS: {
  readonly [K in BatchRow['kind']]: (
    writer: MsgpackWriter,
    row: Extract<BatchRow, { kind: K }>,
    txn: Txn,
  ) => void;
} = {
  read: writeRead,
  write: writeWrite,
  remove: writeRemove,
  operate: writeOperate,
  apply: writeApply,
  verify: writeVerify,
  roll: writeRoll,
};

function writeRead(writer: MsgpackWriter, row: BatchReadRow, txn: Txn): void {
  const { bins, policy } = row;
  const what = bins === null ? Info1.getAll : bins.length === 0 ? Info1.noBinData : 0;
  const info1 = Info1.read | what | readModeFlag(policy.readModeAp);
  const head: RowHead = {
    info1,
    info2: 0,
    info3: readInfo3(policy.readModeSc),
    info4: 0,
    generation: 0,
    ttl: policy.readTouchTtlPercent,
  };
  writeHead(writer, { row, txn }, head, bins?.length ?? 0);
  for (const bin of bins ?? []) endOp(writer, beginOp(writer, OpType.read, bin), 0);
}

function writeWrite(writer: MsgpackWriter, row: BatchWriteRow, txn: Txn): void {
  const { bins, policy, path } = row;
  const names = Object.keys(bins);
  const head: RowHead = {
    info1: 0,
    info2: changeInfo2(policy) | existsInfo2(policy.exists),
    info3: changeInfo3(policy) | existsInfo3(policy.exists),
    info4: lockingInfo4(policy),
    generation: policy.generation,
    ttl: policy.ttl,
  };
  writeHead(writer, { row, txn }, head, names.length);
  for (const name of names) {
    checkPropertyName(name, path);
    const at = beginOp(writer, OpType.write, name);
    endOp(writer, at, writeParticle(writer, bins[name] as BinValue, `${path}.${name}`));
  }
}

function writeRemove(writer: MsgpackWriter, row: BatchRemoveRow, txn: Txn): void {
  const { policy } = row;
  const head: RowHead = {
    info1: 0,
    info2: changeInfo2(policy) | Info2.delete,
    info3: changeInfo3(policy),
    info4: 0,
    generation: policy.generation,
    ttl: 0,
  };
  writeHead(writer, { row, txn }, head, 0);
}

function writeOperate(writer: MsgpackWriter, row: BatchOperateRow, txn: Txn): void {
  const { operations, policy } = row;
  const flags = operationFlags(operations);
  const changes = flags.info2 !== 0;
  const head: RowHead = {
    info1: flags.info1 | (flags.info1 === 0 ? 0 : readModeFlag(policy.readModeAp)),
    info2:
      (row.ordered === true ? Info2.respondAllOps : 0) |
      (changes ? changeInfo2(policy) | existsInfo2(policy.exists) : 0),
    info3:
      (changes ? changeInfo3(policy) | existsInfo3(policy.exists) : 0) |
      (flags.info1 === 0 ? 0 : readInfo3(policy.readModeSc)),
    info4: lockingInfo4(policy),
    generation: policy.generation,
    ttl: changes ? policy.ttl : policy.readTouchTtlPercent,
  };
  writeHead(writer, { row, txn }, head, operations.length);
  writeOperations(writer, operations, row.path);
}

function writeApply(writer: MsgpackWriter, row: BatchApplyRow, txn: Txn): void {
  const settings = { ...row.policy, gen: POLICY_GEN_IGNORE, generation: 0 } as const;
  const head: RowHead = {
    info1: 0,
    info2: changeInfo2(settings),
    info3: changeInfo3(settings),
    info4: lockingInfo4(settings),
    generation: 0,
    ttl: row.policy.ttl,
  };
  writeHead(writer, { row, txn }, head, 0);
}

/** A row that ends a transaction: neither generation nor ttl. */
function writeVerify(writer: MsgpackWriter, { key, version }: BatchVerifyRow): void {
  writer.u8(BatchRowFlag.info | BatchRowFlag.info4);
  writer
    .u8(Info1.read | Info1.noBinData)
    .u8(0)
    .u8(Info3.scReadType);
  writer.u8(Info4.transactionVerifyRead).u16(3).u16(0);
  writer.bytes(nameFields(key.namespace, key.set));
  writeField(writer, FieldType.recordVersion, version);
}

function writeRoll(writer: MsgpackWriter, { key, transactionId, direction }: BatchRollRow): void {
  writer.u8(BatchRowFlag.info | BatchRowFlag.info4);
  writer
    .u8(0)
    .u8(Info2.write | Info2.durableDelete)
    .u8(0);
  writer.u8(direction === 'forward' ? Info4.transactionRollForward : Info4.transactionRollBack);
  writer.u16(3).u16(0);
  writer.bytes(nameFields(key.namespace, key.set));
  writeTransactionId(writer, transactionId);
}

interface RowInTransaction {
  readonly row: BatchRow;
  readonly txn: Txn;
}

function writeHead(
  writer: MsgpackWriter,
  { row, txn }: RowInTransaction,
  head: RowHead,
  opCount: number,
): void {
  const writes = (head.info2 & Info2.write) !== 0;
  writer.u8(
    BatchRowFlag.info |
      BatchRowFlag.ttl |
      (head.info4 === 0 ? 0 : BatchRowFlag.info4) |
      (writes ? BatchRowFlag.generation : 0),
  );
  writer.u8(head.info1).u8(head.info2).u8(head.info3);
  if (head.info4 !== 0) writer.u8(head.info4);
  if (writes) writer.u16(head.generation);
  writer.u32(toWireTtl(head.ttl));
  const countAt = writer.skip(2);
  writer.u16(opCount);
  const { key, policy } = row;
  writer.bytes(nameFields(key.namespace, key.set));
  let fields = 2;
  if (txn !== null) fields += writeTransactionFields(writer, txn, key, writes);
  if (writes && sendsKey(row)) {
    writeUserKeyField(writer, key.userKey as NonNullable<typeof key.userKey>);
    fields++;
  }
  fields += writeFilterField(writer, policy.filterExpression);
  if (row.kind === 'apply') {
    writeUdfFields(writer, row.call, row.path);
    fields += UDF_FIELD_COUNT;
  }
  writer.buffer.writeUInt16BE(fields, countAt);
}

function sendsKey({ key, policy }: BatchRow): boolean {
  return 'key' in policy && policy.key === POLICY_KEY_SEND && key.userKey !== null;
}

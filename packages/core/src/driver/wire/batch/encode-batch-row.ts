import {
  beginOp,
  BatchRowFlag,
  DIGEST_SIZE,
  endOp,
  Info1,
  Info2,
  type MsgpackWriter,
  OpType,
} from '@aeroform/protocol';
import { POLICY_GEN_IGNORE } from '../../../policy/generation.js';
import { POLICY_KEY_SEND } from '../../../policy/key.js';
import { checkPropertyName } from '../../../value/bin-name.js';
import type { BinValue } from '../../../value/bin-value.js';
import { writeParticle } from '../../../value/write-particle.js';
import type {
  BatchApplyRow,
  BatchOperateRow,
  BatchReadRow,
  BatchRemoveRow,
  BatchRow,
  BatchWriteRow,
} from '../../driver.js';
import { writeFilterField } from '../request/filter-field.js';
import { nameFields, writeUserKeyField } from '../request/key-fields.js';
import { UDF_FIELD_COUNT, writeUdfFields } from '../request/udf-fields.js';
import { operationFlags, writeOperations } from '../request/operation-ops.js';
import {
  changeInfo2,
  changeInfo3,
  existsInfo2,
  existsInfo3,
  readModeFlag,
} from '../request/setting-flags.js';

/** What a row says of itself in front of its fields. */
interface RowHead {
  readonly info1: number;
  readonly info2: number;
  readonly info3: number;
  readonly generation: number;
  readonly ttl: number;
}

/**
 * Appends one row of a batch.
 *
 * @param index - echoed in the answer.
 * @param previous - the row in front of it; what both have in common is not sent twice.
 */
export function writeBatchRow(
  writer: MsgpackWriter,
  index: number,
  row: BatchRow,
  previous: BatchRow | undefined,
): void {
  writer.u32(index);
  writer.ensure(DIGEST_SIZE + 1);
  writer.bytes(row.key.digest);
  if (previous !== undefined && isRepeat(row, previous)) writer.u8(BatchRowFlag.repeat);
  else ROWS[row.kind](writer, row as never);
}

/** Rows that differ in their digest only are sent once; the server refuses it for rows with keys. */
function isRepeat(row: BatchRow, previous: BatchRow): boolean {
  return (
    row.kind === previous.kind &&
    row.policy === previous.policy &&
    row.key.namespace === previous.key.namespace &&
    row.key.set === previous.key.set &&
    !sendsKey(row) &&
    contents(row) === contents(previous)
  );
}

function contents(row: BatchRow): unknown {
  return CONTENTS[row.kind](row as never);
}

const CONTENTS: {
  readonly [K in BatchRow['kind']]: (row: Extract<BatchRow, { kind: K }>) => unknown;
} = {
  read: (row) => row.bins,
  write: (row) => row.bins,
  remove: () => undefined,
  operate: (row) => row.operations,
  apply: (row) => row.call,
};

const ROWS: {
  readonly [K in BatchRow['kind']]: (
    writer: MsgpackWriter,
    row: Extract<BatchRow, { kind: K }>,
  ) => void;
} = {
  read: writeRead,
  write: writeWrite,
  remove: writeRemove,
  operate: writeOperate,
  apply: writeApply,
};

function writeRead(writer: MsgpackWriter, row: BatchReadRow): void {
  const { bins, policy } = row;
  const what = bins === null ? Info1.getAll : bins.length === 0 ? Info1.noBinData : 0;
  const info1 = Info1.read | what | readModeFlag(policy.readModeAp);
  const head = { info1, info2: 0, info3: 0, generation: 0, ttl: policy.readTouchTtlPercent };
  writeHead(writer, row, head, bins?.length ?? 0);
  for (const bin of bins ?? []) endOp(writer, beginOp(writer, OpType.read, bin), 0);
}

function writeWrite(writer: MsgpackWriter, row: BatchWriteRow): void {
  const { bins, policy, path } = row;
  const names = Object.keys(bins);
  const head: RowHead = {
    info1: 0,
    info2: changeInfo2(policy) | existsInfo2(policy.exists),
    info3: changeInfo3(policy) | existsInfo3(policy.exists),
    generation: policy.generation,
    ttl: policy.ttl,
  };
  writeHead(writer, row, head, names.length);
  for (const name of names) {
    checkPropertyName(name, path);
    const at = beginOp(writer, OpType.write, name);
    endOp(writer, at, writeParticle(writer, bins[name] as BinValue, `${path}.${name}`));
  }
}

function writeRemove(writer: MsgpackWriter, row: BatchRemoveRow): void {
  const { policy } = row;
  const head: RowHead = {
    info1: 0,
    info2: changeInfo2(policy) | Info2.delete,
    info3: changeInfo3(policy),
    generation: policy.generation,
    ttl: 0,
  };
  writeHead(writer, row, head, 0);
}

function writeOperate(writer: MsgpackWriter, row: BatchOperateRow): void {
  const { operations, policy } = row;
  const flags = operationFlags(operations);
  const changes = flags.info2 !== 0;
  const head: RowHead = {
    info1: flags.info1 | (flags.info1 === 0 ? 0 : readModeFlag(policy.readModeAp)),
    info2: changes ? changeInfo2(policy) | existsInfo2(policy.exists) : 0,
    info3: changes ? changeInfo3(policy) | existsInfo3(policy.exists) : 0,
    generation: policy.generation,
    ttl: changes ? policy.ttl : policy.readTouchTtlPercent,
  };
  writeHead(writer, row, head, operations.length);
  writeOperations(writer, operations, row.path);
}

function writeApply(writer: MsgpackWriter, row: BatchApplyRow): void {
  const settings = { ...row.policy, gen: POLICY_GEN_IGNORE, generation: 0 } as const;
  const head: RowHead = {
    info1: 0,
    info2: changeInfo2(settings),
    info3: changeInfo3(settings),
    generation: 0,
    ttl: row.policy.ttl,
  };
  writeHead(writer, row, head, 0);
}

function writeHead(writer: MsgpackWriter, row: BatchRow, head: RowHead, opCount: number): void {
  const writes = head.info2 !== 0;
  writer.u8(BatchRowFlag.info | BatchRowFlag.ttl | (writes ? BatchRowFlag.generation : 0));
  writer.u8(head.info1).u8(head.info2).u8(head.info3);
  if (writes) writer.u16(head.generation);
  writer.u32(head.ttl >>> 0);
  const countAt = writer.skip(2);
  writer.u16(opCount);
  const { key, policy } = row;
  writer.bytes(nameFields(key.namespace, key.set));
  let fields = 2;
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

import {
  ExpressionOp,
  ParticleType,
  readInt64,
  latin1Slice,
  WireBlob,
  wireParticleType,
} from '@aeroform/protocol';
import type { Evaluate, ExpressionValue } from './expression-node.js';
import { expectOperands, type OperandReader, type OpcodeRows } from './opcode-row.js';
import { isBinName, lowWord, readRawText, readUnsigned } from './raw-operand.js';
import { refuse } from './refuse.js';
import { hasType, isExpressionType, StaticType } from './static-type.js';

type BinCode = typeof ExpressionOp.key | typeof ExpressionOp.bin | typeof ExpressionOp.binType;

/** Size of the server's instructions that point to a name. */
const NAMED_INSTRUCTION_SIZE = 24;
const KEY_INSTRUCTION_SIZE = 12;

/** The bins and the user key of a record. */
export const binRows: OpcodeRows<BinCode> = {
  [ExpressionOp.bin]: {
    size: NAMED_INSTRUCTION_SIZE,
    read: (operands, count) => {
      expectOperands('bin', count, 2);
      const type = readUnsigned(operands.bytes);
      if (!isExpressionType(type)) refuse(`bins of type ${type}`);
      return { type, evaluate: readBin(readBinName(operands), type) };
    },
  },
  [ExpressionOp.binType]: {
    size: NAMED_INSTRUCTION_SIZE,
    read: (operands, count) => {
      expectOperands('bin_type', count, 1);
      return { type: StaticType.integer, evaluate: readBinType(readBinName(operands)) };
    },
  },
  [ExpressionOp.key]: {
    size: KEY_INSTRUCTION_SIZE,
    read: (operands, count) => {
      expectOperands('key', count, 1);
      const type = lowWord(readUnsigned(operands.bytes));
      if (!isKeyType(type)) refuse(`keys of type ${type}`);
      return { type, evaluate: readKey(type) };
    },
  },
};

function readBinName(operands: OperandReader): string {
  const name = readRawText(operands.bytes);
  if (!isBinName(name)) refuse(`bin name ${name}`);
  return name;
}

/** A bin of another type is as unknown as one that is missing. */
function readBin(name: string, type: StaticType): Evaluate {
  return ({ record }) => {
    const value = record?.bin(name);
    return hasType(value, type) ? value : undefined;
  };
}

function readBinType(name: string): Evaluate {
  return ({ record }) => {
    if (record === undefined) return undefined;
    const value = record.bin(name);
    return value === undefined ? ParticleType.null : wireParticleType(value);
  };
}

type KeyType = typeof StaticType.integer | typeof StaticType.string | typeof StaticType.blob;

function isKeyType(type: number): type is KeyType {
  return type in KEY_READERS;
}

const KEY_READERS: Record<KeyType, (userKey: Buffer) => ExpressionValue | undefined> = {
  [StaticType.integer]: (userKey) =>
    userKey[0] === ParticleType.integer && userKey.length === 9 ? readInt64(userKey, 1) : undefined,
  [StaticType.string]: (userKey) =>
    userKey[0] === ParticleType.string ? latin1Slice(userKey, 1) : undefined,
  [StaticType.blob]: (userKey) =>
    userKey[0] === ParticleType.blob
      ? new WireBlob(ParticleType.blob, userKey.subarray(1))
      : undefined,
};

function readKey(type: KeyType): Evaluate {
  const read = KEY_READERS[type];
  return ({ record }) => (record?.userKey === undefined ? undefined : read(record.userKey));
}

import { AEROSPIKE_EPOCH, ExpressionOp, ttlFromVoidTime, WireTtl } from '@aeroform/protocol';
import type { Evaluate, ExpressionValue } from './expression-node.js';
import type { ExpressionRecord } from './expression-record.js';
import { type Int64, toInt64 } from './int64.js';
import {
  expectOperands,
  nullary,
  type OpcodeRow,
  type OpcodeRows,
  PLAIN_INSTRUCTION_SIZE,
} from './opcode-row.js';
import { refuse } from './refuse.js';
import { StaticType } from './static-type.js';

type MetadataCode =
  | typeof ExpressionOp.digestModulo
  | typeof ExpressionOp.deviceSize
  | typeof ExpressionOp.lastUpdate
  | typeof ExpressionOp.sinceUpdate
  | typeof ExpressionOp.voidTime
  | typeof ExpressionOp.ttl
  | typeof ExpressionOp.setName
  | typeof ExpressionOp.keyExists
  | typeof ExpressionOp.isTombstone
  | typeof ExpressionOp.memorySize
  | typeof ExpressionOp.recordSize;

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;
/** What the server answers for the void time and the TTL of a record that never expires. */
const NEVER = -1;

/** What is known of a record without its bins. Unknown inside path operations. */
export const metadataRows: OpcodeRows<MetadataCode> = {
  [ExpressionOp.digestModulo]: {
    size: PLAIN_INSTRUCTION_SIZE + 4,
    read: (operands, count) => {
      expectOperands('digest_modulo', count, 1);
      const modulus = Number(BigInt.asIntN(32, BigInt(operands.bytes.readInteger())));
      if (modulus === 0) refuse('digest_modulo by 0');
      return { type: StaticType.integer, evaluate: digestModulo(modulus) };
    },
  },
  // The namespace is in memory: nothing is on a device, everything in memory.
  [ExpressionOp.deviceSize]: metadata(StaticType.integer, () => 0),
  [ExpressionOp.memorySize]: metadata(StaticType.integer, (record) => record.recordSize()),
  [ExpressionOp.recordSize]: metadata(StaticType.integer, (record) => record.recordSize()),
  [ExpressionOp.lastUpdate]: metadata(StaticType.integer, ({ lastUpdateTime }) =>
    nanoseconds(lastUpdateTime, NANOSECONDS_PER_MILLISECOND),
  ),
  [ExpressionOp.sinceUpdate]: metadata(StaticType.integer, ({ now, lastUpdateTime }) =>
    Math.max(0, now - lastUpdateTime),
  ),
  [ExpressionOp.voidTime]: metadata(StaticType.integer, ({ voidTime }) =>
    voidTime === 0 ? NEVER : nanoseconds(voidTime + AEROSPIKE_EPOCH, NANOSECONDS_PER_SECOND),
  ),
  [ExpressionOp.ttl]: metadata(StaticType.integer, ({ voidTime, now }) => {
    const ttl = ttlFromVoidTime(voidTime, now);
    return ttl === WireTtl.neverExpire ? NEVER : ttl;
  }),
  [ExpressionOp.setName]: metadata(StaticType.string, (record) => record.setName),
  [ExpressionOp.keyExists]: metadata(StaticType.boolean, (record) => record.userKey !== undefined),
  [ExpressionOp.isTombstone]: metadata(StaticType.boolean, () => false),
};

function metadata(
  type: StaticType,
  read: (record: ExpressionRecord) => ExpressionValue,
): OpcodeRow {
  return nullary(type, ({ record }) => (record === undefined ? undefined : read(record)));
}

function nanoseconds(time: number, unit: bigint): Int64 {
  return toInt64(BigInt(time) * unit);
}

/** Of the last four bytes of the digest, little endian. */
function digestModulo(modulus: number): Evaluate {
  return ({ record }) =>
    record === undefined ? undefined : record.digest.readUInt32LE(16) % modulus;
}

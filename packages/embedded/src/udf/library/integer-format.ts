/** An integer of fixed size inside bytes. */
export interface IntegerFormat {
  readonly size: number;
  readonly min: bigint;
  readonly max: bigint;
  encode(value: bigint): Buffer;
  decode(bytes: Buffer): bigint;
}

/** Whether an integer can be written in a format. */
export function isInRange({ min, max }: IntegerFormat, value: bigint): boolean {
  return value >= min && value <= max;
}

function signed(size: number, isLittleEndian: boolean): IntegerFormat {
  const bits = size * 8;
  const limit = 1n << BigInt(bits - 1);
  const inOrder = (bytes: Buffer): Buffer => (isLittleEndian ? bytes.reverse() : bytes);
  return {
    size,
    min: -limit,
    max: limit - 1n,
    encode: (value) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64BE(value);
      return inOrder(bytes.subarray(8 - size));
    },
    decode: (bytes) => BigInt.asIntN(bits, BigInt(`0x${inOrder(bytes).toString('hex')}`)),
  };
}

const byte: IntegerFormat = {
  size: 1,
  min: 0n,
  max: 0xffn,
  encode: (value) => Buffer.of(Number(value)),
  decode: (bytes) => BigInt(bytes[0] as number),
};

/** By the names of the functions that read and write them. Big-endian is what is meant without a name. */
export const INTEGER_FORMATS = {
  byte,
  int16: signed(2, false),
  int16_be: signed(2, false),
  int16_le: signed(2, true),
  int32: signed(4, false),
  int32_be: signed(4, false),
  int32_le: signed(4, true),
  int64: signed(8, false),
  int64_be: signed(8, false),
  int64_le: signed(8, true),
} as const satisfies Readonly<Record<string, IntegerFormat>>;

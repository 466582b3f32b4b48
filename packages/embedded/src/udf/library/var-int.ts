/** Most bytes of an integer of variable size. */
export const VAR_INT_SIZE = 5;

const MORE = 0x80;

/** An integer of 32 bits in groups of seven bits, the lowest first. */
export function varInt(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = Number(BigInt.asUintN(32, value));
  while (rest >= MORE) {
    bytes.push((rest & 0x7f) | MORE);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** Reads an integer of variable size and returns it with the number of its bytes. */
export function readVarInt(bytes: Buffer): [value: number, size: number] {
  let value = 0;
  let size = 0;
  let byte: number;
  do {
    byte = bytes[size] ?? 0;
    value |= (byte & 0x7f) << (size * 7);
    size++;
  } while ((byte & MORE) !== 0 && size < VAR_INT_SIZE);
  return [value >>> 0, size];
}

import { latin1Slice, type MsgpackReader } from '@aeroform/protocol';

/** Longest bin name, in bytes. */
const MAX_BIN_NAME_SIZE = 15;

/** Reads text that has no type byte (names, patterns) as a binary string. */
export function readRawText(bytes: MsgpackReader): string {
  const size = bytes.readBytesHeader();
  const start = bytes.take(size, 'text');
  return latin1Slice(bytes.buffer, start, start + size);
}

/** Reads an integer, where the server takes any as unsigned: negative ones become great. */
export function readUnsigned(bytes: MsgpackReader): number | bigint {
  const value = bytes.readInteger();
  return value < 0 ? BigInt.asUintN(64, BigInt(value)) : value;
}

/** The low 32 bits, which are all that the server keeps of some operands. */
export function lowWord(value: number | bigint): number {
  return Number(BigInt.asUintN(32, BigInt(value)));
}

export function isBinName(name: string): boolean {
  return name.length <= MAX_BIN_NAME_SIZE && !name.includes('\0');
}

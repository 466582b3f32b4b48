import { inflateSync } from 'node:zlib';

/** `{P0+4096}`: that many consecutive partition ids from the first number on. */
const PARTITION_RUN = /\{P(\d+)\+(\d+)\}/g;

/**
 * The bytes that a recording writes as hex, with runs of partition ids, or, where that is shorter,
 * as base64 of a zlib stream.
 *
 * @throws when neither form is given, or the hex is none.
 */
export function recordedBytes(hex: string | undefined, deflated: string | undefined): Buffer {
  if (deflated !== undefined) return inflateSync(Buffer.from(deflated, 'base64'));
  if (hex === undefined) throw new Error('a step without bytes');
  const expanded = hex.replace(PARTITION_RUN, (_, first: string, count: string) =>
    partitionIds(Number(first), Number(count)).toString('hex'),
  );
  const bytes = Buffer.from(expanded, 'hex');
  // Buffer.from stops at the first character that is no hex.
  if (bytes.length * 2 !== expanded.length) throw new Error(`not hex: ${hex.slice(0, 60)}`);
  return bytes;
}

function partitionIds(first: number, count: number): Buffer {
  const bytes = Buffer.alloc(2 * count);
  for (let i = 0; i < count; i++) bytes.writeUInt16LE(first + i, 2 * i);
  return bytes;
}

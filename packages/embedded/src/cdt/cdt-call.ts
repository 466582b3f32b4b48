import { MsgpackReader, WireError } from '@aeroform/protocol';
import { refuseParameter } from './refuse.js';

/** A call whose arguments are still to be decoded: some calls end before they are looked at. */
export interface CdtCall {
  readonly opcode: number;
  readonly argumentCount: number;
  /** Stands at the first argument. */
  readonly reader: MsgpackReader;
}

/**
 * Reads the head of `[opcode, argument…]`.
 *
 * @throws {CommandError} 4 when there is none.
 */
export function readCdtCall(bytes: Buffer): CdtCall {
  // The form of old clients: a 16-bit code, and a list of arguments unless there are none.
  if (bytes[0] === 0) return readOldCall(bytes);
  return readNestedCall(new MsgpackReader(bytes));
}

/** Reads the head of a call that stands in another one. */
export function readNestedCall(reader: MsgpackReader): CdtCall {
  return parse(() => {
    // The server takes what an operation needs and ignores what a wrong count announces beyond it.
    const size = reader.readArrayCount();
    if (size === 0) refuseParameter('an operation without code');
    const opcode = unsigned32(reader.readInteger());
    return { opcode, argumentCount: size - 1, reader };
  });
}

/** The server takes the low 32 bits of a code. */
function unsigned32(code: number | bigint): number {
  return typeof code === 'number' && code >= 0 && code < 2 ** 32
    ? code
    : Number(BigInt.asUintN(32, BigInt(code)));
}

function readOldCall(bytes: Buffer): CdtCall {
  return parse(() => {
    const reader = new MsgpackReader(bytes);
    const opcode = reader.u16();
    return { opcode, argumentCount: reader.remaining > 0 ? reader.readArrayHeader() : 0, reader };
  });
}

function parse(read: () => CdtCall): CdtCall {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    refuseParameter(`malformed operation: ${error.message}`);
  }
}

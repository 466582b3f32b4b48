import { MsgpackKind, MsgpackReader, WireError } from '@aeroform/protocol';

/** The numbers and arrays of a msgpack element; everything else is undefined. */
export type Tree = number | Tree[] | undefined;

/** Reads the first element; undefined when it is malformed, as some recorded ones are on purpose. */
export function readTree(bytes: Buffer): Tree {
  try {
    return read(new MsgpackReader(bytes));
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function read(reader: MsgpackReader): Tree {
  const kind = reader.peekKind();
  if (kind === MsgpackKind.integer) return Number(reader.readInteger());
  if (kind === MsgpackKind.array) {
    return Array.from({ length: reader.readArrayHeader() }, () => read(reader));
  }
  reader.skipElement();
  return undefined;
}

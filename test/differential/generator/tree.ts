import { MsgpackWriter, type WireValue, writeWireValue } from '@aeroform/protocol';

/** Text without a type byte, as bin and variable names inside expressions. */
export class RawText {
  constructor(readonly text: string) {}
}

/** Bytes put into msgpack as they are. */
export class RawBytes {
  constructor(readonly bytes: Buffer) {}
}

/** A msgpack element: an array (an operation, a context), or a value. */
export type Tree = WireValue | RawText | RawBytes | readonly Tree[];

export function writeTree(writer: MsgpackWriter, tree: Tree): void {
  if (isArray(tree)) {
    writer.arrayHeader(tree.length);
    for (const element of tree) writeTree(writer, element);
  } else if (tree instanceof RawText) writer.rawText(tree.text);
  else if (tree instanceof RawBytes) writer.bytes(tree.bytes);
  else writeWireValue(writer, tree);
}

export function encodeTree(tree: Tree): Buffer {
  const writer = new MsgpackWriter();
  writeTree(writer, tree);
  return writer.toBuffer();
}

function isArray(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

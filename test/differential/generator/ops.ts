import {
  type MessageOp,
  MsgpackWriter,
  OpType,
  ParticleType,
  type WireValue,
  writeWireParticle,
} from '@aeroform/protocol';
import { encodeTree, type Tree } from './tree.js';

const NOTHING = Buffer.alloc(0);

function op(code: number, bin: string, particleType: number, value: Buffer): MessageOp {
  return { op: code, particleType, flags: 0, name: Buffer.from(bin, 'utf8'), value };
}

export function bareOp(code: number, bin = ''): MessageOp {
  return op(code, bin, ParticleType.null, NOTHING);
}

/** An operation with the value of a bin: write, increment, append, prepend. */
export function valueOp(code: number, bin: string, value: WireValue): MessageOp {
  const writer = new MsgpackWriter();
  const particleType = writeWireParticle(writer, value);
  return op(code, bin, particleType, writer.toBuffer());
}

export function putOp(bin: string, value: WireValue): MessageOp {
  return valueOp(OpType.write, bin, value);
}

export function readOp(bin = ''): MessageOp {
  return bareOp(OpType.read, bin);
}

/** An operation whose particle is msgpack in a blob. */
export function packedOp(code: number, bin: string, tree: Tree): MessageOp {
  return op(code, bin, ParticleType.blob, encodeTree(tree));
}

/** An operation with any particle. */
export function particleOp(code: number, bin: string, type: number, value: Buffer): MessageOp {
  return op(code, bin, type, value);
}

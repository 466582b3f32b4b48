import {
  BitOp,
  type MessageOp,
  OpType,
  ParticleType,
  WireBlob,
  type WireValue,
} from '@aeroform/protocol';
import { inContext } from '../generator/cdt-context.js';
import { packedOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { operate, put } from '../generator/record-command.js';
import type { Family } from '../generator/step.js';
import type { Tree } from '../generator/tree.js';
import * as values from '../generator/values.js';

type BitArgument =
  | 'byteOffset'
  | 'offset'
  | 'wholeByteOffset'
  | 'byteSize'
  | 'size'
  | 'integerSize'
  | 'bytes'
  | 'shift'
  | 'integer'
  | 'boolean'
  | 'flags'
  | 'wholeFlags'
  | 'resizeFlags'
  | 'overflow';

const MAKERS: Record<BitArgument, (random: Random) => WireValue> = {
  byteOffset: (random) => random.between(-6, 9),
  offset: (random) => (random.percent(97) ? random.between(-40, 70) : values.integer(random)),
  wholeByteOffset: (random) => random.between(-5, 8) * 8,
  byteSize: (random) => (random.percent(97) ? random.between(0, 10) : values.integer(random)),
  size: (random) => (random.percent(95) ? random.between(0, 48) : values.integer(random)),
  integerSize: (random) => (random.percent(95) ? random.between(1, 64) : random.between(-1, 70)),
  bytes: (random) => (random.percent(90) ? values.blob(random) : values.text(random)),
  shift: (random) => (random.percent(90) ? random.between(0, 20) : random.between(-1, 80)),
  integer: (random) => values.integer(random),
  boolean: (random) => random.percent(50),
  flags: (random) => random.below(16),
  // Shifts never have the flag "partial" (ledger: partial-shifts).
  wholeFlags: (random) => random.below(8),
  resizeFlags: (random) => random.below(9),
  overflow: (random) => random.pick([0, 1, 2, 3, 4, 5, 6]),
};

interface Signature {
  readonly args: readonly BitArgument[];
  readonly required: number;
}

const OVERWRITE: Signature = { args: ['offset', 'size', 'bytes', 'flags'], required: 3 };
const SHIFT: Signature = { args: ['offset', 'size', 'shift', 'wholeFlags'], required: 3 };
const CALCULATE: Signature = {
  args: ['offset', 'integerSize', 'integer', 'flags', 'overflow'],
  required: 3,
};

const READS: Partial<Record<BitOp, Signature>> = {
  [BitOp.get]: { args: ['offset', 'size'], required: 2 },
  [BitOp.count]: { args: ['offset', 'size'], required: 2 },
  [BitOp.leftScan]: { args: ['offset', 'size', 'boolean'], required: 3 },
  [BitOp.rightScan]: { args: ['offset', 'size', 'boolean'], required: 3 },
  [BitOp.getInt]: { args: ['offset', 'integerSize', 'boolean'], required: 2 },
};

const MODIFIES: Partial<Record<BitOp, Signature>> = {
  [BitOp.resize]: { args: ['byteSize', 'flags', 'resizeFlags'], required: 1 },
  [BitOp.insert]: { args: ['byteOffset', 'bytes', 'flags'], required: 2 },
  [BitOp.remove]: { args: ['byteOffset', 'byteSize', 'flags'], required: 2 },
  [BitOp.set]: OVERWRITE,
  [BitOp.or]: OVERWRITE,
  [BitOp.xor]: OVERWRITE,
  [BitOp.and]: OVERWRITE,
  [BitOp.not]: { args: ['offset', 'size', 'flags'], required: 2 },
  [BitOp.leftShift]: SHIFT,
  [BitOp.rightShift]: SHIFT,
  [BitOp.add]: CALCULATE,
  [BitOp.subtract]: CALCULATE,
  [BitOp.setInt]: { args: ['offset', 'integerSize', 'integer', 'flags'], required: 3 },
};

/** A random operation on bits, as bytes or inside an expression. */
export function bitCall(random: Random, reads: boolean): readonly Tree[] {
  const table = reads ? READS : MODIFIES;
  const code = Number(random.pick(Object.keys(table))) as BitOp;
  const { args, required } = table[code] as Signature;
  const count = random.percent(70) ? args.length : random.between(required, args.length);
  const trees: Tree[] = args.slice(0, count).map((name) => MAKERS[name](random));
  if (random.percent(2)) trees.pop();
  if (random.percent(1)) trees.splice(random.below(trees.length + 1), 1, values.text(random));
  return [code, ...trees];
}

export function bitOp(random: Random, bin: string): MessageOp {
  const reads = random.percent(40);
  const call = bitCall(random, reads);
  const code = reads ? OpType.bitRead : OpType.bitModify;
  return packedOp(code, bin, inContext(random, 5, call));
}

export const bit: Family = {
  name: 'bit',
  generate: (random, scope) => {
    if (random.percent(15)) {
      const bytes = random.bytes(random.between(0, 9));
      return put(random, scope, {
        b: new WireBlob(ParticleType.blob, bytes),
        ...(random.percent(10) && { x: values.value(random) }),
      });
    }
    const bin = random.percent(96) ? 'b' : random.pick(['x', 'new']);
    return operate(
      random,
      scope,
      random.many(1, random.pick([1, 1, 1, 3]), () => bitOp(random, bin)),
    );
  },
};

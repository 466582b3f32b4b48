import {
  HllOp,
  type MessageOp,
  OpType,
  ParticleType,
  WireBlob,
  WireList,
  type WireValue,
} from '@aeroform/protocol';
import { packedOp, putOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { operate, put } from '../generator/record-command.js';
import type { Family } from '../generator/step.js';
import type { Tree } from '../generator/tree.js';
import * as values from '../generator/values.js';
import { SKETCHES } from './hll-sketches.js';

/** A sketch; now and then one with a byte that is not as it was. */
export function sketch(random: Random): WireBlob {
  const bytes = Buffer.from(random.pick(SKETCHES), 'hex');
  if (random.percent(3)) bytes[random.below(bytes.length)] = random.below(256);
  return new WireBlob(ParticleType.hll, bytes);
}

type HllArgument = 'elements' | 'indexBits' | 'minHashBits' | 'flags' | 'sketches';

const MAKERS: Record<HllArgument, (random: Random) => WireValue> = {
  elements: (random) =>
    new WireList(random.many(random.percent(97) ? 1 : 0, 8, () => element(random))),
  indexBits: (random) => (random.percent(90) ? random.between(4, 8) : random.between(-1, 18)),
  minHashBits: (random) =>
    random.percent(90) ? random.pick([-1, 0, 4, 5, 12, 51]) : random.between(-2, 60),
  flags: (random) => random.pick([0, 0, 0, 1, 2, 4, 5, 6, 8, 12, 3, 16]),
  sketches: (random) =>
    new WireList(random.many(random.percent(97) ? 1 : 0, 3, () => sketch(random))),
};

function element(random: Random): WireValue {
  return random.percent(60)
    ? random.between(0, 30)
    : values.value(random, random.percent(5) ? 1 : 0);
}

const READS: Partial<Record<HllOp, readonly HllArgument[]>> = {
  [HllOp.count]: [],
  [HllOp.getUnion]: ['sketches'],
  [HllOp.unionCount]: ['sketches'],
  [HllOp.intersectCount]: ['sketches'],
  [HllOp.similarity]: ['sketches'],
  [HllOp.describe]: [],
  [HllOp.mayContain]: ['elements'],
};

const MODIFIES: Partial<Record<HllOp, readonly HllArgument[]>> = {
  [HllOp.init]: ['indexBits', 'minHashBits', 'flags'],
  [HllOp.add]: ['elements', 'indexBits', 'minHashBits', 'flags'],
  [HllOp.setUnion]: ['sketches', 'flags'],
  [HllOp.refreshCount]: [],
  [HllOp.fold]: ['indexBits'],
};

/** A random operation on a sketch, as bytes or inside an expression. */
export function hllCall(random: Random, reads: boolean): readonly Tree[] {
  const table = reads ? READS : MODIFIES;
  const code = Number(random.pick(Object.keys(table))) as HllOp;
  const args = table[code] as readonly HllArgument[];
  const count = random.percent(60) ? args.length : random.below(args.length + 1);
  const trees: Tree[] = args.slice(0, count).map((name) => MAKERS[name](random));
  if (random.percent(2)) trees.push(values.scalar(random));
  return [code, ...trees];
}

export function hllOp(random: Random, bin: string): MessageOp {
  const reads = random.percent(45);
  return packedOp(reads ? OpType.hllRead : OpType.hllModify, bin, hllCall(random, reads));
}

export const hll: Family = {
  name: 'hll',
  generate: (random, scope) => {
    if (random.percent(12)) {
      return put(random, scope, {
        h: sketch(random),
        ...(random.percent(10) && { x: values.scalar(random) }),
      });
    }
    const bin = random.percent(96) ? 'h' : random.pick(['x', 'new']);
    const ops = random.many(1, random.pick([1, 1, 3]), () => hllOp(random, bin));
    const removes = random.percent(5) ? [putOp(bin, null)] : [];
    return operate(random, scope, [...removes, ...ops]);
  },
};

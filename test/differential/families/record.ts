import {
  Info1,
  Info2,
  Info3,
  type MessageField,
  OpType,
  type MessageOp,
  FieldType,
} from '@aeroform/protocol';
import {
  keyField,
  messageFrame,
  digestField,
  namespaceField,
  setField,
  textField,
} from '../generator/frame.js';
import { bareOp, particleOp, putOp, readOp, valueOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { USER_KEYS, type Scope } from '../generator/scope.js';
import type { Family } from '../generator/step.js';
import * as values from '../generator/values.js';

const BINS = ['a', 'b', 'c', 'd'];
/** In seconds: none, long ones (short ones would expire while the program runs), never, unchanged. */
const TTLS = [
  0, 0, 0, 0, 5000, 100_000, 0xffff_ffff, 0xffff_fffe, 315_360_000, 315_360_001, 0xffff_fffd,
];
/** Percentages of a TTL for reads that touch, and numbers that are none. */
const READ_TOUCH = [0, 0, 0, 1, 50, 80, 100, 101, 0xffff_ffff];

export function binName(random: Random): string {
  if (random.percent(97)) return random.pick(BINS);
  return random.pick(['', 'fifteen-letters', 'sixteen--letters', 'ä', 'a:b']);
}

/** Second and third flag byte of a write: mostly sensible combinations. */
export function writeFlags(random: Random): { info2: number; info3: number } {
  if (random.percent(40)) return { info2: Info2.write, info3: 0 };
  const any = random.percent(10);
  const bits = (choices: readonly number[]): number =>
    any
      ? choices.reduce((sum, bit) => sum | (random.percent(30) ? bit : 0), 0)
      : random.pick([0, ...choices]);
  return {
    info2:
      Info2.write |
      bits([
        Info2.generationEqual,
        Info2.generationGreater,
        Info2.createOnly,
        Info2.durableDelete,
      ]) |
      (random.percent(10) ? Info2.respondAllOps : 0),
    info3: bits([Info3.updateOnly, Info3.createOrReplace, Info3.replaceOnly, Info3.commitMaster]),
  };
}

function writingOp(random: Random): MessageOp {
  const bin = binName(random);
  const kind = random.below(20);
  if (kind < 9)
    return putOp(bin, random.percent(95) ? values.value(random) : values.oddContainer(random));
  if (kind < 11) return putOp(bin, null);
  if (kind < 14)
    return valueOp(
      OpType.increment,
      bin,
      random.percent(90)
        ? random.percent(80)
          ? values.integer(random)
          : values.double(random)
        : values.scalar(random),
    );
  if (kind < 17)
    return valueOp(
      random.percent(50) ? OpType.append : OpType.prepend,
      bin,
      random.percent(85)
        ? random.percent(80)
          ? values.text(random)
          : values.blob(random)
        : values.scalar(random),
    );
  if (kind < 18) return bareOp(OpType.touch, random.percent(95) ? '' : bin);
  return random.percent(80)
    ? bareOp(OpType.delete)
    : particleOp(
        OpType.write,
        bin,
        random.below(26),
        random.bytes(random.pick([0, 1, 2, 4, 8, 9])),
      );
}

interface Shape {
  readonly info1?: number;
  readonly info2?: number;
  readonly info3?: number;
  readonly recordTtl?: number;
  readonly ops: readonly MessageOp[];
}

const write = (random: Random): Shape => ({
  ...writeFlags(random),
  recordTtl: random.pick(TTLS),
  ops: random.many(1, 3, () => writingOp(random)),
});

const read = (random: Random): Shape => {
  const touch = { recordTtl: random.pick(READ_TOUCH) };
  const kind = random.below(10);
  if (kind < 4) return { ...touch, info1: Info1.read | Info1.getAll, ops: [] };
  if (kind < 7)
    return { ...touch, info1: Info1.read, ops: random.many(1, 4, () => readOp(binName(random))) };
  if (kind < 9) return { ...touch, info1: Info1.read | Info1.noBinData, ops: [] };
  return {
    ...touch,
    info1: random.below(256) & ~(Info1.batch | Info1.xdr),
    ops: random.many(0, 2, () => readOp(binName(random))),
  };
};

const remove = (random: Random): Shape => {
  const { info2, info3 } = writeFlags(random);
  return { info2: info2 | Info2.delete, info3, ops: random.percent(95) ? [] : [putOp('a', 1)] };
};

const touch = (random: Random): Shape => ({
  ...writeFlags(random),
  recordTtl: random.pick(TTLS),
  ops: [bareOp(OpType.touch)],
});

const readAndWrite = (random: Random): Shape => {
  const { info2, info3 } = writeFlags(random);
  const all = random.percent(30);
  return {
    info1: Info1.read | (all ? Info1.getAll : 0),
    info2,
    info3,
    recordTtl: random.pick(TTLS),
    ops: [
      ...random.many(1, 3, () =>
        random.percent(70) ? writingOp(random) : readOp(binName(random)),
      ),
      readOp(all && random.percent(95) ? '' : binName(random)),
    ],
  };
};

const SHAPES = [write, write, write, read, read, read, remove, touch, readAndWrite, readAndWrite];

function fieldsOf(random: Random, scope: Scope, userKey: string | number): MessageField[] {
  const fields = [namespaceField(), setField(scope), digestField(scope, userKey)];
  if (random.percent(20)) fields.push(keyField(userKey));
  if (random.percent(97)) return fields;
  const kind = random.below(5);
  if (kind === 0) fields.splice(1, 1);
  else if (kind === 1) fields.splice(1, 1, textField(FieldType.set, `${scope.set}-other`));
  else if (kind === 2) fields.splice(0, 1, textField(FieldType.namespace, 'other'));
  else if (kind === 3) fields.push(keyField(random.pick(USER_KEYS)));
  else fields.reverse();
  return fields;
}

/** Reads and writes of one record with every policy. */
export const record: Family = {
  name: 'record',
  generate: (random, scope) => {
    const userKey = USER_KEYS[random.below(4)] as string | number;
    const { ops, ...flags } = random.pick(SHAPES)(random);
    const header = {
      ...flags,
      generation: random.percent(50) ? random.between(0, 6) : random.pick([0, 1, 65_535, 65_537]),
      transactionTtl: random.pick([0, 1000]),
    };
    return {
      frame: messageFrame({ header, fields: fieldsOf(random, scope, userKey), ops }),
      answer: 'record',
    };
  },
};

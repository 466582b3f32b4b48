import { Info1, Info2, type MessageOp, OpType } from '@aeroform/protocol';
import { bareOp, putOp, readOp, valueOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { fewKeys, put, recordCommand } from '../generator/record-command.js';
import type { Family } from '../generator/step.js';
import * as values from '../generator/values.js';
import { bitOp } from './bit.js';
import { expressionOp } from './expression.js';
import { hllOp, sketch } from './hll.js';
import { listOp } from './list.js';
import { mapOp } from './map.js';

const BIN_OF: readonly ((random: Random) => MessageOp)[] = [
  (random) => listOp(random, bin(random, 'l'), 10),
  (random) => listOp(random, bin(random, 'l'), 10),
  (random) => mapOp(random, bin(random, 'm'), 10),
  (random) => mapOp(random, bin(random, 'm'), 10),
  (random) => bitOp(random, bin(random, 'b')),
  (random) => hllOp(random, bin(random, 'h')),
  (random) => expressionOp(random, bin(random, 'i')),
  (random) => readOp(bin(random, 'i')),
  (random) => putOp(bin(random, 'i'), values.value(random)),
  (random) => putOp(bin(random, 's'), null),
  (random) => valueOp(OpType.increment, bin(random, 'i'), values.integer(random)),
  (random) => valueOp(OpType.append, bin(random, 's'), values.text(random)),
  (random) => bareOp(random.percent(60) ? OpType.touch : OpType.delete),
];

/** Mostly the bin that fits. */
function bin(random: Random, fitting: string): string {
  return random.percent(93) ? fitting : random.pick(['l', 'm', 'b', 'h', 'i', 's']);
}

/** Several operations of all families in one command. */
export const operateMixed: Family = {
  name: 'operate',
  generate: (random, scope) => {
    if (random.percent(15)) {
      return put(random, scope, {
        l: values.list(random),
        m: values.map(random),
        b: values.blob(random),
        h: sketch(random),
        i: values.integer(random),
        s: values.text(random),
      });
    }
    const ops = random.many(1, 6, () => random.pick(BIN_OF)(random));
    const all = random.percent(15)
      ? [readOp()]
      : random.percent(50)
        ? [readOp('l'), readOp('m'), readOp('i')]
        : [];
    const header = {
      info1: Info1.read | (all.length === 1 ? Info1.getAll : 0),
      info2: Info2.write | (random.percent(55) ? Info2.respondAllOps : 0),
    };
    return recordCommand(scope, { userKey: fewKeys(random), header, ops: [...ops, ...all] });
  },
};

import { FieldType, Info1, Info2, type MessageOp, OpType } from '@aeroform/protocol';
import { anyTree, filterTree, TYPED_BINS, typedBins } from '../generator/expression.js';
import { keyField, treeField } from '../generator/frame.js';
import { packedOp, putOp, readOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { fewKeys, operate, put, recordCommand } from '../generator/record-command.js';
import type { Family } from '../generator/step.js';
import type { Tree } from '../generator/tree.js';
import * as values from '../generator/values.js';
import { sketch } from './hll.js';

const READ_FLAGS = [0, 0, 0, 16, 16, 1, 2, 32];
const WRITE_FLAGS = [0, 0, 0, 1, 2, 4, 8, 16, 16, 20, 24, 28, 9, 10, 31, 3, 32];

/** An operation that reads or writes through an expression. */
export function expressionOp(random: Random, bin: string, tree: Tree = anyTree(random)): MessageOp {
  const reads = random.percent(65);
  const flags = random.pick(reads ? READ_FLAGS : WRITE_FLAGS);
  const parts: Tree = random.percent(98)
    ? [tree, flags]
    : random.pick<Tree>([[tree], tree, [tree, flags, 0], [flags, tree]]);
  return packedOp(reads ? OpType.expressionRead : OpType.expressionModify, bin, parts);
}

const BINS = [...Object.values(TYPED_BINS), 'x', 'new'];

/** Expressions as operations and as filters. */
export const expression: Family = {
  name: 'expression',
  generate: (random, scope) => {
    if (random.percent(12)) {
      return put(random, scope, {
        ...typedBins(random),
        h: sketch(random),
        ...(random.percent(20) && { x: values.scalar(random) }),
      });
    }
    if (random.percent(55)) {
      const bin = random.percent(60) ? 'new' : random.pick(BINS);
      return operate(
        random,
        scope,
        random.many(1, random.pick([1, 1, 2]), () => expressionOp(random, bin)),
      );
    }
    const fields = [treeField(FieldType.filterExpression, filterTree(random))];
    if (random.percent(60)) return operate(random, scope, [readOp('i')], fields);
    const userKey = fewKeys(random);
    if (random.percent(20)) fields.push(keyField(userKey));
    return random.percent(80)
      ? recordCommand(scope, {
          userKey,
          header: { info2: Info2.write },
          ops: [putOp('i', values.integer(random))],
          fields,
        })
      : recordCommand(scope, {
          userKey,
          header: {
            info1: Info1.read | Info1.getAll,
            info2: random.percent(50) ? 0 : Info2.write | Info2.delete,
          },
          ops: [],
          fields,
        });
  },
};

import {
  CDT_SELECT_CALL,
  CdtContextType,
  CdtSelectFlag,
  ExpressionType,
  type MessageOp,
  OpType,
  WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import { expression } from '../generator/expression.js';
import { packedOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { operate, put } from '../generator/record-command.js';
import type { Family } from '../generator/step.js';
import type { Tree } from '../generator/tree.js';
import * as values from '../generator/values.js';

const { boolean, integer, string, float } = ExpressionType;
const AND_EXPRESSION = 0x204;
const REMOVE: Tree = [100];

/** Lists and maps in each other; lists without order (ledger: path-changes). */
function nested(random: Random, depth: number): WireValue {
  if (depth === 0 || random.percent(30)) {
    const scalar = values.scalar(random);
    return scalar instanceof WireList ? 1 : scalar;
  }
  if (random.percent(50)) return new WireList(random.many(0, 4, () => nested(random, depth - 1)));
  const { keys, flags } = values.map(random, 0, 4);
  return new WireMap(
    keys,
    keys.map(() => nested(random, depth - 1)),
    flags & 1,
  );
}

function start(random: Random): WireValue {
  const held = new WireList(random.many(1, 4, () => nested(random, 2)));
  return random.percent(50)
    ? held
    : new WireMap(['a', 'b', 'c'], [held, nested(random, 2), nested(random, 1)], 1);
}

/** Expressions in paths call nothing: some calls there stop a real server. */
function inLoop(random: Random, type: number): Tree {
  const depth = random.between(0, 2);
  const names = { variables: [], loop: true };
  return expression({ random, depth, names, calls: false, make: expression }, type);
}

function step(random: Random, modifies: boolean): Tree[] {
  const kind = random.below(10);
  if (kind < 4)
    return [CdtContextType.expression, random.percent(40) ? true : inLoop(random, boolean)];
  const placed: [number, Tree] =
    kind < 6
      ? [CdtContextType.mapKey, values.mapKey(random)]
      : kind < 7
        ? [CdtContextType.mapKeysIn, new WireList(random.many(0, 3, () => values.mapKey(random)))]
        : kind < 8 || modifies
          ? [
              random.pick([CdtContextType.listValue, CdtContextType.mapValue]),
              values.comparand(random, 1),
            ]
          : [
              random.pick([
                CdtContextType.listIndex,
                CdtContextType.mapIndex,
                CdtContextType.listRank,
                CdtContextType.mapRank,
              ]),
              random.between(-3, 3),
            ];
  // Ledger: path-places.
  const conditional = kind < 8 || modifies;
  return !conditional || random.percent(80)
    ? [...placed]
    : [...placed, AND_EXPRESSION, inLoop(random, boolean)];
}

/** No lists and maps: a real server stores their flags as they are, also at the wrong places. */
const OUTCOMES = [integer, integer, string, float, boolean];

/** A path operation. */
export function pathTree(random: Random): { readonly tree: Tree; readonly modifies: boolean } {
  const modifies = random.percent(35);
  const steps = random.many(1, 3, () => step(random, modifies)).flat();
  if (random.percent(1)) steps.pop();
  const mode = modifies ? CdtSelectFlag.apply : random.percent(97) ? random.below(4) : 5;
  const flags = mode | (random.percent(40) ? CdtSelectFlag.noFail : 0);
  const call: Tree[] = [CDT_SELECT_CALL, steps, flags];
  if (modifies) call.push(random.percent(15) ? REMOVE : inLoop(random, random.pick(OUTCOMES)));
  else if (random.percent(1)) call.push(true);
  return { tree: call, modifies };
}

function pathOp(random: Random, bin: string): MessageOp {
  const { tree, modifies } = pathTree(random);
  const asModify = modifies ? random.percent(98) : random.percent(10);
  return packedOp(asModify ? OpType.cdtModify : OpType.cdtRead, bin, tree);
}

/** Operations on what a path selects. */
export const path: Family = {
  name: 'path',
  generate: (random, scope) => {
    if (random.percent(20)) {
      return put(random, scope, {
        p: start(random),
        ...(random.percent(10) && { x: values.scalar(random) }),
      });
    }
    return operate(random, scope, [
      pathOp(random, random.percent(98) ? 'p' : random.pick(['x', 'none'])),
    ]);
  },
};

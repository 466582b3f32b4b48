import { ListOp, OpType, type MessageOp, WireList } from '@aeroform/protocol';
import { type CdtSignature, cdtArguments } from '../generator/cdt-argument.js';
import { inContext } from '../generator/cdt-context.js';
import { packedOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { operate, put } from '../generator/record-command.js';
import type { Family } from '../generator/step.js';
import type { Tree } from '../generator/tree.js';
import * as values from '../generator/values.js';

const INDEX: CdtSignature = { args: ['returnType', 'index'], required: 2 };
const RANGE: CdtSignature = { args: ['returnType', 'index', 'count'], required: 2 };
const VALUE: CdtSignature = { args: ['returnType', 'value'], required: 2 };
const VALUES: CdtSignature = { args: ['returnType', 'values'], required: 2 };
const INTERVAL: CdtSignature = { args: ['returnType', 'value', 'value'], required: 2 };
const RELATIVE: CdtSignature = { args: ['returnType', 'value', 'index', 'count'], required: 3 };
const PLAIN_INDEX: CdtSignature = { args: ['index'], required: 1 };
const PLAIN_RANGE: CdtSignature = { args: ['index', 'count'], required: 1 };

export const LIST_READS: Partial<Record<ListOp, CdtSignature>> = {
  [ListOp.size]: { args: [], required: 0 },
  [ListOp.get]: PLAIN_INDEX,
  [ListOp.getRange]: PLAIN_RANGE,
  [ListOp.getByIndex]: INDEX,
  [ListOp.getFirstByValue]: VALUE,
  [ListOp.getByRank]: INDEX,
  [ListOp.getByValue]: VALUE,
  [ListOp.getByValueList]: VALUES,
  [ListOp.getByIndexRange]: RANGE,
  [ListOp.getByValueRange]: INTERVAL,
  [ListOp.getByRankRange]: RANGE,
  [ListOp.getByValueRelativeRankRange]: RELATIVE,
};

export const LIST_MODIFIES: Partial<Record<ListOp, CdtSignature>> = {
  [ListOp.setType]: { args: ['listOrder'], required: 1 },
  [ListOp.append]: { args: ['stored', 'listOrder', 'flags'], required: 1 },
  [ListOp.appendItems]: { args: ['storedItems', 'listOrder', 'flags'], required: 1 },
  [ListOp.insert]: { args: ['index', 'stored', 'flags'], required: 2 },
  [ListOp.insertItems]: { args: ['index', 'storedItems', 'flags'], required: 2 },
  [ListOp.pop]: PLAIN_INDEX,
  [ListOp.popRange]: PLAIN_RANGE,
  [ListOp.remove]: PLAIN_INDEX,
  [ListOp.removeRange]: PLAIN_RANGE,
  [ListOp.set]: { args: ['index', 'stored', 'flags'], required: 2 },
  [ListOp.trim]: { args: ['index', 'count'], required: 2 },
  [ListOp.clear]: { args: [], required: 0 },
  [ListOp.increment]: { args: ['index', 'delta', 'listOrder', 'flags'], required: 1 },
  [ListOp.sort]: { args: ['flags'], required: 0 },
  [ListOp.removeByIndex]: INDEX,
  [ListOp.removeFirstByValue]: VALUE,
  [ListOp.removeByRank]: INDEX,
  [ListOp.removeByValue]: VALUE,
  [ListOp.removeByValueList]: VALUES,
  [ListOp.removeByIndexRange]: RANGE,
  [ListOp.removeByValueRange]: INTERVAL,
  [ListOp.removeByRankRange]: RANGE,
  [ListOp.removeByValueRelativeRankRange]: RELATIVE,
};

/** A random operation of a table, without context. */
export function cdtCall(
  random: Random,
  table: Readonly<Record<string, CdtSignature | undefined>>,
): readonly Tree[] {
  const code = random.pick(Object.keys(table));
  return [Number(code), ...cdtArguments(random, table[code] as CdtSignature)];
}

/** A random list operation on a bin. */
export function listOp(random: Random, bin: string, contextChance = 30): MessageOp {
  const reads = random.percent(50);
  const call = cdtCall(random, reads ? LIST_READS : LIST_MODIFIES);
  const code = reads ? OpType.cdtRead : OpType.cdtModify;
  return packedOp(code, bin, inContext(random, contextChance, call));
}

/** A list to work on: often flat and with repeated items, sometimes with what contexts lead into. */
function startingList(random: Random): WireList {
  if (random.percent(40)) return values.list(random, 0, 10);
  if (random.percent(30)) {
    return new WireList(random.many(0, 12, () => random.between(0, 5)));
  }
  return values.list(random, 2);
}

export const list: Family = {
  name: 'list',
  generate: (random, scope) => {
    if (random.percent(15)) {
      return put(random, scope, {
        l: startingList(random),
        ...(random.percent(10) && { x: values.scalar(random) }),
      });
    }
    const bin = random.percent(97) ? 'l' : random.pick(['x', 'new']);
    return operate(
      random,
      scope,
      random.many(1, random.percent(80) ? 1 : 3, () => listOp(random, bin)),
    );
  },
};

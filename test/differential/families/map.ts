import { MapOp, type MessageOp, OpType, WireMap, compareWireValues } from '@aeroform/protocol';
import type { CdtSignature } from '../generator/cdt-argument.js';
import { inContext } from '../generator/cdt-context.js';
import { packedOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { operate, put } from '../generator/record-command.js';
import type { Family } from '../generator/step.js';
import * as values from '../generator/values.js';
import { cdtCall } from './list.js';

const KEY: CdtSignature = { args: ['returnType', 'key'], required: 2 };
const KEYS: CdtSignature = { args: ['returnType', 'keys'], required: 2 };
const KEY_INTERVAL: CdtSignature = { args: ['returnType', 'key', 'key'], required: 2 };
const INDEX: CdtSignature = { args: ['returnType', 'index'], required: 2 };
const RANGE: CdtSignature = { args: ['returnType', 'index', 'count'], required: 2 };
const VALUE: CdtSignature = { args: ['returnType', 'value'], required: 2 };
const VALUES: CdtSignature = { args: ['returnType', 'values'], required: 2 };
const INTERVAL: CdtSignature = { args: ['returnType', 'value', 'value'], required: 2 };
const RELATIVE_INDEX: CdtSignature = { args: ['returnType', 'key', 'index', 'count'], required: 3 };
const RELATIVE_RANK: CdtSignature = {
  args: ['returnType', 'value', 'index', 'count'],
  required: 3,
};

// Operations 78 and 99, the first entry with a value, stop a real server on some persisted maps; no
// client sends them (ledger: first-by-value).
export const MAP_READS: Partial<Record<MapOp, CdtSignature>> = {
  [MapOp.size]: { args: [], required: 0 },
  [MapOp.getByKey]: KEY,
  [MapOp.getByIndex]: INDEX,
  [MapOp.getByRank]: INDEX,
  [MapOp.getByValue]: VALUE,
  [MapOp.getByKeyRange]: KEY_INTERVAL,
  [MapOp.getByIndexRange]: RANGE,
  [MapOp.getByValueRange]: INTERVAL,
  [MapOp.getByRankRange]: RANGE,
  [MapOp.getByKeyList]: KEYS,
  [MapOp.getByValueList]: VALUES,
  [MapOp.getByKeyRelativeIndexRange]: RELATIVE_INDEX,
  [MapOp.getByValueRelativeRankRange]: RELATIVE_RANK,
};

export const MAP_MODIFIES: Partial<Record<MapOp, CdtSignature>> = {
  [MapOp.setType]: { args: ['mapOrder'], required: 1 },
  [MapOp.add]: { args: ['storedKey', 'stored', 'mapOrder'], required: 2 },
  [MapOp.addItems]: { args: ['storedMap', 'mapOrder'], required: 1 },
  [MapOp.put]: { args: ['storedKey', 'stored', 'mapOrder', 'flags'], required: 2 },
  [MapOp.putItems]: { args: ['storedMap', 'mapOrder', 'flags'], required: 1 },
  [MapOp.replace]: { args: ['storedKey', 'stored'], required: 2 },
  [MapOp.replaceItems]: { args: ['storedMap'], required: 1 },
  [MapOp.increment]: { args: ['storedKey', 'delta', 'mapOrder'], required: 1 },
  [MapOp.decrement]: { args: ['storedKey', 'delta', 'mapOrder'], required: 1 },
  [MapOp.clear]: { args: [], required: 0 },
  [MapOp.removeByKey]: KEY,
  [MapOp.removeByIndex]: INDEX,
  [MapOp.removeByRank]: INDEX,
  [MapOp.removeByKeyList]: KEYS,
  [MapOp.removeByValue]: VALUE,
  [MapOp.removeByValueList]: VALUES,
  [MapOp.removeByKeyRange]: KEY_INTERVAL,
  [MapOp.removeByIndexRange]: RANGE,
  [MapOp.removeByValueRange]: INTERVAL,
  [MapOp.removeByRankRange]: RANGE,
  [MapOp.removeByKeyRelativeIndexRange]: RELATIVE_INDEX,
  [MapOp.removeByValueRelativeRankRange]: RELATIVE_RANK,
};

/** A random map operation on a bin. */
export function mapOp(random: Random, bin: string, contextChance = 30): MessageOp {
  const reads = random.percent(50);
  const call = cdtCall(random, reads ? MAP_READS : MAP_MODIFIES);
  const code = reads ? OpType.cdtRead : OpType.cdtModify;
  return packedOp(code, bin, inContext(random, contextChance, call));
}

/** A map with values that repeat, sorted by key. */
function flatMap(random: Random): WireMap {
  const keys = [...new Set(random.many(0, 10, () => random.between(0, 12)))].toSorted(
    compareWireValues,
  );
  return new WireMap(
    keys,
    keys.map(() => random.between(0, 4)),
    random.pick([0, 1, 3, 0x10, 0x11]),
  );
}

export const map: Family = {
  name: 'map',
  generate: (random, scope) => {
    if (random.percent(15)) {
      return put(random, scope, {
        m: random.percent(40) ? flatMap(random) : values.map(random),
        ...(random.percent(10) && { x: values.scalar(random) }),
      });
    }
    const bin = random.percent(97) ? 'm' : random.pick(['x', 'new']);
    return operate(
      random,
      scope,
      random.many(1, random.percent(80) ? 1 : 3, () => mapOp(random, bin)),
    );
  },
};

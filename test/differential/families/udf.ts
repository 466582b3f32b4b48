import {
  FieldType,
  Info2,
  type MessageField,
  WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import { filterTree } from '../generator/expression.js';
import { keyField, messageFrame, recordFields, textField, treeField } from '../generator/frame.js';
import type { Random } from '../generator/random.js';
import { put } from '../generator/record-command.js';
import { USER_KEYS } from '../generator/scope.js';
import type { Family } from '../generator/step.js';
import * as values from '../generator/values.js';
import { UDF_MODULE } from './udf-module.js';

const bin = (random: Random): WireValue => random.pick(['i', 's', 'l', 'm', 'new']);
const small = (random: Random): WireValue => random.between(-20, 50);
/** Doubles as text differ by the C library, so functions that show values get none of them. */
const plain = (random: Random): WireValue => random.pick([small, values.text, () => true])(random);

/** Functions on records, and the arguments that they expect. */
const FUNCTIONS: Readonly<Record<string, readonly ((random: Random) => WireValue)[]>> = {
  echo: [(random) => values.value(random)],
  types: [plain],
  get: [bin],
  set: [bin, (random) => values.value(random)],
  increase: [() => 'i', small],
  drop: [],
  twice: [small],
  about: [],
  names: [],
  ttl: [(random) => random.pick([0, 5000, -1])],
  lists: [(random) => values.list(random, 1), (random) => values.scalar(random)],
  maps: [
    (random) => values.map(random, 1),
    (random) => values.mapKey(random),
    (random) => values.scalar(random),
  ],
  arithmetic: [small, small],
  text: [(random) => random.pick(['', 'a', 'abc', 'Zz'])],
  bytesof: [small],
  fail: [small],
  index: [plain],
  missing: [],
};

/** Without flags for a persisted index (ledger: udf-persisted). */
function unpersisted(value: WireValue): WireValue {
  if (value instanceof WireList) return new WireList(value.items.map(unpersisted), value.flags & 1);
  if (value instanceof WireMap) {
    return new WireMap(value.keys, value.values.map(unpersisted), value.flags & 3);
  }
  return value;
}

/** The fields of a call of a function on a record. */
export function udfFields(random: Random): MessageField[] {
  const name = random.pick(Object.keys(FUNCTIONS));
  const makers = FUNCTIONS[name] as readonly ((random: Random) => WireValue)[];
  const args = makers.map((make) =>
    unpersisted(random.percent(98) ? make(random) : values.scalar(random)),
  );
  return [
    textField(FieldType.udfModule, random.percent(98) ? UDF_MODULE : 'no-module'),
    textField(FieldType.udfFunction, name),
    treeField(FieldType.udfArguments, new WireList(args)),
  ];
}

/** Functions in Lua on one record. */
export const udf: Family = {
  name: 'udf',
  generate: (random, scope) => {
    if (random.percent(20)) {
      return put(random, scope, {
        i: small(random),
        s: values.text(random),
        l: values.list(random),
        m: values.map(random),
      });
    }
    const userKey = USER_KEYS[random.below(3)] as string | number;
    const fields = [...recordFields(scope, userKey), ...udfFields(random)];
    if (random.percent(20)) fields.push(keyField(userKey));
    if (random.percent(10))
      fields.push(treeField(FieldType.filterExpression, filterTree(random, 2)));
    return { frame: messageFrame({ header: { info2: Info2.write }, fields }), answer: 'record' };
  },
};

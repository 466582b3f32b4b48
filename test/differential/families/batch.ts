import {
  BatchFlag,
  type BatchRow,
  type BatchRowBody,
  FieldType,
  Info1,
  Info2,
  Info3,
  type MessageField,
  OpType,
} from '@aeroform/protocol';
import { batchData, batchFrame, rowBody } from '../generator/batch-frame.js';
import { filterTree } from '../generator/expression.js';
import { keyField, namespaceField, setField, textField, treeField } from '../generator/frame.js';
import { bareOp, putOp, readOp, valueOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { digestOf, type Scope, USER_KEYS } from '../generator/scope.js';
import type { Family } from '../generator/step.js';
import * as values from '../generator/values.js';
import { expressionOp } from './expression.js';
import { listOp } from './list.js';
import { writeFlags } from './record.js';
import { udfFields } from './udf.js';

type MakeBody = (random: Random, fields: readonly MessageField[]) => BatchRowBody;

const readAll: MakeBody = (random, fields) =>
  rowBody({
    info1: Info1.read | (random.percent(80) ? Info1.getAll : Info1.noBinData),
    fields,
    ttl: random.pick([0, 50]),
  });

const readBins: MakeBody = (random, fields) =>
  rowBody({
    info1: Info1.read,
    fields,
    ops: random.many(1, 2, () => readOp(random.pick(['i', 'l', 's', 'none']))),
  });

const readOps: MakeBody = (random, fields) =>
  rowBody({
    info1: Info1.read,
    info2: random.pick([0, Info2.respondAllOps]),
    fields,
    ops: [expressionOp(random, 'i'), readOp('i')],
  });

const write: MakeBody = (random, fields) =>
  rowBody({
    ...writeFlags(random),
    info1: random.percent(20) ? Info1.read : 0,
    generation: random.between(0, 3),
    ttl: random.pick([0, 5000, 0xffff_ffff, 0xffff_fffe]),
    fields,
    ops: random.many(1, 2, () =>
      random.pick([
        () => putOp('i', values.integer(random)),
        () => putOp('s', values.scalar(random)),
        () => putOp('i', null),
        () => valueOp(OpType.increment, 'i', values.integer(random)),
        () => bareOp(OpType.touch),
        () => bareOp(OpType.delete),
        () => listOp(random, 'l'),
        () => expressionOp(random, 'i'),
      ])(),
    ),
  });

const remove: MakeBody = (random, fields) => {
  const { info2, info3 } = writeFlags(random);
  return rowBody({ info2: info2 | Info2.delete, info3, generation: random.between(0, 3), fields });
};

const apply: MakeBody = (random, fields) =>
  rowBody({ info2: Info2.write, fields: [...fields, ...udfFields(random)] });

const BODIES = [readAll, readAll, readBins, readOps, write, write, write, remove, apply];

function fieldsOf(random: Random, scope: Scope, userKey: string | number): MessageField[] {
  const fields = [namespaceField(), setField(scope)];
  if (random.percent(10)) fields.push(keyField(userKey));
  if (random.percent(15)) fields.push(treeField(FieldType.filterExpression, filterTree(random, 2)));
  if (random.percent(1)) fields.splice(0, 1, textField(FieldType.namespace, 'other'));
  if (random.percent(1)) fields.splice(1, 1);
  return fields;
}

/** A row that creates with it changes the TTL of later rows that repeat it. */
const DONT_UPDATE = 0xffff_fffe;

/** Rows run one after the other only when they may be run inline (ledger: batch-threads). */
function rowsOf(random: Random, scope: Scope, inline: boolean): BatchRow[] {
  const unused = [...USER_KEYS];
  return random
    .many(1, 6, () => 0)
    .map((_zero, place): BatchRow => {
      const at = random.below(unused.length);
      const userKey = (inline ? random.pick(USER_KEYS) : unused.splice(at, 1)[0]) as
        | string
        | number;
      const repeats = place === 0 ? random.percent(1) : random.percent(25);
      const made = random.pick(BODIES)(random, fieldsOf(random, scope, userKey));
      const body = repeats
        ? undefined
        : !inline && made.ttl === DONT_UPDATE
          ? { ...made, ttl: 0 }
          : made;
      return {
        index: random.percent(98) ? place : random.below(4),
        digest: digestOf(scope, userKey),
        body,
      };
    });
}

/** Batches of mixed rows. */
export const batch: Family = {
  name: 'batch',
  generate: (random, scope) => {
    const respondAll = random.percent(75) ? BatchFlag.respondAllKeys : 0;
    const inline = respondAll === 0 || random.percent(80);
    const flags =
      respondAll |
      (inline ? BatchFlag.allowInline : 0) |
      (random.percent(20) ? BatchFlag.reportRecordErrors : 0);
    const data = batchData(rowsOf(random, scope, inline), flags);
    if (random.percent(1)) data.writeUInt32BE(random.below(9), 0);
    const filter = random.percent(10)
      ? [treeField(FieldType.filterExpression, filterTree(random, 2))]
      : [];
    return {
      frame: batchFrame(data, filter, random.percent(30) ? Info3.commitMaster : 0),
      answer: 'batch',
    };
  },
};

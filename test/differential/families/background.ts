import { FieldType, Info2, type MessageField, OpType, UdfOp, WireList } from '@aeroform/protocol';
import { filterTree } from '../generator/expression.js';
import {
  field,
  messageFrame,
  namespaceField,
  setField,
  textField,
  treeField,
  u64Field,
} from '../generator/frame.js';
import { bareOp, putOp, readOp, valueOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import type { Scope } from '../generator/scope.js';
import type { Family, GeneratedRequest } from '../generator/step.js';
import * as values from '../generator/values.js';
import { expressionOp } from './expression.js';
import { listOp } from './list.js';
import { createSindex, indexFields, putQueried, queryRequest } from './query.js';
import { UDF_MODULE } from './udf-module.js';

interface Background {
  readonly fields: MessageField[];
  readonly taskId: bigint;
}

function fieldsOf(random: Random, scope: Scope): Background {
  const taskId = scope.nextTaskId();
  const fields = [namespaceField(), setField(scope), u64Field(FieldType.taskId, taskId)];
  if (random.percent(30)) fields.push(...indexFields(random, scope));
  if (random.percent(30)) fields.push(treeField(FieldType.filterExpression, filterTree(random, 2)));
  return { fields, taskId };
}

const OPS = [
  (random: Random) => putOp('i', values.integer(random)),
  (random: Random) => valueOp(OpType.increment, 'i', random.between(-3, 3)),
  () => putOp('s', null),
  (random: Random) => bareOp(random.percent(50) ? OpType.touch : OpType.delete),
  (random: Random) => listOp(random, 'l'),
  (random: Random) => expressionOp(random, 'i'),
  () => readOp('i'),
];

/** They never replace records (ledger: background-replace). */
function backgroundWrite(random: Random, scope: Scope): GeneratedRequest {
  const { fields, taskId } = fieldsOf(random, scope);
  const ops = random.many(random.percent(97) ? 1 : 0, 2, () => random.pick(OPS)(random));
  const header = { info2: Info2.write, recordTtl: random.pick([0, 5000]) };
  return {
    frame: messageFrame({ header, fields, ops }),
    answer: 'anything',
    settle: { kind: 'job', taskId },
  };
}

function backgroundUdf(random: Random, scope: Scope): GeneratedRequest {
  const { fields, taskId } = fieldsOf(random, scope);
  fields.push(
    textField(FieldType.udfModule, UDF_MODULE),
    textField(FieldType.udfFunction, random.pick(['mark', 'drop', 'fail', 'increase', 'missing'])),
    treeField(
      FieldType.udfArguments,
      new WireList(random.percent(80) ? ['i', random.between(0, 5)] : []),
    ),
    field(FieldType.udfOp, Buffer.of(UdfOp.background)),
  );
  return {
    frame: messageFrame({ header: { info2: Info2.write }, fields }),
    answer: 'anything',
    settle: { kind: 'job', taskId },
  };
}

/** Queries that change the records that they find. */
export const background: Family = {
  name: 'background',
  indexed: true,
  generate: (random, scope) => {
    const kind = random.below(100);
    if (kind < 35) return putQueried(random, scope);
    if (kind < 40) return createSindex(random, scope);
    if (kind < 65) return queryRequest(random, scope);
    return kind < 85 ? backgroundWrite(random, scope) : backgroundUdf(random, scope);
  },
};

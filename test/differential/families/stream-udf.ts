import { FieldType, Info1, Info3, UdfOp, WireList } from '@aeroform/protocol';
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
import { partitionsField, usedPartitions } from '../generator/query-frame.js';
import type { Family } from '../generator/step.js';
import { createSindex, indexFields, putQueried } from './query.js';
import { UDF_MODULE } from './udf-module.js';

const REDUCED = ['count', 'sum', 'some'];

/**
 * Functions in Lua on the records of a query. None that fail: how many failures a real server answers
 * depends on its threads (ledger: udf-stream-failures).
 */
export const streamUdf: Family = {
  name: 'stream udf',
  indexed: true,
  generate: (random, scope) => {
    const kind = random.below(100);
    if (kind < 35) return putQueried(random, scope);
    if (kind < 40) return createSindex(random, scope);
    const indexed = random.percent(30);
    // A real server calls it with no records for partitions where an index has near misses.
    const functions = indexed ? REDUCED : [...REDUCED, 'grouped'];
    const fields = [
      namespaceField(),
      setField(scope),
      u64Field(FieldType.taskId, scope.nextTaskId()),
      partitionsField(usedPartitions(scope)),
      textField(FieldType.udfModule, UDF_MODULE),
      textField(FieldType.udfFunction, random.pick(functions)),
      treeField(FieldType.udfArguments, new WireList([random.between(-2, 5)])),
      field(FieldType.udfOp, Buffer.of(UdfOp.aggregate)),
    ];
    if (indexed) fields.push(...indexFields(random, scope));
    if (random.percent(20))
      fields.push(treeField(FieldType.filterExpression, filterTree(random, 2)));
    const header = { info1: Info1.read, info3: Info3.partitionDone };
    return { frame: messageFrame({ header, fields }), answer: 'query' };
  },
};

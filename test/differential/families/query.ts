import {
  FieldType,
  Info1,
  Info2,
  Info3,
  type MessageField,
  type MessageOp,
  partitionId,
} from '@aeroform/protocol';
import { filterTree, typedBins } from '../generator/expression.js';
import {
  field,
  infoFrame,
  messageFrame,
  namespaceField,
  setField,
  textField,
  treeField,
  u32Field,
  u64Field,
} from '../generator/frame.js';
import { putOp, readOp } from '../generator/ops.js';
import {
  ALL_PARTITION_IDS,
  partitionsField,
  rangeField,
  usedPartitions,
} from '../generator/query-frame.js';
import type { Random } from '../generator/random.js';
import { recordCommand } from '../generator/record-command.js';
import { digestOf, type Scope, USER_KEYS } from '../generator/scope.js';
import { boundsOf, createCommand, SINDEX_KINDS, sindexName } from '../generator/sindexes.js';
import type { Family, GeneratedRequest } from '../generator/step.js';
import { encodeTree } from '../generator/tree.js';
import { sketch } from './hll.js';
import { keyField } from '../generator/frame.js';

/** Puts one of the records that queries find. */
export function putQueried(random: Random, scope: Scope): GeneratedRequest {
  const userKey = random.pick(USER_KEYS);
  const bins = { ...typedBins(random), h: sketch(random) };
  const ops = Object.entries(bins)
    .filter(() => random.percent(85))
    .map(([bin, held]) => putOp(bin, held));
  ops.push(putOp('i', random.between(-3, 9)));
  const fields = random.percent(30) ? [keyField(userKey)] : [];
  return recordCommand(scope, {
    userKey,
    header: { info2: Info2.write, recordTtl: random.pick([0, 0, 5000]) },
    ops,
    fields,
  });
}

export function createSindex(random: Random, scope: Scope): GeneratedRequest {
  const kind = random.pick(SINDEX_KINDS);
  return {
    frame: infoFrame(createCommand(scope, kind)),
    answer: 'info',
    settle: { kind: 'sindex', name: sindexName(scope, kind) },
  };
}

/** The fields that say which records an index query is about. */
export function indexFields(random: Random, scope: Scope): MessageField[] {
  const kind = random.pick(SINDEX_KINDS);
  const [begin, end] = boundsOf(random, kind);
  const fields: MessageField[] = [];
  const named = random.percent(30);
  const byExpression = !named && kind.expression !== undefined;
  if (named) fields.push(textField(FieldType.indexName, sindexName(scope, kind)));
  if (byExpression) fields.push(field(FieldType.indexExpression, encodeTree(kind.expression)));
  fields.push(rangeField(named || byExpression ? '' : kind.bin, begin, end));
  if (!named && kind.context !== undefined)
    fields.push(field(FieldType.indexContext, encodeTree(kind.context)));
  if (kind.collection !== 0) fields.push(field(FieldType.indexType, Buffer.of(kind.collection)));
  return fields;
}

interface Selection {
  readonly fields: readonly MessageField[];
  /** Whether the server may choose which records it answers. */
  readonly limited: boolean;
}

function selection(random: Random, scope: Scope, indexed: boolean): Selection {
  const ids = random.percent(10) ? [...ALL_PARTITION_IDS] : usedPartitions(scope);
  const fields: MessageField[] = [];
  if (!indexed && random.percent(15)) {
    const digest = digestOf(scope, random.pick(USER_KEYS));
    const id = partitionId(digest);
    fields.push(partitionsField(random.percent(97) ? ids.filter((each) => each !== id) : ids));
    fields.push(field(FieldType.digests, digest));
  } else if (random.percent(97)) {
    fields.push(partitionsField(random.percent(90) ? ids : ids.slice(0, random.between(0, 3))));
  }
  const limited = random.percent(12);
  if (limited) fields.push(u64Field(FieldType.maxRecords, BigInt(random.between(0, 4))));
  return { fields, limited };
}

function projection(random: Random): readonly MessageOp[] {
  return random.percent(75)
    ? []
    : random.many(1, 3, () => readOp(random.pick(['i', 's', 'l', 'none', 'h'])));
}

export function queryRequest(random: Random, scope: Scope): GeneratedRequest {
  const indexed = random.percent(65);
  const { fields, limited } = selection(random, scope, indexed);
  const all: MessageField[] = [
    namespaceField(),
    ...(random.percent(97) || !indexed ? [setField(scope)] : []),
    ...fields,
  ];
  if (indexed) all.push(...indexFields(random, scope));
  if (random.percent(25)) all.push(treeField(FieldType.filterExpression, filterTree(random, 2)));
  if (random.percent(85)) all.push(u64Field(FieldType.taskId, scope.nextTaskId()));
  if (random.percent(10)) all.push(u32Field(FieldType.recordsPerSecond, random.pick([0, 100_000])));
  if (random.percent(10)) all.push(u32Field(FieldType.socketTimeout, 10_000));
  const header = {
    info1: Info1.read | random.pick([0, 0, 0, Info1.noBinData, Info1.getAll, Info1.shortQuery]),
    info3: random.percent(99) ? Info3.partitionDone : 0,
  };
  return {
    frame: messageFrame({ header, fields: all, ops: projection(random) }),
    answer: limited ? 'counted query' : 'query',
  };
}

/** Queries of all records and of indexes. */
export const query: Family = {
  name: 'query',
  indexed: true,
  generate: (random, scope) => {
    const kind = random.below(100);
    if (kind < 30) return putQueried(random, scope);
    if (kind < 45) return createSindex(random, scope);
    if (kind < 48) {
      const userKey = random.pick(USER_KEYS);
      return recordCommand(scope, {
        userKey,
        header: { info2: Info2.write | Info2.delete },
        ops: [],
      });
    }
    return queryRequest(random, scope);
  },
};

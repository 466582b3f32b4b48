import { FieldType, IndexCollection, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { checkContextBytes } from '../sindex/context-bytes.js';
import type { Sindex } from '../sindex/sindex.js';
import type { SindexCollection } from '../sindex/sindex-definition.js';
import type { SindexRegistry } from '../sindex/sindex-registry.js';
import { invalidQuery, type QueryFields } from './query-fields.js';
import { type QueryRange, readRangeField } from './query-range.js';

/** Longest name of an index, in bytes. */
const MAX_INDEX_NAME_SIZE = 63;

/** What a query says about the index that it wants: checked, but not yet looked up. */
export interface SindexTarget {
  readonly range: QueryRange;
  /** Binary string; undefined when the definition tells. */
  readonly name: string | undefined;
  readonly binName: string;
  /** Undefined for a number that stands for none. */
  readonly collection: SindexCollection | undefined;
  readonly context: Buffer | undefined;
  readonly expression: Buffer | undefined;
}

const COLLECTIONS: Readonly<Record<number, SindexCollection>> = {
  [IndexCollection.default]: 'default',
  [IndexCollection.list]: 'list',
  [IndexCollection.mapKeys]: 'mapkeys',
  [IndexCollection.mapValues]: 'mapvalues',
};

/**
 * Reads the fields that select an index.
 *
 * @returns undefined for a query without a range: it needs no index.
 * @throws {CommandError} 4 when they are malformed or contradict each other.
 */
export function readSindexTarget(fields: QueryFields): SindexTarget | undefined {
  const name = fields.field(FieldType.indexName);
  const expression = fields.field(FieldType.indexExpression);
  const rangeData = fields.field(FieldType.indexRange);
  const namesIndex = name !== undefined || expression !== undefined;
  const range = rangeData === undefined ? undefined : readRangeField(rangeData, namesIndex);
  if (name !== undefined) checkName(name, expression);
  if (range === undefined) return undefined;
  const collection = fields.field(FieldType.indexType);
  if (collection?.length === 0) throw invalidQuery('an empty index type');
  if (expression?.length === 0) throw invalidQuery('an empty index expression');
  const context = fields.field(FieldType.indexContext);
  if (context !== undefined) {
    if (namesIndex) throw invalidQuery('a context beside an index name or an expression');
    checkContextBytes(context);
  }
  return {
    range: range.range,
    name: name?.toString('latin1'),
    binName: range.binName,
    collection: COLLECTIONS[collection?.[0] ?? IndexCollection.default],
    context,
    expression,
  };
}

/**
 * The index that a query wants.
 *
 * @param set - of the query, empty for all.
 * @throws {CommandError} 201 when there is none, 203 while it is not ready.
 */
export function findSindex(registry: SindexRegistry, target: SindexTarget, set: string): Sindex {
  const { name, binName, collection, context, expression, range } = target;
  const sindex =
    name !== undefined
      ? registry.get(name)
      : collection === undefined
        ? undefined
        : registry.find({ set, binName, type: range.type, collection, context, expression });
  if (sindex === undefined) {
    throw new CommandError(ResultCode.INDEX_NOT_FOUND, 'no such index');
  }
  if (!sindex.readable) {
    throw new CommandError(ResultCode.INDEX_NOT_READABLE, 'the index is not ready yet');
  }
  return sindex;
}

function checkName(name: Buffer, expression: Buffer | undefined): void {
  if (expression !== undefined) throw invalidQuery('both an index name and an expression');
  if (name.length === 0 || name.length > MAX_INDEX_NAME_SIZE) {
    throw invalidQuery('a wrong index name');
  }
}

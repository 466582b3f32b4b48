import { ResultCode } from '@aeroform/protocol';
import type { AerospikeError } from '../error/aerospike-error.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import { toText } from '../expression/to-text.js';
import type { Predicate } from '../predicate/predicate.js';
import {
  INDEX_TYPE_DEFAULT,
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  INDEX_TYPE_MAPVALUES,
  type IndexCollectionType,
} from '../sindex/index-type.js';
import type { QueryCommand } from './driver.js';

/** Where a query, job or aggregation looks. */
export type QueryScope = Pick<QueryCommand, 'namespace' | 'set' | 'predicate'>;

/** What a node refused: where it looked and, when there is no index for it, how to make one. */
export function queryFailure(
  command: QueryScope,
  resultCode: number,
  node?: string,
): AerospikeError {
  const where = node === undefined ? {} : { node };
  const context = { command: 'query', detail: scopeText(command), ...where };
  const { predicate } = command;
  if (resultCode !== ResultCode.INDEX_NOT_FOUND || predicate === null) {
    return errorFromResultCode(resultCode, context);
  }
  return errorFromResultCode(resultCode, { ...context, remedy: indexRemedy(command, predicate) });
}

function scopeText({ namespace, set, predicate }: QueryScope): string {
  const scope = `namespace ${namespace}, ${set === null ? 'no set' : `set ${set}`}`;
  if (predicate === null) return scope;
  const { bin, expression, valueType, collection, indexName } = predicate;
  const index = indexName === null ? '' : `, index ${indexName}`;
  const source = expression === null ? `bin ${bin}` : toText(expression);
  return `${scope}, ${source} (${valueType}${COLLECTION_TEXTS[collection]})${index}`;
}

const COLLECTION_TEXTS: Record<IndexCollectionType, string> = {
  [INDEX_TYPE_DEFAULT]: '',
  [INDEX_TYPE_LIST]: ', elements of a list',
  [INDEX_TYPE_MAPKEYS]: ', keys of a map',
  [INDEX_TYPE_MAPVALUES]: ', values of a map',
};

const CREATE_METHODS: Record<Predicate['valueType'], string> = {
  integer: 'indexIntegerCreate',
  string: 'indexStringCreate',
  blob: 'indexBlobCreate',
  geojson: 'indexGeo2dsphereCreate',
};

function indexRemedy({ namespace, set }: QueryScope, predicate: Predicate): string {
  const isOnBin = predicate.expression === null;
  const create = isOnBin ? CREATE_METHODS[predicate.valueType] : 'indexExpressionCreate';
  const names = [namespace, set ?? '', ...(isOnBin ? [predicate.bin] : [])];
  const target = names.map((name) => `'${name}'`).join(', ');
  return (
    `create it with client.${create}(${target}, …), look among those of ` +
    `client.indexList('${namespace}'), or use filter() instead of where()`
  );
}

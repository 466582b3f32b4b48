import { ResultCode } from '@aeroform/protocol';
import { StaticType } from '../expression/static-type.js';
import { indexExpressionType } from '../sindex/index-expression.js';
import type { SindexCollection, SindexType } from '../sindex/sindex-definition.js';
import { decodeBase64 } from './base64.js';
import { InfoError, type InfoParams } from './info-params.js';

const MAX_EXPRESSION_SIZE = 16 * 1024 - 1;

/** What else an index is defined by. */
interface Surroundings {
  readonly type: SindexType;
  readonly collection: SindexCollection;
  readonly binName: string | undefined;
  readonly context: Buffer | undefined;
}

/** The type that an expression must have, by what is indexed. */
const TYPES: Record<SindexType, StaticType> = {
  numeric: StaticType.integer,
  string: StaticType.string,
  blob: StaticType.blob,
  geo2dsphere: StaticType.geojson,
};
const COLLECTION_TYPES: Partial<Record<SindexCollection, StaticType>> = {
  list: StaticType.list,
  mapkeys: StaticType.map,
  mapvalues: StaticType.map,
};

const TYPE_NAMES: Record<StaticType, string> = {
  [StaticType.nil]: 'null',
  [StaticType.boolean]: 'bool',
  [StaticType.integer]: 'numeric',
  [StaticType.string]: 'string',
  [StaticType.list]: 'list',
  [StaticType.map]: 'map',
  [StaticType.blob]: 'blob',
  [StaticType.float]: 'float',
  [StaticType.geojson]: 'geo2dsphere',
  [StaticType.hll]: 'hll',
  [StaticType.removeResult]: 'unused',
  [StaticType.none]: 'null',
};

/**
 * The expression of `sindex-create`, undefined when there is none.
 *
 * @throws {InfoError} when it is malformed, cannot be indexed, gives another type than the index holds,
 *   or stands beside a bin or a context.
 */
export function readIndexExpression(
  params: InfoParams,
  { type, collection, binName, context }: Surroundings,
): Buffer | undefined {
  const text = params.optional('exp', MAX_EXPRESSION_SIZE);
  if (text === undefined) return undefined;
  if (binName !== undefined) throw refused("both 'bin' and 'exp' are specified");
  if (context !== undefined) throw refused("both 'context' and 'exp' are specified");
  const expression = decodeBase64(text);
  const found = expression === undefined ? undefined : indexExpressionType(expression);
  if (expression === undefined || found === undefined) throw refused("bad 'exp'");
  const expected = COLLECTION_TYPES[collection] ?? TYPES[type];
  if (found !== expected) {
    throw refused(
      `bad 'exp' - expression type '${TYPE_NAMES[found]}' does not match expected type ` +
        `'${TYPE_NAMES[expected]}'`,
    );
  }
  return expression;
}

function refused(text: string): InfoError {
  return new InfoError(ResultCode.PARAMETER, text);
}

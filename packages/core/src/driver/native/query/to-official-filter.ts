import { toBase64 } from '../../../expression/base64.js';
import type { Predicate, PredicateValue } from '../../../predicate/predicate.js';
import type { OfficialModule } from '../official-module.js';
import { contextItems } from '../operation/context-items.js';
import { asBuffer } from '../to-official-key.js';
import { unsupported } from '../unsupported.js';
import { INDEX_DATA_TYPES, PREDICATE_EQUAL, PREDICATE_RANGE } from './page-state.js';

type Filter = Readonly<Record<string, unknown>>;

/**
 * A predicate as the options of the official client have it, which say less than a saved query: not every
 * integer.
 *
 * @throws {UnsupportedByDriverError} for what they cannot say.
 */
export function toOfficialFilter(official: OfficialModule, predicate: Predicate): Filter {
  const { valueType, collection } = predicate;
  return {
    ...sourceOf(official, predicate),
    ...VALUES[valueType](predicate.begin as never, predicate.end as never),
    type: collection,
    datatype: INDEX_DATA_TYPES[valueType],
  };
}

function sourceOf(
  official: OfficialModule,
  { bin, indexName, expression, context }: Predicate,
): Filter {
  // Servers refuse a path beside the name of an index.
  if (indexName !== null) return { indexName };
  const source = expression === null ? { bin } : { exp: toBase64(expression) };
  if (context.length === 0) return source;
  return { ...source, context: { items: contextItems(official, context, 'predicate.context') } };
}

const VALUES: Readonly<Record<Predicate['valueType'], (begin: never, end: never) => Filter>> = {
  integer: (begin: Whole, end: Whole) => ({
    predicate: PREDICATE_RANGE,
    min: toNumber(begin),
    max: toNumber(end),
  }),
  string: (val: string) => ({ predicate: PREDICATE_EQUAL, val }),
  blob: (val: Uint8Array) => ({ predicate: PREDICATE_EQUAL, val: asBuffer(val) }),
  geojson: (val: string) => ({ predicate: PREDICATE_RANGE, val }),
};

type Whole = Extract<PredicateValue, number | bigint>;

const GREATEST = 2n ** 63n - 1n;

/** The addon takes numbers, and 2^63 for the greatest integer. */
function toNumber(value: Whole): number {
  const number = Number(value);
  if (BigInt(number) === BigInt(value) || value === GREATEST) return number;
  throw unsupported('bigintInOptions');
}

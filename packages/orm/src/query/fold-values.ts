import { types } from 'node:util';
import type { EntityContext } from '../context/entity-context.js';
import { QueryError } from '../error/query-error.js';
import { checkFunction } from './check-function.js';
import { truncate } from './collect-records.js';

/** What a function makes of the rows, one after the other. @throws QueryError for what is no function */
export async function reduceRows<A, R>(
  rows: AsyncIterable<R>,
  step: (accumulated: A, row: R) => A | Promise<A>,
  initial: A,
): Promise<A> {
  checkFunction('reduce', step);
  let accumulated = initial;
  for await (const row of rows) accumulated = await step(accumulated, row);
  return accumulated;
}

/** The different values of a stream, in the order of their first appearance. */
export async function distinctOf(
  context: EntityContext,
  values: AsyncIterable<unknown>,
): Promise<unknown[]> {
  const { maxRecords } = context.options.query;
  const found = new Map<unknown, unknown>();
  for await (const value of values) {
    const key = identityOf(value);
    if (found.has(key)) continue;
    if (maxRecords > 0 && found.size === maxRecords) {
      truncate(
        context,
        `more than ${maxRecords} different values (the data source's query.maxRecords); narrow the conditions, use reduce(), or raise the bound`,
      );
      break;
    }
    found.set(key, value);
  }
  return [...found.values()];
}

/** What is equal for equal values. */
function identityOf(value: unknown): unknown {
  if (types.isDate(value)) return `date:${value.getTime()}`;
  if (types.isUint8Array(value)) return `bytes:${Buffer.from(value).toString('hex')}`;
  return typeof value === 'string' ? `text:${value}` : value;
}

/** What is known of the numbers of a query. */
export interface NumberSummary {
  readonly count: number;
  /** A bigint where the numbers are. */
  readonly sum: number | bigint;
}

/**
 * Adds up numbers.
 *
 * @throws QueryError when they are none, or when their sum is no longer exact
 */
export async function sumOf(values: AsyncIterable<unknown>, label: string): Promise<NumberSummary> {
  let count = 0;
  let whole = 0n;
  let fraction = 0;
  let isBig = false;
  for await (const value of values) {
    count += 1;
    if (typeof value === 'bigint') {
      isBig = true;
      whole += value;
    } else if (Number.isSafeInteger(value)) whole += BigInt(value as number);
    else if (typeof value === 'number') fraction += value;
    else throw new QueryError(`${label}: is for numbers; found a ${typeof value}`);
  }
  if (isBig) return { count, sum: whole };
  const sum = Number(whole) + fraction;
  if (fraction === 0 && !Number.isSafeInteger(sum)) {
    throw new QueryError(
      `${label}: the sum ${whole} is beyond ±(2^53 − 1) and not exact as a number; declare the property as bigint, or use toDouble()`,
    );
  }
  return { count, sum };
}

/** The smallest (sign 1) or largest (sign -1) of comparable values; null without any. */
export async function extremeOf(values: AsyncIterable<unknown>, sign: 1 | -1): Promise<unknown> {
  let best: unknown = null;
  for await (const value of values) {
    if (best === null || sign * compare(value, best) < 0) best = value;
  }
  return best;
}

function compare(a: unknown, b: unknown): number {
  if (types.isUint8Array(a) && types.isUint8Array(b)) return Buffer.compare(a, b);
  // Texts are compared as the server does, by their bytes.
  if (typeof a === 'string' && typeof b === 'string') {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  const [left, right] = [a as number, b as number];
  return left < right ? -1 : Number(left > right);
}

import { AerospikeError, type AerospikeRecord, type Key, type UserKey } from '@aeroform/core';
import type { Condition } from '../condition/condition.js';
import type { ReadRequest } from './core-query.js';
import type { Literal } from '../condition/operand.js';
import { policyOf } from './query-policy.js';

/** Result codes of a key that has no record, or one that the filter rejects. */
const NOT_FOUND = 2;
const FILTERED_OUT = 27;

/** The records of some ids that fulfil a condition, in the order of the ids. */
export async function* readKeys(
  request: ReadRequest,
  ids: readonly Literal[],
  residual: Condition | null,
): AsyncGenerator<readonly AerospikeRecord[], void> {
  if (ids.length === 1) {
    const record = await readOne(request, keyOf(request, ids[0]!), residual);
    if (record !== null) yield [record];
    return;
  }
  const { chunk } = request.context.options.batch;
  for (let start = 0; start < ids.length; start += chunk) {
    const records = await readChunk(request, ids.slice(start, start + chunk), residual);
    if (records.length > 0) yield records;
  }
}

/** The records of the ids of one batch that fulfil a condition. */
export async function readChunk(
  request: ReadRequest,
  ids: readonly Literal[],
  residual: Condition | null,
): Promise<AerospikeRecord[]> {
  const { context, wanted, state } = request;
  const keys = ids.map((id) => keyOf(request, id));
  const policy = policyOf(context, 'batch', state, residual);
  const rows =
    wanted.operations.length > 0
      ? (await context.client.batchOperate(keys, wanted.operations, policy)).batchRecords
      : await context.client.batchRead(keys, wanted.bins, policy);
  const records: AerospikeRecord[] = [];
  for (const { record, error } of rows) {
    if (record !== null) records.push(record);
    else if (error !== null && !isMiss(error)) throw error;
  }
  return records;
}

async function readOne(
  { context, wanted, state }: ReadRequest,
  key: Key,
  residual: Condition | null,
): Promise<AerospikeRecord | null> {
  const { client } = context;
  const { bins, operations } = wanted;
  try {
    if (operations.length > 0) {
      return await client.operate(
        key,
        operations,
        null,
        policyOf(context, 'operate', state, residual),
      );
    }
    const policy = policyOf(context, 'read', state, residual);
    if (bins === null) return await client.get(key, policy);
    if (bins.length > 0) return await client.select(key, bins, policy);
    const header = await client.exists(key, policy);
    return header.meta === null ? null : { key: header.key, meta: header.meta, bins: {} };
  } catch (error) {
    if (isMiss(error)) return null;
    throw error;
  }
}

/** The key of an id that a condition names. */
export function keyOf({ context }: Pick<ReadRequest, 'context'>, { value }: Literal): Key {
  // As records tell it: an integer is a bigint only where a number would not be exact.
  const isExact = typeof value === 'bigint' && Number.isSafeInteger(Number(value));
  // safe: an id was found to be a string, an integer or bytes when it was compared
  const userKey = (isExact ? Number(value) : value) as UserKey;
  return [context.namespace, context.set, userKey];
}

/** There is no record, or the filter rejects it. */
function isMiss(error: unknown): boolean {
  if (!(error instanceof AerospikeError)) return false;
  return error.resultCode === NOT_FOUND || error.resultCode === FILTERED_OUT;
}

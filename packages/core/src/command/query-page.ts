import type { QueryCommand } from '../driver/driver.js';
import { invalidArg } from '../error/argument-error.js';
import { formatCursor, parseCursor } from '../query/query-cursor.js';
import { checkFields } from '../parameter/call-parameter.js';
import type { AerospikeRecord } from '../record/record.js';
import type { Bins } from '../value/bin-value.js';
import { explainRefusal } from '../server/explain-refusal.js';
import { queryFeatures } from '../server/needed-features.js';
import { atCaller } from './at-caller.js';
import type { Session } from './session.js';
import { drain } from './stream-records.js';

/** Which page of a query. */
export interface PageRequest {
  /** Most records of the page, at least 1. */
  readonly size: number;
  /** What the page before it returned; null or absent for the first page. */
  readonly cursor?: string | null;
}

/** One page of a query. */
export interface Page<B extends Bins = Bins> {
  /** At most as many as asked for; fewer only on the last page. */
  readonly records: readonly AerospikeRecord<B>[];
  /**
   * For the next page; null when there is none. A text for URLs and files that outlives the process.
   * Those of index queries grow with the partitions read, to 120 KB at most.
   */
  readonly cursor: string | null;
}

/** Reads one page of a query. */
export async function queryPage<B extends Bins>(
  { driver, observer }: Session,
  query: QueryCommand,
  request: PageRequest,
): Promise<Page<B>> {
  checkFields(request, 'request', ['size', 'cursor']);
  const { size, cursor } = request;
  if (!Number.isSafeInteger(size) || size < 1 || size > 0xffff_ffff) {
    throw invalidArg('size', size, 'a number of records, at least 1');
  }
  if (query.policy.maxRecords > 0) {
    throw invalidArg('maxRecords', query.policy.maxRecords, 'left out: pages have a `size`');
  }
  const isFirst = cursor === null || cursor === undefined;
  const positions = isFirst ? query.positions : parseCursor(query, cursor);
  const command = { ...query, positions, policy: { ...query.policy, maxRecords: size } };
  const call = observer.begin('query', query.namespace, query.set ?? '');
  try {
    const stream = driver.query(command, call);
    const records = await drain<B>(stream, command.policy.signal);
    const left = stream.positions;
    observer.succeed(call);
    return { records, cursor: left.length === 0 ? null : formatCursor(query, left) };
  } catch (error) {
    observer.fail(call, error);
    throw atCaller(
      explainRefusal(error, driver, () => queryFeatures(command)),
      queryPage,
    );
  }
}

import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { checkExpression, type Expression } from '../expression/expression.js';
import type { QueryCommand } from '../driver/driver.js';
import { checkNamespace, checkSet } from '../key/resolve-key.js';
import { mergeQueryPolicy } from '../policy/merge-policy.js';
import { QUERY_DURATION_SHORT } from '../policy/query-duration.js';
import type { QueryPolicy } from '../policy/query-policy.js';
import { isPredicate } from '../predicate/compile-predicate.js';
import type { Predicate } from '../predicate/predicate.js';
import {
  checkPartitionFilter,
  type PartitionFilter,
  partitionFilterAll,
  startingPositions,
} from '../query/partition-filter.js';
import type { AerospikeRecord } from '../record/record.js';
import type { Bins } from '../value/bin-value.js';
import { checkBinNames } from './bin-names.js';
import type { WritePolicy } from '../policy/write-policy.js';
import { checkOperations } from '../operation/check-operation.js';
import type { Operation } from '../operation/operation.js';
import type { BackgroundJob } from '../query/background-job.js';
import { checkUdfCall, type UdfCall } from '../udf/udf-call.js';
import type { BinValue } from '../value/bin-value.js';
import { aggregate, startApply, startOperate } from './query-job.js';
import { refuseWrites } from './refuse-in-query.js';
import { type Page, type PageRequest, queryPage } from './query-page.js';
import type { Session } from './session.js';
import { collectRecords, streamBlocks, streamRecords } from './stream-records.js';

/** What a query is made of. */
interface QueryParts {
  readonly namespace: string;
  readonly set: string | null;
  readonly bins: readonly string[];
  readonly operations: readonly Operation[];
  readonly predicate: Predicate | null;
  readonly partitions: PartitionFilter;
  readonly policy: QueryPolicy;
}

/**
 * A query over the records of a set or namespace; without {@link where} it is a scan. Each method
 * returns a new query, so that one can be the start of several. Nothing is sent before the first
 * record is asked for.
 *
 * A query that loses its node goes on with another where it was (`policy.maxRetries`).
 */
export class Query<B extends Bins = Bins> implements AsyncIterable<AerospikeRecord<B>> {
  readonly #session: Session;
  readonly #parts: QueryParts;

  /** Use `client.query(namespace, set)`. */
  constructor(session: Session, parts: QueryParts) {
    this.#session = session;
    this.#parts = parts;
  }

  /** Returns only these bins; more calls add more bins. */
  select(...bins: readonly (keyof B & string)[]): Query<B> {
    return this.#with({ bins: [...this.#parts.bins, ...checkBinNames(bins, 'bins')] });
  }

  /**
   * Returns, in place of bins, what operations read of each record: parts of lists and maps, values of
   * expressions (server 8.1.2 or newer). A record for which an operation fails is left out by the
   * server; `EXP_READ_EVAL_NO_FAIL` keeps one for which an expression has no value.
   *
   * @param operations - that read; results under one bin name become an array.
   */
  project(operations: readonly Operation[]): Query<Bins> {
    checkOperations(operations);
    refuseWrites(operations);
    return this.#with({ operations: Object.freeze([...operations]) }) as Query;
  }

  /**
   * Only records for which a secondary index holds what the predicate says.
   *
   * @throws {InvalidArgError} when the query has a predicate: an index answers one, the rest goes
   * into {@link filter}.
   */
  where(predicate: Predicate): Query<B> {
    if (!isPredicate(predicate)) {
      throw invalidArg('predicate', predicate, 'built by one of the functions of `predicates`');
    }
    if (this.#parts.predicate !== null) {
      throw invalidArg('predicate', predicate, 'the only one: use filter() for further conditions');
    }
    return this.#with({ predicate });
  }

  /** Only records for which the expression is true; replaces an earlier one. */
  filter(expression: Expression<'bool'>): Query<B> {
    return this.#withPolicy({ filterExpression: checkExpression(expression, 'expression') });
  }

  /** At most so many records; 0 for all. */
  maxRecords(maxRecords: number): Query<B> {
    return this.#withPolicy({ maxRecords });
  }

  /** At most so many records per second from each node; 0 for no limit. */
  recordsPerSecond(recordsPerSecond: number): Query<B> {
    return this.#withPolicy({ recordsPerSecond });
  }

  /** Only these partitions. */
  partitions(partitions: PartitionFilter): Query<B> {
    return this.#with({ partitions: checkPartitionFilter(partitions) });
  }

  /** Keys and metadata only. */
  noBins(): Query<B> {
    return this.#withPolicy({ includeBinData: false });
  }

  /** All records, in memory. For many of them iterate instead. */
  async results(policy?: QueryPolicy): Promise<AerospikeRecord<B>[]> {
    return collectRecords<B>(this.#session, this.#command(policy));
  }

  /**
   * Calls back for each record, one after the other. A callback that returns a promise is waited for.
   *
   * @param callback - returns `false` to end the query early.
   */
  async forEach(
    callback: (record: AerospikeRecord<B>) => unknown,
    policy?: QueryPolicy,
  ): Promise<void> {
    if (typeof callback !== 'function') throw invalidArg('callback', callback, 'a function');
    for await (const record of this.stream(policy)) {
      if ((await callback(record)) === false) return;
    }
  }

  /**
   * Records as they arrive. Sockets pause while the consumer is slow; leaving the loop ends the
   * query on the servers.
   */
  stream(policy?: QueryPolicy): AsyncGenerator<AerospikeRecord<B>, void, undefined> {
    return streamRecords<B>(this.#session, () => this.#command(policy));
  }

  /**
   * Records as they arrive, all that are there at a time, at most about `recordQueueSize`: for what
   * takes less time than a turn of the loop for each record does. Otherwise the same as {@link stream}.
   */
  blocks(policy?: QueryPolicy): AsyncGenerator<AerospikeRecord<B>[], void, undefined> {
    return streamBlocks<B>(this.#session, () => this.#command(policy));
  }

  /**
   * Reads one page. What is written between pages may be on a later page or on none; nothing is on
   * two.
   *
   * @param request - `size`, and the `cursor` of the page before; the query must otherwise be the
   * same, but for filter and bins.
   * @throws {InvalidArgError} for a text that is no cursor, or one of another query.
   */
  async page(request: PageRequest, policy?: QueryPolicy): Promise<Page<B>> {
    return queryPage<B>(this.#session, this.#command(policy), request);
  }

  /** All pages, one after the other. */
  async *pages(size: number, policy?: QueryPolicy): AsyncGenerator<Page<B>, void, undefined> {
    let cursor: string | null = null;
    do {
      const page: Page<B> = await this.page({ size, cursor }, policy);
      yield page;
      cursor = page.cursor;
    } while (cursor !== null);
  }

  /**
   * Runs operations on all records of the query, on the servers and in the background. Resolves when
   * all nodes have taken the job.
   *
   * @param policy - how each record is written: `ttl`, `durableDelete`, `filterExpression` (instead of
   * that of the query) and the time-outs of the start; `exists` may be update-only, which all jobs are,
   * or replace-only.
   * @returns the job: its progress can be asked for and waited for.
   * @throws {InvalidArgError} when query or policy say what a job cannot have: bins, partitions, a
   * number of records, a generation; or an operation reads.
   */
  async operate(operations: readonly Operation[], policy?: WritePolicy): Promise<BackgroundJob> {
    return startOperate(this.#session, this.#command(undefined), operations, policy);
  }

  /** Runs a function of a registered module on all records of the query; see {@link operate}. */
  async apply(
    module: string,
    functionName: string,
    ...[args, policy]: [args?: readonly BinValue[] | null, policy?: WritePolicy]
  ): Promise<BackgroundJob> {
    const call = (): UdfCall => checkUdfCall(module, functionName, args);
    return startApply(this.#session, this.#command(undefined), call, policy);
  }

  /**
   * Runs a stream function of a registered module over the records of the query, on the servers.
   *
   * @returns what the nodes send. A function that ends with a reduction has reduced parts of the
   * records, down to one partition each: there are many values, in no order. The official client
   * reduces them once more by running the module itself; here the application does, with
   * `values.reduce(…)`. Without records there is no value.
   * @throws {UDFError} with what the function complained of.
   * @throws {InvalidArgError} when the query says what an aggregation cannot have: bins, partitions, a
   * number of records, a filter.
   */
  async aggregate(
    module: string,
    functionName: string,
    ...[args, policy]: [args?: readonly BinValue[] | null, policy?: QueryPolicy]
  ): Promise<BinValue[]> {
    const call = (): UdfCall => checkUdfCall(module, functionName, args);
    return aggregate(this.#session, this.#command(policy), call);
  }

  [Symbol.asyncIterator](): AsyncGenerator<AerospikeRecord<B>, void, undefined> {
    return this.stream();
  }

  #command(policy: QueryPolicy | undefined): QueryCommand {
    const { namespace, set, bins, operations, predicate, partitions } = this.#parts;
    const defaults = mergeQueryPolicy(this.#session.policies.query, this.#parts.policy);
    const merged = mergeQueryPolicy(defaults, policy);
    const positions = startingPositions(partitions);
    const source = { namespace, set, predicate, partitions, positions };
    const command = { ...source, bins, operations, policy: merged };
    refuseContradictions(command);
    return command;
  }

  #with(parts: Partial<QueryParts>): Query<B> {
    return new Query<B>(this.#session, { ...this.#parts, ...parts });
  }

  #withPolicy(policy: QueryPolicy): Query<B> {
    // Merged at once, so that a wrong value fails where it was given.
    mergeQueryPolicy(this.#session.policies.query, policy);
    return this.#with({ policy: { ...this.#parts.policy, ...policy } });
  }
}

/** @throws {InvalidArgError} when parts of the query exclude each other, instead of ignoring one. */
function refuseContradictions(command: QueryCommand): void {
  const { bins, operations, predicate, positions, policy } = command;
  const isShort = policy.expectedDuration === QUERY_DURATION_SHORT;
  const contradictions = {
    'select() does not go with noBins(), or policy.includeBinData false':
      bins.length > 0 && !policy.includeBinData,
    'project() does not go with noBins(), or policy.includeBinData false':
      operations.length > 0 && !policy.includeBinData,
    'project() does not go with select(): a read of the bin is an operation':
      operations.length > 0 && bins.length > 0,
    'where() does not go with partitionFilterAfter(): use page() with a cursor':
      predicate !== null && positions !== null,
    'policy.recordsPerSecond does not go with QUERY_DURATION_SHORT: servers do not slow short queries':
      isShort && policy.recordsPerSecond > 0,
  };
  for (const [sentence, isGiven] of Object.entries(contradictions)) {
    if (!isGiven) continue;
    throw new InvalidArgError(sentence, { argument: sentence.split(' ', 1)[0] as string });
  }
}

/** A query over a set or, without one, a whole namespace. */
export function query(session: Session, namespace: string, set?: string): Query {
  return new Query(session, {
    namespace: checkNamespace(namespace),
    set: set === undefined || checkSet(set) === '' ? null : set,
    bins: [],
    operations: [],
    predicate: null,
    partitions: partitionFilterAll(),
    policy: {},
  });
}

import type { BatchEntry } from '../batch/batch-entry.js';
import type { BatchReadHandle } from '../batch/batch-read-handle.js';
import type { BatchWriteResult } from '../batch/batch-write-result.js';
import { apply } from '../command/apply.js';
import { batch } from '../command/batch.js';
import { batchApply, type BatchApplyItem } from '../command/batch-apply.js';
import { batchWriteColumns, type ColumnInputs } from '../command/batch-write-columns.js';
import { batchOperate } from '../command/batch-operate.js';
import { batchRead } from '../command/batch-read.js';
import { batchRemove, type BatchRemoveItem } from '../command/batch-remove.js';
import { batchWrite, type BatchWriteItem } from '../command/batch-write.js';
import { beginTransaction, type TransactionOptions } from '../command/begin-transaction.js';
import { exists } from '../command/exists.js';
import { get } from '../command/get.js';
import { infoRandomNode } from '../command/info.js';
import { modify } from '../command/modify.js';
import { operate, operateOrdered } from '../command/operate.js';
import type { Policies } from '../policy/policies.js';
import { put } from '../command/put.js';
import { type Query, query } from '../command/query.js';
import { removeBin } from '../command/remove-bin.js';
import { remove } from '../command/remove.js';
import { type RunTransactionOptions, runTransaction } from '../command/run-transaction.js';
import { select } from '../command/select.js';
import type { Session } from '../command/session.js';
import type { Driver } from '../driver/driver.js';
import type { Key, PreparedKey } from '../key/key.js';
import { errorCode } from '../observability/call-span.js';
import { log } from '../observability/log.js';
import { liveClients, type StatsSource } from '../observability/live-clients.js';
import type { Observer } from '../observability/observer.js';
import type { Operation } from '../operation/operation.js';
import { append, increment, prepend, touch } from '../operation/scalar-operation.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import type { OperatePolicy } from '../policy/operate-policy.js';
import type { ReadPolicy } from '../policy/read-policy.js';
import type { RemoveMeta, RemovePolicy, WriteMeta, WritePolicy } from '../policy/write-policy.js';
import type {
  AerospikeRecord,
  ExistsResult,
  OperateOrderedResult,
  OperateResult,
  RecordMetadata,
} from '../record/record.js';
import type { Transaction } from '../transaction/transaction.js';
import { checkUdfCall, type UdfCall } from '../udf/udf-call.js';
import type { Bins, BinValue } from '../value/bin-value.js';
import type { Double } from '../value/double.js';
import { ClusterClient } from './cluster-client.js';
import { Lifecycle } from './lifecycle.js';
import {
  checkConnectOptions,
  checkLogin,
  type ConnectOptions,
  type Login,
  type OpenDriver,
} from './connect-options.js';

/**
 * A client of one cluster; share one for the whole process. Made by `createClient`.
 *
 * Every command rejects with an {@link AerospikeError}: {@link InvalidArgError} before anything is
 * sent, {@link ClientError} when the client is not connected, {@link AerospikeTimeoutError} when the
 * policy's time is over, {@link ClusterError} when no node can serve it, and what each command names.
 */
export class AerospikeClient extends ClusterClient implements AsyncDisposable {
  readonly #lifecycle: Lifecycle<Driver>;
  readonly #openDriver: OpenDriver;
  readonly #session: Session;
  readonly #stats: StatsSource = () => this.#session.driver.stats();

  /** Use `createClient`. */
  constructor(openDriver: OpenDriver, policies: Policies, observer: Observer) {
    const lifecycle = new Lifecycle<Driver>();
    const session: Session = {
      policies,
      observer,
      get driver() {
        return lifecycle.resource;
      },
      get closing() {
        return lifecycle.closing;
      },
    };
    super(session);
    this.#lifecycle = lifecycle;
    this.#openDriver = openDriver;
    this.#session = session;
  }

  /**
   * Finds the cluster and its nodes, and logs in. After `close()` a client may connect again.
   *
   * @param username - instead of `config.user`; then the password is needed, too.
   * @throws {ClusterError} that lists each host tried with the reason why it did not do.
   * @throws {AdminError} when the login is refused.
   * @throws {ClientError} unless the client is disconnected; `PASSWORD_REQUIRED`; `ABORTED`.
   */
  async connect(
    username?: string | null,
    password?: string | null,
    options: ConnectOptions = {},
  ): Promise<this> {
    const { signal } = checkConnectOptions(options);
    const login = checkLogin(username, password);
    await this.#lifecycle.connect(() => this.#open(login, signal));
    return this;
  }

  /**
   * Waits for the commands on the way, ends running queries, and closes all connections. Closing
   * twice is closing once.
   *
   * @throws {ClientError} while connecting.
   */
  close(): Promise<void> {
    return this.#lifecycle.close(async (driver) => {
      liveClients.delete(this.#stats);
      await driver.close();
      log('info', 'aerospike.client', 'closed');
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Whether the client is connected and has a node that answers. */
  isConnected(): boolean {
    return this.#lifecycle.state === 'connected' && this.#lifecycle.resource.isConnected();
  }

  /** Whether a node answers; never throws, also when `policy.signal` is aborted. */
  async ping(policy?: AdminPolicy): Promise<boolean> {
    return infoRandomNode(this.#session, 'build', policy).then(
      () => true,
      () => false,
    );
  }

  /** Names of the nodes of the cluster. */
  getNodeNames(): string[] {
    return this.#session.driver.nodeNames();
  }

  /**
   * Writes bins; `null` removes a bin, and a record without bins goes.
   *
   * @param meta - `gen` writes only over that generation; `ttl` in seconds.
   * @returns generation and ttl after the write.
   * @throws {RecordGenerationError} {@link RecordExistsError} {@link RecordNotFound}
   * {@link RecordTooBig} {@link FilteredOut}
   */
  put(
    key: Key | PreparedKey,
    bins: Bins,
    meta?: WriteMeta | null,
    policy?: WritePolicy,
  ): Promise<RecordMetadata> {
    return put(this.#session, key, bins, { meta, policy });
  }

  /**
   * Reads a record with all its bins.
   *
   * @throws {RecordNotFound} {@link FilteredOut}
   */
  get<B extends Bins = Bins>(
    key: Key | PreparedKey,
    policy?: ReadPolicy,
  ): Promise<AerospikeRecord<B>> {
    return get(this.#session, key, policy) as Promise<AerospikeRecord<B>>;
  }

  /**
   * Reads some bins of a record; those that do not exist are absent.
   *
   * @throws {RecordNotFound} {@link FilteredOut}
   */
  select<B extends Bins = Bins>(
    key: Key | PreparedKey,
    bins: readonly string[],
    policy?: ReadPolicy,
  ): Promise<AerospikeRecord<B>> {
    return select(this.#session, key, bins, policy) as Promise<AerospikeRecord<B>>;
  }

  /** Reads generation and ttl; `meta` is null when there is no such record. */
  exists(key: Key | PreparedKey, policy?: ReadPolicy): Promise<ExistsResult> {
    return exists(this.#session, key, policy);
  }

  /**
   * Removes a record.
   *
   * @throws {RecordNotFound} {@link RecordGenerationError} {@link FilteredOut}
   */
  remove(key: Key | PreparedKey, meta?: RemoveMeta | null, policy?: RemovePolicy): Promise<void> {
    return remove(this.#session, key, meta, policy);
  }

  /**
   * Starts a record's life anew, and counts as a write.
   *
   * @param val - seconds to live, or a `TTL_…` constant; 0 (default) leaves it to meta and policy.
   * @throws {RecordNotFound} {@link RecordGenerationError}
   */
  touch(
    key: Key | PreparedKey,
    val = 0,
    meta?: WriteMeta | null,
    policy?: WritePolicy,
  ): Promise<RecordMetadata> {
    const work = { verb: 'touch' as const, make: () => touch(val === 0 ? undefined : val) };
    return modify(this.#session, key, work, { meta, policy });
  }

  /**
   * Appends to a string or to bytes; creates bin and record where they are missing.
   *
   * @throws {BinTypeError} when the bin holds another type.
   */
  append(
    key: Key | PreparedKey,
    bin: string,
    val: string | Uint8Array,
    ...[meta, policy]: WriteArguments
  ): Promise<RecordMetadata> {
    const work = { verb: 'append' as const, make: () => append(bin, val) };
    return modify(this.#session, key, work, { meta, policy });
  }

  /**
   * Prepends to a string or to bytes; creates bin and record where they are missing.
   *
   * @throws {BinTypeError} when the bin holds another type.
   */
  prepend(
    key: Key | PreparedKey,
    bin: string,
    val: string | Uint8Array,
    ...[meta, policy]: WriteArguments
  ): Promise<RecordMetadata> {
    const work = { verb: 'prepend' as const, make: () => prepend(bin, val) };
    return modify(this.#session, key, work, { meta, policy });
  }

  /**
   * Adds to a number; creates bin and record where they are missing.
   *
   * @param offset - negative to subtract; `double(x)` or a fraction for double bins.
   * @throws {BinTypeError} when the bin holds another type.
   */
  increment(
    key: Key | PreparedKey,
    bin: string,
    offset: number | bigint | Double,
    ...[meta, policy]: WriteArguments
  ): Promise<RecordMetadata> {
    const work = { verb: 'increment' as const, make: () => increment(bin, offset) };
    return modify(this.#session, key, work, { meta, policy });
  }

  /** Removes bins; a record without bins goes. */
  removeBin(
    key: Key | PreparedKey,
    binNames: readonly string[],
    meta?: WriteMeta | null,
    policy?: WritePolicy,
  ): Promise<RecordMetadata> {
    return removeBin(this.#session, key, binNames, { meta, policy });
  }

  /**
   * Runs operations on one record, atomically and in order.
   *
   * @returns `bins` with the last result of each bin that has one, and `orderedBins` with exactly one
   * entry for each operation, in their order (null when an operation reads all bins).
   */
  operate<B extends Bins = Bins>(
    key: Key | PreparedKey,
    ops: readonly Operation[],
    meta?: WriteMeta | null,
    policy?: OperatePolicy,
  ): Promise<OperateResult<B>> {
    return operate(this.#session, key, ops, { meta, policy }) as Promise<OperateResult<B>>;
  }

  /**
   * Runs operations on one record, atomically and in order.
   *
   * @returns exactly one entry for each operation, in their order; null for those without a result.
   */
  operateOrdered(
    key: Key | PreparedKey,
    ops: readonly Operation[],
    meta?: WriteMeta | null,
    policy?: OperatePolicy,
  ): Promise<OperateOrderedResult> {
    return operateOrdered(this.#session, key, ops, { meta, policy });
  }

  /**
   * Reads many records. Misses and failures are results, not rejections.
   *
   * @param bins - all when null or absent; `[]` for the headers only.
   */
  batchRead<B extends Bins = Bins>(
    keys: readonly Key[],
    bins?: readonly string[] | null,
    policy?: BatchPolicy,
  ): Promise<BatchReadHandle<B>> {
    return batchRead(this.#session, keys, bins, policy) as Promise<BatchReadHandle<B>>;
  }

  /**
   * Writes many records. Failures are results, not rejections.
   *
   * @param retry - wins over `policy.retry`: how often records that failed for a passing reason are
   * sent again; never those that may have been written, unless `policy.retryInDoubt` says so. Aborting
   * `policy.signal` ends the retries, and the results so far are returned.
   */
  batchWrite(
    records: readonly BatchWriteItem[],
    policy?: BatchPolicy,
    retry?: number,
  ): Promise<BatchWriteResult> {
    return batchWrite(this.#session, records, policy, retry);
  }

  /** Runs the same operations on many records, each atomically. Failures are results. */
  batchOperate(
    keys: readonly Key[],
    ops: readonly Operation[],
    policy?: BatchPolicy,
  ): Promise<BatchWriteResult> {
    return batchOperate(this.#session, keys, ops, policy);
  }

  /**
   * Removes many records. Failures, also missing records (code 2), are results.
   *
   * @param keys - keys, or pairs of a key and what goes with its removal: `[key, { gen }]`.
   */
  batchRemove(keys: readonly BatchRemoveItem[], policy?: BatchPolicy): Promise<BatchWriteResult> {
    return batchRemove(this.#session, keys, policy);
  }

  /**
   * Writes a record for each row of columns: typed arrays, plain arrays, or bytes of a fixed size.
   *
   * @param keyField - name of the column with the user keys, which is not stored as a bin.
   * @param retry - as of {@link batchWrite}.
   * @throws {InvalidArgError} when columns differ in their number of rows, or there are no keys.
   */
  batchWriteColumns(
    data: ColumnInputs,
    namespace: string,
    set: string,
    ...[keyField = '_key', policy, retry]: [keyField?: string, policy?: BatchPolicy, retry?: number]
  ): Promise<BatchWriteResult> {
    const target = { namespace, set, keyField };
    return batchWriteColumns(this.#session, data, target, policy, retry);
  }

  /**
   * Runs a function of a registered module on many records. What it returns is in the bin `SUCCESS` of
   * each result; failures, with what the function said, are results.
   *
   * @param keys - keys, or pairs of a key and what is different for it: `[key, { args }]`.
   */
  batchApply(
    keys: readonly BatchApplyItem[],
    module: string,
    functionName: string,
    ...[args, policy]: [args?: readonly BinValue[] | null, policy?: BatchPolicy]
  ): Promise<BatchWriteResult> {
    return batchApply(this.#session, keys, { module, functionName, args }, policy);
  }

  /** Runs entries of different kinds, made by `batchEntry`, in one batch. Failures are results. */
  batch(entries: readonly BatchEntry[], policy?: BatchPolicy): Promise<BatchWriteResult> {
    return batch(this.#session, entries, policy);
  }

  /** A query over a set or, without one, a namespace; see {@link Query}. */
  query<B extends Bins = Bins>(namespace: string, set?: string): Query<B> {
    return query(this.#session, namespace, set) as Query<B>;
  }

  /**
   * Runs a function in a transaction: `run` hands it to its calls as `policy.txn`. Commits when the
   * function returns; aborts and rejects with its error when it throws. When somebody else is in the
   * way (`TRANSACTION_BLOCKED`, `TRANSACTION_VERSION_MISMATCH`), the function is run again in another
   * transaction, `options.maxRetries` times: it must not have other effects that can't be repeated.
   *
   * @returns what the function returned.
   * @throws {TransactionError} whose `status` tells how the commit failed.
   */
  transaction<T>(
    run: (txn: Transaction) => Promise<T> | T,
    options?: RunTransactionOptions,
  ): Promise<T> {
    return runTransaction(this.#session, run, options);
  }

  /**
   * Begins a transaction that the caller commits or aborts; `await using` aborts it at the end of its
   * block. Nothing is sent before its first command.
   */
  beginTransaction(options?: TransactionOptions): Transaction {
    return beginTransaction(this.#session, options);
  }

  /**
   * Runs a function of a registered module on one record, which need not exist.
   *
   * @param args - what the function gets behind the record.
   * @returns what it returns; null for nothing.
   * @throws {UDFError} with what the function or the server complained of.
   */
  apply(
    key: Key | PreparedKey,
    module: string,
    functionName: string,
    ...[args, policy]: [args?: readonly BinValue[] | null, policy?: WritePolicy]
  ): Promise<BinValue> {
    const call = (): UdfCall => checkUdfCall(module, functionName, args);
    return apply(this.#session, key, call, policy);
  }

  async #open(login: Login | undefined, signal: AbortSignal | undefined): Promise<Driver> {
    const driver = await this.#openDriver(login);
    try {
      await driver.connect(signal);
    } catch (error) {
      log('error', 'aerospike.client', 'cannot connect', { reason: errorCode(error) });
      throw error;
    }
    liveClients.add(this.#stats);
    log('info', 'aerospike.client', 'connected', { nodes: driver.nodeNames() });
    return driver;
  }
}

type WriteArguments = [meta?: WriteMeta | null, policy?: WritePolicy];

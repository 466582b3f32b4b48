import { ResultCode } from '@aeroform/protocol';
import type {
  BatchRollRow,
  BatchRow,
  BatchVerifyRow,
  CallListener,
  Driver,
} from '../driver/driver.js';
import { AerospikeError } from '../error/aerospike-error.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import { type ResolvedKey, toRecordKey } from '../key/resolve-key.js';
import { log } from '../observability/log.js';
import { BATCH_DEFAULTS, REMOVE_DEFAULTS, WRITE_DEFAULTS } from '../policy/complete-policy.js';
import { POLICY_REPLICA_MASTER } from '../policy/replica.js';
import { monitorKey, ROLL_FORWARD } from './monitor-record.js';
import type { ClientTransaction } from '../transaction/transaction.js';

/** All steps of an end may be repeated. Times and retries are those of the public clients. */
const PATIENCE = {
  socketTimeout: 3000,
  totalTimeout: 10_000,
  maxRetries: 5,
  sleepBetweenRetries: 1000,
} as const;

const ROWS_POLICY = Object.freeze({
  ...BATCH_DEFAULTS,
  ...PATIENCE,
  replica: POLICY_REPLICA_MASTER,
});
const MARK_POLICY = Object.freeze({ ...WRITE_DEFAULTS, ...PATIENCE });
const CLOSE_POLICY = Object.freeze({ ...REMOVE_DEFAULTS, ...PATIENCE, durableDelete: true });
/** What is told of the call that ends a transaction. */
interface EndCall {
  readonly verb: 'commit' | 'abort';
  readonly signal: AbortSignal | null;
  readonly listener: CallListener;
}

const NO_FILTER = Object.freeze({ filterExpression: null });

/** Sends what it takes to end one transaction. */
export class TransactionEnd {
  readonly #driver: Driver;
  readonly #txn: ClientTransaction;
  readonly #verb: 'commit' | 'abort';
  readonly #signal: AbortSignal | null;
  readonly #listener: CallListener;

  constructor(driver: Driver, txn: ClientTransaction, { verb, signal, listener }: EndCall) {
    this.#driver = driver;
    this.#txn = txn;
    this.#verb = verb;
    this.#signal = signal;
    this.#listener = listener;
  }

  /** Whether the caller does not want to wait any longer. */
  get isUnwanted(): boolean {
    return this.#signal?.aborted === true;
  }

  /** @throws what went wrong with the first record that is not as it was read. */
  async verify(): Promise<void> {
    const rows = this.#txn.log.reads.map(({ key, version }): BatchVerifyRow => {
      return { kind: 'verify', key, version, policy: NO_FILTER };
    });
    await this.#sendAll(rows);
  }

  /** Lets the servers know that the transaction is committed: the point of no return. */
  async markForward(): Promise<void> {
    try {
      const policy = { ...MARK_POLICY, signal: this.#signal };
      await this.#driver.execute(
        { kind: 'put', verb: this.#verb, key: this.#monitorKey, bins: ROLL_FORWARD, policy },
        this.#listener,
      );
    } catch (error) {
      // An attempt whose answer got lost has done it.
      if (resultCodeOf(error) !== ResultCode.TRANSACTION_COMMITTED) throw error;
    }
  }

  /** @returns false when some records are left to the servers. */
  roll(direction: BatchRollRow['direction']): Promise<boolean> {
    const { id: transactionId, log: written } = this.#txn;
    const rows = written.writes.map((key): BatchRollRow => {
      return { kind: 'roll', key, transactionId, direction, policy: NO_FILTER };
    });
    return this.#tell(`roll ${direction}`, () => this.#sendAll(rows));
  }

  /** @returns false when the monitor record is left to the servers, to look after late writes, too. */
  async close(): Promise<boolean> {
    const { deadline, log: written } = this.#txn;
    if (deadline === 0 || written.hasDoubt) return true;
    const isClosed = await this.#tell('close', () => this.#removeMonitor());
    if (isClosed) written.clear();
    return isClosed;
  }

  async #removeMonitor(): Promise<void> {
    try {
      const policy = { ...CLOSE_POLICY, signal: this.#signal };
      await this.#driver.execute(
        { kind: 'remove', verb: this.#verb, key: this.#monitorKey, policy },
        this.#listener,
      );
    } catch (error) {
      if (resultCodeOf(error) !== ResultCode.RECORD_NOT_FOUND) throw error;
    }
  }

  async #sendAll(rows: readonly BatchRow[]): Promise<void> {
    if (rows.length === 0) return;
    const policy = { ...ROWS_POLICY, signal: this.#signal };
    const command = { verb: this.#verb, rows, policy };
    const answers = await this.#driver.batch(command, this.#listener);
    const at = answers.findIndex(({ resultCode }) => resultCode !== ResultCode.OK);
    const failed = answers[at];
    if (failed === undefined) return;
    const key = toRecordKey((rows[at] as BatchRow).key);
    const { failure, resultCode, node, inDoubt } = failed;
    const context = { command: this.#verb, key, node, inDoubt };
    throw failure ?? errorFromResultCode(resultCode, context);
  }

  /** What the servers find out by themselves is no reason to fail. */
  async #tell(step: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const reason = error instanceof AerospikeError ? error.code : String(error);
      const { namespace } = this.#txn;
      log('warn', 'aerospike.transaction', 'left to the server', { step, namespace, reason });
      return false;
    }
  }

  get #monitorKey(): ResolvedKey {
    return monitorKey(this.#txn.namespace as string, this.#txn.id);
  }
}

function resultCodeOf(error: unknown): number {
  return error instanceof AerospikeError ? error.resultCode : 0;
}

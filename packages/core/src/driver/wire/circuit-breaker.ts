import { ResultCode } from '@aeroform/protocol';
import { AerospikeError } from '../../error/aerospike-error.js';
import { ClusterError } from '../../error/cluster-error.js';
import { AerospikeTimeoutError } from '../../error/timeout-error.js';
import { log } from '../../observability/log.js';

/** What ended a request because its connection did. */
const CONNECTION_CODES: ReadonlySet<string> = new Set(['CONNECTION_LOST', 'MALFORMED_ANSWER']);

/**
 * Counts what goes wrong with one node, and says when it is too much: as the public clients do,
 * connections that fail or break, time-outs, and servers that are overloaded. Errors of the data, such
 * as a missing record, do not count.
 */
export class CircuitBreaker {
  /** Whether the node gets no commands until the window ends. */
  isOpen = false;
  readonly #node: () => string;
  readonly #limit: number;
  #errors = 0;

  /**
   * @param node - tells the name of the node, for messages.
   * @param limit - most errors of a window; 0 for no limit.
   */
  constructor(node: () => string, limit: number) {
    this.#node = node;
    this.#limit = limit;
  }

  /** One more error. */
  count(): void {
    if (this.#limit === 0 || ++this.#errors <= this.#limit || this.isOpen) return;
    this.isOpen = true;
    const fields = { node: this.#node(), limit: this.#limit };
    log('warn', 'aerospike.cluster', 'circuit open: too many errors', fields);
  }

  /** Counts what a node answered, if that tells of overload. */
  countResult(resultCode: number): void {
    if (resultCode === ResultCode.TIMEOUT || resultCode === ResultCode.DEVICE_OVERLOAD)
      this.count();
  }

  /** Counts why a request of its own connection failed, if that tells of the state of the node. */
  countFailure(error: unknown): void {
    if (!(error instanceof AerospikeError)) return;
    if (error.resultCode > 0) this.countResult(error.resultCode);
    else if (error instanceof AerospikeTimeoutError || CONNECTION_CODES.has(error.code)) {
      this.count();
    }
  }

  /** A window has ended: the node gets commands again. */
  endWindow(): void {
    this.#errors = 0;
    if (!this.isOpen) return;
    this.isOpen = false;
    log('info', 'aerospike.cluster', 'circuit closed', { node: this.#node() });
  }

  /** What commands fail with that only this node could serve. */
  refusal(): ClusterError {
    const node = this.#node();
    const reason = `more than ${this.#limit} errors within its window (maxErrorRate)`;
    const remedy = 'send less, and later';
    return new ClusterError(
      `Node ${node} gets no commands for a moment: ${reason}. Remedy: ${remedy}.`,
      { code: 'MAX_ERROR_RATE', node, remedy },
    );
  }
}

import type { Clock } from '../storage/clock.js';
import type { Namespace } from '../storage/namespace.js';
import type { TransactionRegistry } from './transaction-registry.js';
import type { Transactions } from './transactions.js';

/** Whether a node accepts the writes of a record now. */
export type Accepts = (namespace: Namespace, digest: Buffer) => boolean;

/** The transactions of a node's namespaces: of those with strong consistency. */
export class NodeTransactions {
  readonly #registry: TransactionRegistry;
  readonly #transactions = new Map<Namespace, Transactions>();

  constructor(registry: TransactionRegistry) {
    this.#registry = registry;
  }

  add(namespace: Namespace, clock: Clock, accepts: Accepts): void {
    const home = { namespace, accepts: (digest: Buffer) => accepts(namespace, digest) };
    this.#transactions.set(namespace, this.#registry.join(home, clock));
  }

  /** Undefined for a namespace that has no transactions. */
  of(namespace: Namespace): Transactions | undefined {
    return this.#transactions.get(namespace);
  }

  clear(): void {
    for (const transactions of this.#transactions.values()) transactions.clear();
  }

  close(): void {
    for (const namespace of this.#transactions.keys()) this.#registry.leave(namespace);
  }
}

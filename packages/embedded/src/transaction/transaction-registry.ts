import type { Clock } from '../storage/clock.js';
import type { Namespace } from '../storage/namespace.js';
import type { RecordStore } from '../storage/record-store.js';
import { Transactions } from './transactions.js';

/** One node's part of a namespace. */
export interface TransactionHome {
  readonly namespace: Namespace;
  /** True while the node accepts the writes of the record with this digest. */
  readonly accepts: (digest: Buffer) => boolean;
}

/**
 * The transactions of all nodes of a cluster, by namespace. Nodes that come and go see the same, so a
 * transaction outlives a node that had a part in it.
 */
export class TransactionRegistry {
  readonly #transactions = new Map<string, Transactions>();
  readonly #homes = new Set<TransactionHome>();

  /** Adds a node's part of a namespace, and tells which transactions it has. */
  join(home: TransactionHome, clock: Clock): Transactions {
    this.#homes.add(home);
    const { name } = home.namespace;
    const known = this.#transactions.get(name);
    if (known !== undefined) return known;
    const transactions = new Transactions(clock, (digest) => this.#storeOf(name, digest));
    this.#transactions.set(name, transactions);
    return transactions;
  }

  /** Takes a node's part away. With the last one of a namespace its transactions end, too. */
  leave(namespace: Namespace): void {
    let others = 0;
    for (const home of this.#homes) {
      if (home.namespace === namespace) this.#homes.delete(home);
      else if (home.namespace.name === namespace.name) others++;
    }
    if (others === 0) this.#transactions.get(namespace.name)?.clear();
  }

  #storeOf(name: string, digest: Buffer): RecordStore {
    let fallback: Namespace | undefined;
    for (const { namespace, accepts } of this.#homes) {
      if (namespace.name !== name) continue;
      if (accepts(digest)) return namespace;
      fallback = namespace;
    }
    if (fallback === undefined) throw new Error(`no node has namespace "${name}"`);
    return fallback;
  }
}

import type { AerospikeClient } from '@aeroform/core';
import { TransactionError } from '../error/transaction-error.js';

/** Knows which namespaces have transactions, by asking until one has. */
export class TransactionSupport {
  readonly #client: () => AerospikeClient;
  readonly #checks = new Map<string, Promise<void>>();

  /** @param client gives the connected client */
  constructor(client: () => AerospikeClient) {
    this.#client = client;
  }

  /**
   * Refuses namespaces that have no transactions, before anything is sent to them.
   *
   * @throws TransactionError of the phase `unsupported`
   */
  async require(namespace: string): Promise<void> {
    const known = this.#checks.get(namespace);
    if (known !== undefined) return known;
    const check = this.#check(namespace);
    this.#checks.set(namespace, check);
    // What is not so now may be so later.
    check.catch(() => this.#checks.delete(namespace));
    return check;
  }

  /**
   * Refuses a transaction that could hold nothing: none of the namespaces has them.
   *
   * @param namespaces the one of the data source, and those of its entities
   * @throws TransactionError of the phase `unsupported` about the first of them
   */
  async requireAny(namespaces: readonly string[]): Promise<void> {
    let reason: unknown;
    for (const namespace of new Set(namespaces)) {
      try {
        await this.require(namespace);
        return;
      } catch (error) {
        if (!isUnsupported(error)) throw error;
        reason ??= error;
      }
    }
    throw reason;
  }

  /** Forgets what is known. */
  invalidate(): void {
    this.#checks.clear();
  }

  async #check(namespace: string): Promise<void> {
    const answer = await this.#client().infoRandomNode(`namespace/${namespace}`);
    const settings = new Map(
      answer.split(';').map((pair): [string, string] => {
        const [name = '', value = ''] = pair.split('=', 2);
        return [name, value];
      }),
    );
    if (settings.get('strong-consistency') !== 'true') {
      throw unsupported(
        `namespace '${namespace}' has no strong consistency, which transactions need`,
        'configure strong-consistency (Enterprise Edition), use such a namespace, or do without: mutate() and versions protect single records',
      );
    }
    if (!settings.has('mrt-duration')) {
      throw unsupported(
        `the server of namespace '${namespace}' knows no transactions`,
        'they need version 8.0 or newer of the Enterprise Edition',
      );
    }
    if (settings.get('disable-mrt-writes') === 'true') {
      throw unsupported(
        `namespace '${namespace}' takes no writes within transactions`,
        'disable-mrt-writes is set in its configuration',
      );
    }
  }
}

function isUnsupported(error: unknown): boolean {
  return error instanceof TransactionError && error.phase === 'unsupported';
}

function unsupported(problem: string, remedy: string): TransactionError {
  return new TransactionError(`${problem}: ${remedy}`, { phase: 'unsupported' });
}

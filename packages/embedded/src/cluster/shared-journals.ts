import type { Journal } from './journal.js';

/**
 * The journals of all nodes of a cluster. What a client asks of one node changes others as well: their
 * journals have to be written before the answer leaves, too.
 */
export class SharedJournals {
  readonly #journals = new Set<Journal>();

  /** Adds the journal of a node. Returns the one to use in its place. */
  join(journal: Journal): Journal {
    this.#journals.add(journal);
    return {
      flush: () => {
        for (const each of this.#journals) each.flush();
      },
      replaceAll: () => journal.replaceAll(),
    };
  }

  leave(journal: Journal): void {
    this.#journals.delete(journal);
  }
}

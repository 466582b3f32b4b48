import type { Host } from '@aeroform/core';
import type { DataSource } from '@aeroform/orm';
import { openShop } from './shop/open-shop.js';
import { Session } from './shop/session.js';

// #region store
class SessionStore {
  readonly #sessions;

  constructor(source: DataSource) {
    this.#sessions = source.getRepository(Session);
  }

  /** Begins a session of half an hour; returns its id. */
  async begin(customerId: string): Promise<string> {
    const { id } = await this.#sessions.insert({ customerId });
    return id;
  }

  /** Reads a session and gives it another half hour (`touchOnRead`); null when it has ended. */
  load(id: string): Promise<Session | null> {
    return this.#sessions.findById(id);
  }

  /** Puts pieces into the basket; an ended session is not begun again. */
  async put(id: string, sku: string, quantity: number): Promise<number> {
    const { now } = await this.#sessions.operate(
      id,
      (r) => ({ now: r.basket.incKey(sku, quantity) }),
      { when: (f) => f.customerId.exists() },
    );
    return now;
  }

  /** Ends a session; false when it had ended. */
  end(id: string): Promise<boolean> {
    return this.#sessions.removeById(id);
  }
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  // #region use
  const store = new SessionStore(source);
  const id = await store.begin('ada');
  await store.put(id, 'mug', 1);
  const mugs = await store.put(id, 'mug', 1); // 2
  const session = await store.load(id);
  const basket = session?.basket; // Map { 'mug' => 2 }
  const ended = await store.end(id); // true
  const late = await store.put(id, 'pen', 1).catch((error: Error) => error.name);
  // #endregion
  return [mugs, basket, session?.customerId, ended, late];
}

export const expected = [2, new Map([['mug', 2]]), 'ada', true, 'EntityNotFoundError'];

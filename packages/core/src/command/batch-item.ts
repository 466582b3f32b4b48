import { invalidArg } from '../error/argument-error.js';
import type { Key } from '../key/key.js';

/** A record of a batch: its key, or its key and what is different for it. */
export type BatchItem<M> = Key | readonly [key: Key, meta: M | null | undefined];

/**
 * Tells a pair from a key: a key begins with its namespace, a pair with its key.
 *
 * @throws {InvalidArgError} for what begins like a pair, but is none.
 */
export function hasMeta<M>(
  item: BatchItem<M>,
  path: string,
): item is readonly [key: Key, meta: M | null | undefined] {
  if (!Array.isArray(item) || !Array.isArray(item[0])) return false;
  if (item.length > 2) throw invalidArg(path, item, 'a key, or [key, meta]');
  return true;
}

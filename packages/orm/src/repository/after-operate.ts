import type { EntityContext } from '../context/entity-context.js';
import { listenersOf, tell } from '../lifecycle/subscribers.js';

/**
 * Tells subscribers that operations were written.
 *
 * @param ops the names of the operations
 */
export async function afterOperate(
  { metadata, subscribers }: EntityContext,
  id: unknown,
  ops: readonly string[],
  version: number,
): Promise<void> {
  if (subscribers.length === 0) return;
  const listeners = listenersOf(subscribers, 'afterOperate', metadata.entity);
  await tell(listeners, 'afterOperate', { id: id as never, ops, version });
}

import { AdminError } from '../../../error/admin-error.js';
import { isLoggedOut } from '../login/session-code.js';
import type { Limits } from '../socket/exchange.js';
import type { RequestTarget } from '../socket/request-target.js';
import type { TimingWheel } from '../socket/timing-wheel.js';
import type { Node } from './node.js';

/**
 * Runs an exchange on a connection of a node's pool. When the server no longer takes the login, which
 * it says before it does anything, it is run once more, logged in anew.
 */
export async function onNode<T>(
  node: Node,
  wheel: TimingWheel,
  limits: Limits,
  run: (target: RequestTarget) => Promise<T>,
): Promise<T> {
  try {
    return await onConnection(node, wheel, limits, run);
  } catch (error) {
    if (!(error instanceof AdminError) || !isLoggedOut(error.resultCode)) throw error;
    node.connector.loseLogin();
    return onConnection(node, wheel, limits, run);
  }
}

async function onConnection<T>(
  node: Node,
  wheel: TimingWheel,
  limits: Limits,
  run: (target: RequestTarget) => Promise<T>,
): Promise<T> {
  const connection = await node.pool.acquire(limits);
  try {
    return await run({ wheel, connection, node: node.name });
  } finally {
    node.pool.release(connection);
  }
}

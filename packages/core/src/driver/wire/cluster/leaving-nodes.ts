import type { Node } from './node.js';

/** Milliseconds that what is on the way to a node that left may still take. */
const MAX_LEAVE_TIME = 30_000;

/**
 * Nodes that left the cluster in good health. They get no more commands, and their connections stay
 * open for the answers to those they have: a write that is cut off is in doubt.
 */
export class LeavingNodes {
  readonly #until = new Map<Node, number>();

  add(node: Node, now: number): void {
    this.#until.set(node, now + MAX_LEAVE_TIME);
    node.pipelines.renew();
    node.pool.renew();
  }

  /** Closes those that have answered everything, and those whose time is over. */
  maintain(now: number): void {
    for (const [node, until] of this.#until) {
      if (isBusy(node) && now < until) continue;
      this.#until.delete(node);
      void closeCarriers(node, new Error(`${node.name} left the cluster`));
    }
  }

  /** Closes all of them now. */
  async close(cause: Error): Promise<void> {
    const nodes = [...this.#until.keys()];
    this.#until.clear();
    await Promise.all(nodes.map((node) => closeCarriers(node, cause)));
  }
}

function isBusy({ pool, pipelines }: Node): boolean {
  const isPoolBusy = pool.size > pool.idle || pool.waiting > 0;
  return isPoolBusy || pipelines.waiting > 0 || pipelines.loads.some((load) => load > 0);
}

/** Closes the connections that carry commands. */
export async function closeCarriers({ pool, pipelines }: Node, cause: Error): Promise<void> {
  await Promise.all([pool.close(cause), pipelines.close(cause)]);
}

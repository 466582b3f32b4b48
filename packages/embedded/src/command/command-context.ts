import type { Node } from '../cluster/node.js';
import type { Namespace } from '../storage/namespace.js';

/** Where a command runs. */
export interface CommandContext {
  readonly node: Node;
  readonly namespace: Namespace;
}

import type { Node } from '../cluster/node.js';
import type { Session } from '../cluster/session.js';
import type { Namespace } from '../storage/namespace.js';

/** Who asks which node. */
export interface Caller {
  readonly node: Node;
  readonly session: Session;
}

/** Where a command runs. */
export interface CommandContext extends Caller {
  readonly namespace: Namespace;
}

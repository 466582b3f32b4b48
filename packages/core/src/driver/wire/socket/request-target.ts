import type { Connection } from './connection.js';
import type { TimingWheel } from './timing-wheel.js';

/** Where a request goes that has its connection for itself. */
export interface RequestTarget {
  readonly wheel: TimingWheel;
  readonly connection: Connection;
  /** Name or address of the node, for messages. */
  readonly node: string;
}

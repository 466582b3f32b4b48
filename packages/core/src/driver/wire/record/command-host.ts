import type { RecordCommand } from '../../driver.js';
import type { Node } from '../cluster/node.js';
import type { TimingWheel } from '../socket/timing-wheel.js';

/** What a command on its way needs of the driver. */
export interface CommandHost {
  readonly wheel: TimingWheel;
  /** Whether servers want a login: they refuse what comes when it is over, and it is sent again. */
  readonly hasLogin: boolean;
  /**
   * The node that serves an attempt; attempts count from 0.
   *
   * @param lost - how many of those before could not reach their node.
   * @throws when no node does.
   */
  route(command: RecordCommand, attempt: number, lost: number): Node;
  /** Whether this node, not being the master, may have to wait for another one to answer the command. */
  mayBePassedOn(command: RecordCommand, node: Node): boolean;
  onSettled(): void;
}

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
   * @throws when no node does.
   */
  route(command: RecordCommand, attempt: number): Node;
  onSettled(): void;
}

import type { TimingWheel } from '../socket/timing-wheel.js';
import type { WireOptions } from './wire-options.js';

/** What everything that talks to the cluster shares. */
export interface ClusterHost {
  readonly options: WireOptions;
  readonly wheel: TimingWheel;
  /** Aborted when the client is closed, so that nothing is opened any more. */
  readonly signal: AbortSignal;
}

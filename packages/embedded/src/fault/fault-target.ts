import type { FaultCommand } from './fault-spec.js';

/** A command, or a row of a batch, as far as faults tell commands apart. */
export interface FaultTarget {
  readonly command: FaultCommand;
  /** True for a row when its batch is judged as a whole. */
  readonly inBatch?: boolean;
  /** Binary string. */
  readonly namespace?: string | undefined;
  /** Binary string; undefined when the command names none. */
  readonly set?: string | undefined;
  readonly digest?: Buffer | undefined;
}

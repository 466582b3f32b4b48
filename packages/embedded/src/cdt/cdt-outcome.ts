import type { WireValue } from '@aeroform/protocol';

/** What an operation that modifies a bin leaves behind. */
export interface CdtOutcome {
  /** New value of the bin; undefined when the bin is gone or was not created. */
  readonly value: WireValue | undefined;
  /** The answer; undefined when the operation answers nothing (nil counts as nothing). */
  readonly result: WireValue | undefined;
  /**
   * Whether `value` is another value than before. The server counts every modifying operation that
   * succeeds as a write, also one that changes nothing.
   */
  readonly changed: boolean;
}

/** The same for one list or map; the container is the very same object when nothing changed. */
export interface Modification<Container> {
  readonly container: Container;
  readonly result: WireValue | undefined;
}

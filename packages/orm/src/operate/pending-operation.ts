import type { BinValue, Operation } from '@aeroform/core';

/** What stands behind an `Op`: the operations to send and how the answer becomes the result. */
export interface PendingOperation {
  readonly operations: readonly Operation[];
  /** Which of them answers the result; null without one. */
  readonly answer: number | null;
  readonly decode: (value: BinValue) => unknown;
  /** The bin that is written; `''` for the record, null for reads. */
  readonly writes: string | null;
  /** `Class.property.method`, for errors. */
  readonly label: string;
}

/** Operations without a result. */
export function noResult(value: BinValue): undefined {
  void value;
  return undefined;
}

import type { Bins } from '@aeroform/core';

/** The types of the columns that rows are read as. */
export const ROW_COLUMNS = { id: 'int32', total: 'int64', share: 'float64' } as const;

/** A row of the set that batches and queries work on: numbers only, so that columns can hold them. */
export function binsOfRow(id: number): Bins {
  return { id, total: id * 1000, share: id + 0.5 };
}

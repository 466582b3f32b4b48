import type { DataSetName } from '../data/data-sets.js';

/**
 * A client, as the workloads use it: each method does what an application would write with that client,
 * and looks at every value that it reads. Ids are those of the records of a data set.
 */
export interface BenchDriver {
  get(set: DataSetName, id: number): Promise<unknown>;
  /** Writes the bins of the set's record. */
  put(set: DataSetName, id: number): Promise<unknown>;
  exists(set: DataSetName, id: number): Promise<unknown>;
  /** Increments a bin and appends to a list, which is kept short by a trim. */
  operate(set: DataSetName, id: number): Promise<unknown>;
  /** Reads rows as records. @returns how many values it saw */
  batchRead(set: DataSetName, ids: readonly number[]): Promise<number>;
  /** Reads rows as columns; a client without columns makes them of its records. @returns the sum of `id` */
  batchColumns(set: DataSetName, ids: readonly number[]): Promise<number>;
  /** Writes the bins of the set's records. @returns how many were written */
  batchWrite(set: DataSetName, ids: readonly number[]): Promise<number>;
  /** Reads the records whose indexed bin is below a number. @returns how many values it saw */
  query(set: DataSetName, below: number): Promise<number>;
  close(): Promise<void> | void;
}

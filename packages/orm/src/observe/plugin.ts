import type { Operation } from './operation.js';

/** What a plugin sees of an operation. */
export type OperationInfo = Pick<
  Operation,
  'verb' | 'kind' | 'entity' | 'namespace' | 'set' | 'access' | 'plan' | 'records' | 'failed'
>;

/** Something that wants to know of every operation of a data source, or to stand in its way. */
export interface OrmPlugin {
  /** Name, for errors. */
  readonly name: string;
  /**
   * Called instead of each operation, the first plugin outermost. It has to call `next()` once, and to
   * return what that resolves to; it may do so later, or throw instead. The plan of a query is known
   * once `next()` has resolved.
   *
   * @param operation what is to be done
   * @param next does it
   */
  onOperation?(operation: OperationInfo, next: () => Promise<unknown>): Promise<unknown>;
  /**
   * Called with the metadata of each entity class when the data source first meets it, before anything
   * is sent; a throw refuses the class.
   */
  onMetadata?(metadata: object): void;
}

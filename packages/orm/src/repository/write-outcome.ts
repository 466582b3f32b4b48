/** What a write made of the record, where no entity stands for it. */
export interface WriteOutcome {
  /**
   * The generation of the record now, for `ifVersion` of the next write. Every record has one, also that
   * of a class without a `@Version` property.
   */
  readonly version: number;
}

/** How HLL writes behave. */
export interface HllPolicy {
  /** `HLL_WRITE_…` flags, combined with `|`. Default 0. */
  readonly flags?: number;
}

/** Counters and limits of one set. */
export interface SetInfo {
  /** Binary string; empty for records without a set. */
  readonly name: string;
  /** Records, the expired ones that nobody has removed yet included. */
  objects: number;
  /** Records last written before this moment (ms since 1970) are truncated; 0 for none. */
  truncateLut: number;
}

import type { MapOrder } from './map-order.js';

/** How map writes behave. */
export interface MapPolicy {
  /** Order of a map that the write creates; an existing map keeps its own. Default unordered. */
  readonly order?: MapOrder;
  /** `MAP_WRITE_FLAGS_…`, combined with `|`. Default 0. */
  readonly flags?: number;
  /** The same as `flags`, under the name that aerospike-py gives it; give one of the two. */
  readonly writeMode?: number;
}

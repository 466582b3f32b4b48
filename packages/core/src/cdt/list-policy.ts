import type { ListOrder } from './list-order.js';

/** How list writes behave. */
export interface ListPolicy {
  /** Order of a list that the write creates; an existing list keeps its own. Default unordered. */
  readonly order?: ListOrder;
  /** `LIST_WRITE_…` flags, combined with `|`. Default 0. */
  readonly flags?: number;
}

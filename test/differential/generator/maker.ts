import type { Random } from './random.js';
import type { Tree } from './tree.js';

/** What an expression can refer to. */
export interface Names {
  readonly variables: readonly { readonly name: string; readonly type: number }[];
  /** Inside a path operation. */
  readonly loop: boolean;
}

export const NO_NAMES: Names = { variables: [], loop: false };

/** Makes expressions of one type out of random numbers. */
export interface Maker {
  readonly random: Random;
  readonly depth: number;
  readonly names: Names;
  /** Whether it may call operations on lists, maps, blobs and sketches. */
  readonly calls: boolean;
  /** Makes an operand. */
  readonly make: (maker: Maker, type: number) => Tree;
}

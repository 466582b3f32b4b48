/** When a write happens at all. */
export interface ExistenceOptions {
  /** `create`: only where there is nothing yet; `update`: only where there is something. */
  readonly only?: 'create' | 'update';
  /** A refused write is no error: nothing happens. Default false. */
  readonly noFail?: boolean;
}

/** How an expression is written. */
export interface ExpressionWriteOptions extends ExistenceOptions {
  /** An expression without a value (of an absent bin) is no error: nothing happens. Default false. */
  readonly skipUnknown?: boolean;
}

/** How values are put into a list. */
export interface ListWriteOptions {
  /** Refuses values that the list holds. Default: as declared. */
  readonly unique?: boolean;
  /** Refuses indexes beyond the end, instead of filling up with null. Default false. */
  readonly bounded?: boolean;
  /** A refused value is no error: nothing happens. Default: true for unique lists. */
  readonly noFail?: boolean;
  /** With `noFail`: the other values of the call are still written. Default: true for unique lists. */
  readonly partial?: boolean;
}

/** How entries are put into a map. */
export interface MapWriteOptions extends ExistenceOptions {
  /** With `noFail`: the other entries of the call are still written. Default false. */
  readonly partial?: boolean;
}

/** How a list is sorted. */
export interface SortOptions {
  /** Largest first. Default false. */
  readonly descending?: boolean;
  /** Of equal elements only one stays. Default false. */
  readonly dropDuplicates?: boolean;
}

/** How bits are written. */
export interface BitWriteOptions extends ExistenceOptions {
  /** With `noFail`: what fits is written where the bits end early. Default false. */
  readonly partial?: boolean;
}

/** How bits are read as a number and what is done about its limits. */
export interface BitArithmeticOptions extends BitWriteOptions {
  /** The number is in two's complement. Default false. */
  readonly signed?: boolean;
  /** What an overflow does. Default `fail`. */
  readonly overflow?: 'fail' | 'saturate' | 'wrap';
}

/** How bytes are given a size. */
export interface BitResizeOptions extends BitWriteOptions {
  /** Bytes come and go at the front. Default false. */
  readonly fromFront?: boolean;
  /** Refuses a size in this direction. */
  readonly never?: 'grow' | 'shrink';
}

/** How a HyperLogLog sketch is written. */
export interface HllWriteOptions extends ExistenceOptions {
  /** A union may reduce the precision to that of the least precise sketch. Default false. */
  readonly allowFold?: boolean;
}

/** The precision of a new sketch. Default: that of `@HllBin`. */
export interface HllPrecisionOptions extends HllWriteOptions {
  /** Bits that choose a register, 4 to 16. */
  readonly indexBits?: number;
  /** Bits of the minhash, 4 to 51; none when left out. */
  readonly minhashBits?: number;
}

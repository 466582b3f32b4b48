/** Opcodes of expressions: the first element of each array in an expression's msgpack form. */
export const ExpressionOp = {
  unknown: 0,
  equal: 1,
  notEqual: 2,
  greater: 3,
  greaterOrEqual: 4,
  less: 5,
  lessOrEqual: 6,
  regex: 7,
  geoCompare: 8,
  inList: 9,
  and: 16,
  or: 17,
  not: 18,
  exclusive: 19,
  add: 20,
  subtract: 21,
  multiply: 22,
  divide: 23,
  power: 24,
  logarithm: 25,
  modulo: 26,
  absolute: 27,
  floor: 28,
  ceiling: 29,
  toInteger: 30,
  toFloat: 31,
  integerAnd: 32,
  integerOr: 33,
  integerXor: 34,
  integerNot: 35,
  integerLeftShift: 36,
  integerRightShift: 37,
  integerArithmeticRightShift: 38,
  integerCount: 39,
  integerLeftScan: 40,
  integerRightScan: 41,
  minimum: 50,
  maximum: 51,
  digestModulo: 64,
  deviceSize: 65,
  lastUpdate: 66,
  sinceUpdate: 67,
  voidTime: 68,
  ttl: 69,
  setName: 70,
  keyExists: 71,
  isTombstone: 72,
  memorySize: 73,
  recordSize: 74,
  key: 80,
  bin: 81,
  binType: 82,
  removeResult: 100,
  mapKeys: 101,
  mapValues: 102,
  loopVariable: 122,
  cond: 123,
  variable: 124,
  let: 125,
  quote: 126,
  call: 127,
} as const;
export type ExpressionOp = (typeof ExpressionOp)[keyof typeof ExpressionOp];

/** Value types of expressions. */
export const ExpressionType = {
  nil: 0,
  boolean: 1,
  integer: 2,
  string: 3,
  list: 4,
  map: 5,
  blob: 6,
  float: 7,
  geojson: 8,
  hll: 9,
} as const;
export type ExpressionType = (typeof ExpressionType)[keyof typeof ExpressionType];

/** Which part of the server a `call` goes to. */
export const ExpressionCall = { cdt: 0, bit: 1, hll: 2, modify: 0x40 } as const;

/** What a loop variable of a path expression stands for. */
export const LoopVariableKind = { mapKey: 0, value: 1, index: 2 } as const;

/** Flags of operations that read through an expression. */
export const ExpressionReadFlag = { default: 0, evalNoFail: 16 } as const;

/** Flags of operations that write through an expression. */
export const ExpressionWriteFlag = {
  default: 0,
  createOnly: 1,
  updateOnly: 2,
  allowDelete: 4,
  policyNoFail: 8,
  evalNoFail: 16,
} as const;

/**
 * Flags of regular expressions as the server reads them: it hands them to regcomp(3). Several public
 * clients document 4 and 8 the other way round.
 */
export const RegexFlag = { none: 0, extended: 1, ignoreCase: 2, newline: 4, noSub: 8 } as const;

/** Kinds of step in a path into nested lists and maps. */
export const CdtContextType = {
  expression: 0x04,
  listIndex: 0x10,
  listRank: 0x11,
  listValue: 0x13,
  mapIndex: 0x20,
  mapRank: 0x21,
  mapKey: 0x22,
  mapValue: 0x23,
  mapKeysIn: 0x2a,
} as const;
export type CdtContextType = (typeof CdtContextType)[keyof typeof CdtContextType];

/** Flags added to the type of a step. */
export const CdtContextFlag = {
  createListUnordered: 0x40,
  createListUnorderedPad: 0x80,
  createListOrdered: 0xc0,
  createMapUnordered: 0x40,
  createMapKeyOrdered: 0x80,
  createMapKeyValueOrdered: 0xc0,
  createMask: 0xc0,
  persistIndex: 0x100,
  and: 0x200,
} as const;

/** First element of a CDT call that has a context: `[255, [type, value, …], [op, arguments…]]`. */
export const CDT_CONTEXT_CALL = 0xff;
/** First element of a path operation: `[254, [type, value, …], flags, expression?]`. */
export const CDT_SELECT_CALL = 0xfe;

/** Flags of a path operation. */
export const CdtSelectFlag = {
  tree: 0,
  leafList: 1,
  leafMapKey: 2,
  leafMapKeyValue: 3,
  apply: 4,
  noFail: 0x10,
} as const;

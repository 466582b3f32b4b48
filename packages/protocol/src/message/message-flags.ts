/** First flag byte: how to read. */
export const Info1 = {
  read: 0x01,
  getAll: 0x02,
  shortQuery: 0x04,
  batch: 0x08,
  xdr: 0x10,
  noBinData: 0x20,
  readModeApAll: 0x40,
  compressResponse: 0x80,
} as const;

/** Second flag byte: how to write. */
export const Info2 = {
  write: 0x01,
  delete: 0x02,
  generationEqual: 0x04,
  generationGreater: 0x08,
  durableDelete: 0x10,
  createOnly: 0x20,
  relaxApLongQuery: 0x40,
  respondAllOps: 0x80,
} as const;

/** Third flag byte: stream ends, commit level, exists policies, strong-consistency reads. */
export const Info3 = {
  last: 0x01,
  commitMaster: 0x02,
  partitionDone: 0x04,
  updateOnly: 0x08,
  createOrReplace: 0x10,
  replaceOnly: 0x20,
  scReadType: 0x40,
  scReadRelax: 0x80,
} as const;

/** Fourth flag byte: multi-record transactions. */
export const Info4 = {
  transactionVerifyRead: 0x01,
  transactionRollForward: 0x02,
  transactionRollBack: 0x04,
  transactionOnLockingOnly: 0x10,
} as const;

import type { LogSubsystem } from './log.js';

/**
 * Name of an operation in metrics, spans and channels, by the method that the application called. The
 * names are those of aerospike-py, so that dashboards serve both.
 */
export const OPERATION_NAMES = {
  abort: 'abort',
  admin: 'admin',
  append: 'append',
  apply: 'apply',
  batch: 'batch',
  batchApply: 'batch_apply',
  batchOperate: 'batch_operate',
  batchRead: 'batch_read',
  batchRemove: 'batch_remove',
  batchWrite: 'batch_write',
  batchWriteColumns: 'batch_write_columns',
  commit: 'commit',
  exists: 'exists',
  get: 'get',
  increment: 'increment',
  info: 'info',
  operate: 'operate',
  operateOrdered: 'operate_ordered',
  prepend: 'prepend',
  put: 'put',
  query: 'query',
  queryApply: 'query_apply',
  queryOperate: 'query_operate',
  remove: 'delete',
  removeBin: 'remove_bin',
  select: 'select',
  touch: 'touch',
} as const;

/** A method whose calls are observed. */
export type Verb = keyof typeof OPERATION_NAMES;

const SUBSYSTEMS: Readonly<Partial<Record<Verb, LogSubsystem>>> = {
  abort: 'aerospike.transaction',
  batch: 'aerospike.batch',
  batchApply: 'aerospike.batch',
  batchOperate: 'aerospike.batch',
  batchRead: 'aerospike.batch',
  batchRemove: 'aerospike.batch',
  batchWrite: 'aerospike.batch',
  batchWriteColumns: 'aerospike.batch',
  commit: 'aerospike.transaction',
  query: 'aerospike.query',
  queryApply: 'aerospike.query',
  queryOperate: 'aerospike.query',
};

/** The part of the client that logs what happens to a call. */
export function subsystemOf(verb: Verb): LogSubsystem {
  return SUBSYSTEMS[verb] ?? 'aerospike.command';
}

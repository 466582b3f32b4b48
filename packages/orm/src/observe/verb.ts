/** What sort of work a method does, for plugins and spans. */
export type OperationKind =
  | 'get'
  | 'save'
  | 'insert'
  | 'update'
  | 'upsert'
  | 'replace'
  | 'remove'
  | 'touch'
  | 'operate'
  | 'batch'
  | 'query'
  | 'job'
  | 'truncate'
  | 'info';

/** The methods of repositories, queries and data sources that send something, and what they do. */
export const VERB_KINDS = Object.freeze({
  findById: 'get',
  findByIdOrFail: 'get',
  reload: 'get',
  exists: 'get',
  load: 'get',
  save: 'save',
  insert: 'insert',
  update: 'update',
  upsert: 'upsert',
  replace: 'replace',
  mutate: 'update',
  softRemove: 'update',
  softRemoveById: 'update',
  restore: 'update',
  restoreById: 'update',
  remove: 'remove',
  removeById: 'remove',
  touch: 'touch',
  operate: 'operate',
  list: 'operate',
  map: 'operate',
  set: 'operate',
  findByIds: 'batch',
  existsMany: 'batch',
  populate: 'batch',
  saveMany: 'batch',
  insertMany: 'batch',
  removeMany: 'batch',
  removeByIds: 'batch',
  operateMany: 'batch',
  batch: 'batch',
  find: 'query',
  findOne: 'query',
  count: 'query',
  'query.all': 'query',
  'query.first': 'query',
  'query.firstOrFail': 'query',
  'query.count': 'query',
  'query.exists': 'query',
  'query.ids': 'query',
  'query.page': 'query',
  'query.stream': 'query',
  'query.distinct': 'query',
  'query.reduce': 'query',
  'query.aggregate': 'query',
  'query.explain': 'info',
  'query.updateAll': 'job',
  'query.removeAll': 'job',
  'query.operateAll': 'job',
  truncate: 'truncate',
  'schema.diff': 'info',
  'schema.sync': 'info',
  'schema.drift': 'query',
  'schema.dropIndex': 'info',
  'schema.migrate': 'query',
} satisfies Readonly<Record<string, OperationKind>>);

/** A method that goes through the seam `runVerb`. */
export type Verb = keyof typeof VERB_KINDS;

import {
  type AerospikeClient,
  batchEntry,
  exp,
  INDEX_NUMERIC,
  operations,
  type Transaction,
} from '../../src/index.js';

/** What all calls take, whatever their policy is. */
export interface CallPolicy {
  readonly signal?: AbortSignal;
}

/** A call that needs a server. */
export type VerbCall = (client: AerospikeClient, policy: CallPolicy) => Promise<unknown>;

const KEY = ['test', 'verbs', 'k'] as const;
const READ = [operations.read('a')];
const LUA = { filename: 'm.lua', source: 'return 1' };
const PRIVILEGES = [{ code: 'read' }] as const;

/** All methods of a client that return a promise and take a policy, by their names. */
export const CLIENT_VERBS: Readonly<Record<string, VerbCall>> = {
  put: (client, policy) => client.put(KEY, { a: 1 }, null, policy),
  get: (client, policy) => client.get(KEY, policy),
  select: (client, policy) => client.select(KEY, ['a'], policy),
  exists: (client, policy) => client.exists(KEY, policy),
  remove: (client, policy) => client.remove(KEY, null, policy),
  touch: (client, policy) => client.touch(KEY, 0, null, policy),
  append: (client, policy) => client.append(KEY, 'a', 'x', null, policy),
  prepend: (client, policy) => client.prepend(KEY, 'a', 'x', null, policy),
  increment: (client, policy) => client.increment(KEY, 'a', 1, null, policy),
  removeBin: (client, policy) => client.removeBin(KEY, ['a'], null, policy),
  operate: (client, policy) => client.operate(KEY, READ, null, policy),
  operateOrdered: (client, policy) => client.operateOrdered(KEY, READ, null, policy),
  apply: (client, policy) => client.apply(KEY, 'm', 'f', [], policy),
  batchRead: (client, policy) => client.batchRead([KEY], null, policy),
  batchWrite: (client, policy) => client.batchWrite([[KEY, { a: 1 }]], policy),
  batchOperate: (client, policy) => client.batchOperate([KEY], READ, policy),
  batchRemove: (client, policy) => client.batchRemove([KEY], policy),
  batchApply: (client, policy) => client.batchApply([KEY], 'm', 'f', [], policy),
  batchWriteColumns: (client, policy) =>
    client.batchWriteColumns({ _key: [1], a: [1] }, 'test', 'verbs', '_key', policy),
  batch: (client, policy) => client.batch([batchEntry.read(KEY)], policy),
  transaction: (client, policy) =>
    client.transaction((txn) => client.put(KEY, { a: 1 }, null, { txn, ...policy }), policy),
  ping: (client, policy) => client.ping(policy),
  infoAll: (client, policy) => client.infoAll('build', policy),
  infoRandomNode: (client, policy) => client.infoRandomNode('build', policy),
  infoNode: (client, policy) => client.infoNode('FA11', 'build', policy),
  serverVersions: (client, policy) => client.serverVersions(policy),
  supports: (client, policy) => client.supports('transactions', policy),
  setXdrFilter: (client, policy) => client.setXdrFilter('dc', 'test', null, policy),
  truncate: (client, policy) => client.truncate('test', 'verbs', 0n, policy),
  indexIntegerCreate: (client, p) => client.indexIntegerCreate('test', 'verbs', 'a', 'i', p),
  indexStringCreate: (client, p) => client.indexStringCreate('test', 'verbs', 'a', 'i', p),
  indexGeo2dsphereCreate: (client, p) =>
    client.indexGeo2dsphereCreate('test', 'verbs', 'a', 'i', p),
  indexBlobCreate: (client, policy) => client.indexBlobCreate('test', 'verbs', 'a', 'i', policy),
  indexExpressionCreate: (client, policy) =>
    client.indexExpressionCreate(
      'test',
      'verbs',
      exp.numAdd(exp.intBin('a'), exp.intVal(1)),
      INDEX_NUMERIC,
      'i',
      policy,
    ),
  indexSetCreate: (client, policy) => client.indexSetCreate('test', 'verbs', 'i', policy),
  indexStatus: (client, policy) => client.indexStatus('test', 'i', policy),
  waitForIndex: (client, policy) => client.waitForIndex('test', 'i', policy),
  indexRemove: (client, policy) => client.indexRemove('test', 'i', policy),
  indexList: (client, policy) => client.indexList('test', policy),
  indexSetList: (client, policy) => client.indexSetList('test', policy),
  udfPut: (client, policy) => client.udfPut(LUA, undefined, policy),
  udfList: (client, policy) => client.udfList(policy),
  udfGet: (client, policy) => client.udfGet('m', policy),
  udfRemove: (client, policy) => client.udfRemove('m', policy),
  adminCreateUser: (client, policy) => client.adminCreateUser('u', 'p', ['read'], policy),
  adminCreatePkiUser: (client, policy) => client.adminCreatePkiUser('u', ['read'], policy),
  adminDropUser: (client, policy) => client.adminDropUser('u', policy),
  adminChangePassword: (client, policy) => client.adminChangePassword('u', 'p', policy),
  adminGrantRoles: (client, policy) => client.adminGrantRoles('u', ['read'], policy),
  adminRevokeRoles: (client, policy) => client.adminRevokeRoles('u', ['read'], policy),
  adminQueryUserInfo: (client, policy) => client.adminQueryUserInfo('u', policy),
  adminQueryUsersInfo: (client, policy) => client.adminQueryUsersInfo(policy),
  adminCreateRole: (client, policy) => client.adminCreateRole('r', PRIVILEGES, policy),
  adminDropRole: (client, policy) => client.adminDropRole('r', policy),
  adminGrantPrivileges: (client, policy) => client.adminGrantPrivileges('r', PRIVILEGES, policy),
  adminRevokePrivileges: (client, p) => client.adminRevokePrivileges('r', PRIVILEGES, p),
  adminQueryRole: (client, policy) => client.adminQueryRole('r', policy),
  adminQueryRoles: (client, policy) => client.adminQueryRoles(policy),
  adminSetWhitelist: (client, policy) => client.adminSetWhitelist('r', null, policy),
  adminSetAllowlist: (client, policy) => client.adminSetAllowlist('r', null, policy),
  adminSetQuotas: (client, policy) => client.adminSetQuotas('r', 1, 1, policy),
};

/** The same for queries. */
export const QUERY_VERBS: Readonly<Record<string, VerbCall>> = {
  results: (client, policy) => client.query('test').results(policy),
  forEach: (client, policy) => client.query('test').forEach(() => true, policy),
  stream: (client, policy) => client.query('test').stream(policy).next(),
  blocks: (client, policy) => client.query('test').blocks(policy).next(),
  page: (client, policy) => client.query('test').page({ size: 10 }, policy),
  pages: (client, policy) => client.query('test').pages(10, policy).next(),
  operate: (client, p) => client.query('test').operate([operations.write('a', 1)], p),
  apply: (client, policy) => client.query('test').apply('m', 'f', [], policy),
  aggregate: (client, policy) => client.query('test').aggregate('m', 'f', [], policy),
};

/** Methods that need no signal: they wait for nothing, or must not be given up. */
export const WITHOUT_SIGNAL: ReadonlySet<string> = new Set([
  'constructor',
  'connect',
  'close',
  'isConnected',
  'getNodeNames',
  'query',
  'beginTransaction',
]);

/** Ends of a transaction that has written. */
export const ENDS: Readonly<
  Record<'commit' | 'abort', (txn: Transaction, policy: CallPolicy) => Promise<unknown>>
> = {
  commit: (txn, policy) => txn.commit(policy),
  abort: (txn, policy) => txn.abort(policy),
};

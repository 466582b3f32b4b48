import type { FeatureRow } from './feature-row.js';

const save = 'orm/integration/save.dual.test.ts';
const table = 'orm/integration/write-table.test.ts';
const records = 'orm/integration/records.test.ts';
const transaction = 'orm/transaction/transaction.test.ts';

/** Identity, concurrency, and what happens around writes. */
export const lifecycleRows: readonly FeatureRow[] = [
  {
    feature: 'Optimistic locking',
    anchors: [
      '`@Version`',
      '`@AerospikeGeneration`, not written back',
      '`@VersionColumn`, checked by `find` only',
      '`version`, `concurrencyCheck`',
      '`__v`, `optimisticConcurrency`',
      '–',
    ],
    ours: "`@Version`, `ifVersion`, `OptimisticLockError` with `reason`; `mutate` repeats; `merge: 'disjoint'` with a rule by property",
    tests: [
      `${save}: versions are written back and lost races are told`,
      'orm/model/model.dual.test.ts: 50 writers that increment 200 times each lose nothing',
      'orm/integration/merge.test.ts: two writers of different properties lose nothing',
      'orm/integration/merge-rules.test.ts: one of the values, sums, the greater and the smaller',
      'orm/integration/merge-rules.test.ts: what no rule decides is named, and nothing happens',
    ],
  },
  {
    feature: 'Time to live',
    anchors: [
      '`expiration`, `@Expiration`',
      '`ttl` of the record',
      '–',
      '–',
      'index with `expires`',
      '`expire`, `expireAt`',
    ],
    ours: "`@Entity({ ttl })`, `@Ttl`, `@ExpiresAt`, `ttl` of a call, `'never'`, `'keep'`, `touch`",
    tests: [
      `${records}: a time to live is set, kept and read`,
      'orm/integration/end-of-life.test.ts: is the end of the record, and comes back as a date',
      'orm/integration/write-table.test.ts: the time to live of a call reaches the record',
    ],
  },
  {
    feature: 'Touch on read',
    anchors: ['`touchOnRead`, not with `@Expiration`', '–', '–', '–', '–', '–'],
    ours: '`touchOnRead: true` or per cent, `findById(id, { touch })`',
    tests: [
      'orm/integration/end-of-life.test.ts: true gives the entity its ttl anew with every read by id, in one round trip',
      'orm/integration/end-of-life.test.ts: a number is the server’s own setting',
      'orm/integration/end-of-life.test.ts: true prolongs with operations that only read, under the version of an entity',
    ],
  },
  {
    feature: 'Audit dates',
    anchors: [
      '–',
      '–',
      '`@CreateDateColumn`, `@UpdateDateColumn`',
      '`onCreate`, `onUpdate`',
      '`timestamps`',
      '–',
    ],
    ours: '`@CreatedAt`, `@UpdatedAt`',
    tests: [
      `${save}: what is saved is found again, with the same types`,
      'orm/integration/operate.test.ts: operations on an id make the record and what is missing inside it',
    ],
  },
  {
    feature: 'Hooks',
    anchors: [
      '–',
      '–',
      'before and after insert, update, remove, load …',
      'the same, and `@OnInit`',
      '`pre`, `post`',
      '–',
    ],
    ours: 'before and after save, insert, update, remove, soft remove; after load',
    tests: [
      'orm/integration/lifecycle.dual.test.ts: hooks, then subscribers are called around a write, in this order',
      'orm/integration/lifecycle.dual.test.ts: what a hook assigns is written',
    ],
  },
  {
    feature: 'Subscribers',
    anchors: ['–', '–', '`EntitySubscriberInterface`', '`EventSubscriber`', 'plugins', '–'],
    ours: '`EntitySubscriber`: load, insert, update, remove, operate, transactions',
    tests: [
      'orm/integration/lifecycle.dual.test.ts: reading tells subscribers, by every way',
      'orm/integration/lifecycle.dual.test.ts: writes by id tell subscribers, and call no hooks',
    ],
  },
  {
    feature: 'Identity map, unit of work',
    anchors: ['–', 'in one load', 'in one `save`', 'yes', '–', '–'],
    ours: '–',
    missing:
      'on purpose: one record is the unit of atomicity, and each loaded entity remembers what was stored',
    tests: [],
  },
  {
    feature: 'Dirty tracking',
    anchors: [
      '– (replaces)',
      '– (replaces)',
      'against a new read',
      'snapshots',
      '`modifiedPaths`',
      '– (replaces)',
    ],
    ours: 'changed bins only; `changed(entity)`; changes of lists and maps as operations',
    tests: [
      'orm/integration/round-trip.dual.test.ts: every change of a loaded entity is noticed and written',
      `${save}: an unchanged entity is not written`,
      'orm/integration/collection-changes.test.ts: random changes of collections leave what the entity holds',
    ],
  },
  {
    feature: 'Write verbs',
    anchors: [
      '`save`, `insert`, `update`, `persist`',
      '`save`, `insert`, `update` (an upsert)',
      '`save`, `insert`, `update`, `upsert`',
      '`flush`, `insert`, `upsert`, `nativeUpdate`',
      '`save`, `insertOne`, `updateOne`, `replaceOne`',
      '`save`',
    ],
    ours: '`save`, `insert`, `update`, `upsert`, `replace`, `operate`, `mutate`, each with `when`',
    tests: [
      `${table}: of a loaded entity writes what changed, removes what is null or undefined, and keeps the rest`,
      `${table}: leaves exactly the mapped bins, under the version, and needs a record`,
      `${table}: writes the given bins into a record that may be there, whatever its version`,
      `${table}: a condition that does not hold prevents each write`,
    ],
  },
  {
    feature: 'Atomic operations on fields',
    anchors: [
      '`add`, `append`, `prepend`',
      'lists, one bin',
      '`increment`, `decrement`',
      '`raw`',
      '`$inc`, `$push` …',
      '–',
    ],
    ours: '`operate`: typed, several bins, nested, all operations on lists, maps, bits, sketches; expressions',
    tests: [
      'orm/integration/operate.test.ts: lists are changed and read in place',
      'orm/integration/operate.test.ts: properties of embedded objects are changed in place',
      'orm/operate/conditional-writers.test.ts: operations have conditions of their own',
    ],
  },
  {
    feature: 'Soft delete',
    anchors: ['–', '–', '`@DeleteDateColumn`, `softRemove`', 'filters', 'plugin', '–'],
    ours: '`@DeletedAt`, `softRemove`, `restore`, `withDeleted`',
    tests: [
      'orm/integration/soft-remove.test.ts: softRemove writes the date, under the version, and nothing else',
      'orm/integration/soft-remove.test.ts: restore takes the date away',
      'orm/integration/query-methods.test.ts: leave out what was removed softly, unless it is asked for',
    ],
  },
  {
    feature: 'Delete',
    anchors: [
      '`delete`, `deleteById`, `deleteAll`',
      '`delete`',
      '`remove`, `delete`, `clear`',
      '`remove`, `nativeDelete`',
      '`deleteOne`, `deleteMany`',
      '`remove`',
    ],
    ours: '`remove`, `removeById`, `removeMany`, `removeByIds`, `removeAll` of a query, `truncate`, `durableDelete`',
    tests: [
      `${records}: removing says whether there was a record`,
      `${records}: a versioned entity is removed only if nobody wrote it`,
      'orm/integration/batch.test.ts: many records are removed, and missing ones are no failure',
      'orm/integration/schema.test.ts: a truncated set is empty',
    ],
  },
  {
    feature: 'Transactions',
    anchors: [
      '`@Transactional`; queries silently outside',
      '`policy.txn`',
      '`dataSource.transaction`',
      '`transactional`',
      '`connection.transaction`',
      '–',
    ],
    ours: '`transaction(fn)`, `@Transactional`; a query inside is a `TransactionScopeError`',
    tests: [
      `${transaction}: what a function writes is seen by others all at once`,
      `${transaction}: the function is run again when somebody else was in the way`,
      'orm/transaction/transactional.dual.test.ts: a method is one transaction, with those it calls',
    ],
  },
];

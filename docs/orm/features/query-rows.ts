import type { FeatureRow } from './feature-row.js';

const query = 'orm/integration/query.test.ts';
const methods = 'orm/integration/query-methods.test.ts';
const batch = 'orm/integration/batch.test.ts';
const kinds = 'orm/integration/schema-kinds.test.ts';
const scope = 'orm/integration/scope.test.ts';

/** Repositories, queries, indexes, policies. */
export const queryRows: readonly FeatureRow[] = [
  {
    feature: 'Repository',
    anchors: [
      '`AerospikeRepository`, template',
      '`AeroMapper`',
      '`Repository`',
      '`EntityRepository`',
      'models',
      '`Repository`',
    ],
    ours: '`Repository`: writes, reads, operations, handles on collections, batches, `query()`',
    tests: [
      'orm/integration/records.test.ts: entities are found by ids in the order of the ids',
      'orm/operate/handles.test.ts: a map and what is inside it are worked on without being loaded',
    ],
  },
  {
    feature: 'Not found',
    anchors: [
      'empty `Optional`',
      '`null`',
      '`null`, `…OrFail`',
      '`null`, `…OrFail`',
      '`null`, `orFail()`',
      'an empty object',
    ],
    ours: '`null`, `…OrFail` with `EntityNotFoundError`',
    tests: [
      'orm/integration/records.test.ts: what is not there is null, or an error when asked for',
    ],
  },
  {
    feature: 'Queries derived from method names',
    anchors: ['yes', '–', '–', '–', '–', '–'],
    ours: '–',
    missing: 'on purpose: interfaces do not exist at run time; conditions are typed instead',
    tests: [],
  },
  {
    feature: 'Typed conditions',
    anchors: [
      '`Qualifier` by texts, expression text',
      'filters of the client',
      '`FindOptionsWhere` with operators',
      '`FilterQuery` with `$` operators',
      'query objects',
      '`where().eq()` chains',
    ],
    ours: '`where(f => …)`, by property, by object; lists, maps, nested, geo, arithmetic, metadata of records',
    missing: "no text form (Aerospike's AEL)",
    tests: [
      'orm/condition/conditions.test.ts: are the same in all three forms',
      'orm/condition/compile-condition.test.ts: compile %s to its bytes',
      'orm/integration/query-conditions.test.ts: look at the elements of lists that are stored as maps, and at their ids',
    ],
  },
  {
    feature: '`null` and `undefined` in conditions',
    anchors: ['absent bin', '–', 'error by default', 'error', 'ignored by default', '–'],
    ours: '`undefined` is an error everywhere; `null` asks for absence',
    tests: ['orm/condition/conditions.test.ts: refuse %s and name the place'],
  },
  {
    feature: 'Projection',
    anchors: [
      'DTO classes',
      '–',
      '`select`, type unchanged',
      '`fields`, `exclude`, typed',
      '`select`, `lean`',
      '–',
    ],
    ours: '`select` narrows the type; `project` has the servers compute',
    tests: [
      `${query}: select the bins of some properties, and keep records that have none of them`,
      `${methods}: project values that the servers compute`,
    ],
  },
  {
    feature: 'Pages',
    anchors: [
      'all rows are read first',
      '–',
      '`skip`, `take`',
      'offset and cursor',
      '`skip`, `limit`',
      'offset',
    ],
    ours: '`page({ size, cursor })`: a cursor of text over partitions; no offsets',
    tests: [
      `${methods}: make pages of %s, each entity once`,
      `${methods}: refuse the cursor of another query, and what is none`,
    ],
  },
  {
    feature: 'Streams',
    anchors: [
      '`Stream`, `Flux`',
      'callback',
      '`stream()`',
      'async iterable',
      '`cursor()`',
      'pages',
    ],
    ours: '`for await`, `stream({ parallel })`, with back-pressure and progress',
    tests: [`${methods}: stream with several readers, tell how far they are, and stop early`],
  },
  {
    feature: 'Count, exists, distinct',
    anchors: ['counts streamed keys, bounded', '–', 'yes', '`count`', 'yes', '`count`'],
    ours: '`count`, `exists`, `ids`, `distinct`; no bins are read; approximate count of a set',
    tests: [`${query}: read no bins to count, and only what is selected otherwise`],
  },
  {
    feature: 'Order',
    anchors: [
      'in memory',
      '–',
      'in the database',
      'in the database',
      'in the database',
      'in the database',
    ],
    ours: '`orderBy` in memory, only with a bound; says so',
    tests: [`${query}: sort in memory within a bound`],
  },
  {
    feature: 'Aggregates',
    anchors: ['Lua', '–', 'sum, average …, SQL', 'query builder', 'pipeline', '`min`, `max`'],
    ours: '`sum`, `avg`, `min`, `max`, `reduce`, Lua `aggregate`',
    tests: [
      `${methods}: fold values`,
      'orm/integration/query-conditions.test.ts: run stream functions where an index answers all conditions',
    ],
  },
  {
    feature: 'Batches',
    anchors: [
      'chunks, the first failure ends it',
      'reads in a batch, writes one by one',
      '`save([])` in chunks',
      '`insertMany`, batched flush',
      '`bulkWrite`',
      '`Promise.all`',
    ],
    ours: '`saveMany` … with a `BatchOutcome` for each item; `dataSource.batch()` for several classes',
    tests: [
      `${batch}: one failure does not hide the others`,
      'orm/integration/mixed-batch.test.ts: calls on several classes are sent together, with results in their order',
    ],
  },
  {
    feature: 'Declaring indexes',
    anchors: [
      '`@Indexed`',
      '–',
      '`@Index`, `@Unique`',
      '`@Index`, `@Unique`',
      '`index`',
      '`indexed`',
    ],
    ours: '`@Index` on bins, collections, paths, only where a condition holds; `@ExpressionIndex`; `setIndex`',
    missing:
      'no unique constraints: the server has none; [a recipe](recipes/unique-values.md) reserves values with guard records',
    tests: [
      'orm/metadata/entity-metadata.dual.test.ts: indexes know their bin, type, collection and path',
      `${kinds}: indexes of every kind are created, once for a hierarchy, and then as declared`,
      `${kinds}: queries are answered from the indexes that were created`,
      'orm/integration/partial-index.test.ts: serves queries that have its condition',
      'orm/integration/partial-index.test.ts: does not serve queries without it',
    ],
  },
  {
    feature: 'Schema: sync, drift, migrations',
    anchors: [
      'creates at start',
      '–',
      '`synchronize`, migrations',
      'generator, migrations',
      '`syncIndexes`',
      'drops and makes anew when it changed',
    ],
    ours: '`schema.diff`, `sync`, `drift`; `schemaVersion` with `migrate`, rewritten in the background',
    tests: [
      `${kinds}: what is not declared is dropped only when told`,
      'orm/integration/drift.test.ts: what the class does not explain is found, with the records',
      'orm/integration/migrate.test.ts: older records are migrated when they are found, and written by the next save',
      'orm/integration/migrate.test.ts: an aborted migration goes on where it was in another data source',
    ],
  },
  {
    feature: 'Policies by call',
    anchors: ['`persist` only', 'every method', '–', '–', 'some per query', '–'],
    ours: '`policy`, `signal` everywhere, named `behaviors`, `scoped({ policy })`',
    tests: [
      `${scope}: every verb takes a behaviour, a policy and a signal`,
      `${scope}: policies lie over each other, and signals all abort`,
    ],
  },
  {
    feature: 'Consistency of reads',
    anchors: [
      'by client',
      'policy of the call',
      '–',
      'read or write connection',
      '`readConcern`',
      '–',
    ],
    ours: '`readModeSc`, `readModeAp`, `replica` by call, behaviour or scope',
    tests: [
      'docs/orm-read-consistency.test.ts: the consistency of a read is that of the call, else of its behaviour, else of the scope',
    ],
  },
  {
    feature: 'Sets and tenants',
    anchors: [
      'set name on every method',
      'placeholders',
      'schema, database',
      'schema, filters',
      '`useDb`',
      'prefix',
    ],
    ours: '`scoped({ set, tenant })`, `tenantSet`',
    tests: [
      `${scope}: another set, and a set for each tenant, hold other records`,
      `${scope}: an entity of one set is not written to another one by mistake`,
    ],
  },
  {
    feature: 'Cache',
    anchors: [
      'Aerospike as a cache of Spring',
      'metadata only',
      'of queries',
      'of results',
      '–',
      '–',
    ],
    ours: '`AerospikeKeyvStore` for Keyv, and so for `@nestjs/cache-manager`',
    missing: 'no cache of entities',
    tests: [
      'nestjs/e2e/keyv-store.e2e.test.ts: serve the cache manager of NestJS',
      'nestjs/e2e/keyv-store.e2e.test.ts: live to the second above on the server, and for ever without a ttl',
    ],
  },
];

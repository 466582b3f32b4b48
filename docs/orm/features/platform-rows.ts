import type { FeatureRow } from './feature-row.js';

const source = 'orm/data-source/data-source.test.ts';
const observe = 'orm/observe/observe.test.ts';
const plain = 'orm/serialise/serialiser.dual.test.ts';
const nest = 'nestjs/e2e/registration.e2e.test.ts';

/** What is around the mapper. */
export const platformRows: readonly FeatureRow[] = [
  {
    feature: 'Connection object',
    anchors: [
      '`AerospikeTemplate`',
      '`AeroMapper.Builder`',
      '`DataSource`',
      '`MikroORM.init`',
      '`createConnection`',
      'client of the caller',
    ],
    ours: '`DataSource`: `initialize`, `isInitialized`, `destroy`, `ping`',
    tests: [
      `${source}: initialize tries as often as it was told, and tells of each failure`,
      `${source}: destroy refuses new operations and waits for those under way`,
    ],
  },
  {
    feature: 'Validation',
    anchors: [
      'of Spring',
      'arguments only',
      'class-validator, by hand',
      'required properties',
      'validators, Standard Schema',
      'types',
    ],
    ours: '`@Entity({ validate })`: Standard Schema, so zod, valibot, arktype',
    tests: [
      'orm/integration/validation.dual.test.ts: refuses what is wrong, with entity, id and paths, before anything is sent',
      'orm/define/from-zod.test.ts: schemas without codecs validate by themselves',
    ],
  },
  {
    feature: 'Plain objects',
    anchors: [
      '–',
      '`convertToMap`, `convertToObject`',
      '–',
      '`wrap`, `serialize`, groups',
      '`toJSON`, `toObject`',
      'plain already',
    ],
    ours: '`toPlain`, `fromPlain` over class-transformer, groups, bigints safe',
    tests: [
      `${plain}: its JSON becomes an equal entity, of classes all the way down`,
      `${plain}: decorators and groups of class-transformer count`,
    ],
  },
  {
    feature: 'Command line',
    anchors: ['–', '–', 'migrations, schema', 'schema, migrations, generator', '–', '–'],
    ours: '–',
    missing: 'no command line; `schema` and `explain()` are calls',
    tests: [],
  },
  {
    feature: 'NestJS module',
    anchors: ['–', '–', '`@nestjs/typeorm`', '`@mikro-orm/nestjs`', '`@nestjs/mongoose`', '–'],
    ours: '`AerospikeModule.forRoot`, `forRootAsync`, `forFeature`, `@InjectRepository` …',
    tests: [
      `${nest}: injects repository, data source and client, and closes them at shutdown`,
      `${nest}: are told apart by name`,
      'nestjs/e2e/transaction.e2e.test.ts: a handler is a transaction',
    ],
  },
  {
    feature: 'Health check',
    anchors: ['–', '–', 'of terminus', 'of terminus', 'of terminus', '–'],
    ours: '`AerospikeHealthIndicator`, with and without terminus',
    tests: [
      'nest-app/products.e2e.test.ts: tells its health',
      'nestjs/e2e/health-terminus.e2e.test.ts: terminus answers 503 when the cluster is down',
    ],
  },
  {
    feature: 'Help for tests',
    anchors: ['– (containers)', '–', 'SQL.js', 'SQLite in memory', 'mongodb-memory-server', '–'],
    ours: '`EmbeddedServer`, `useEmbeddedServer` and a global setup for test runners; snapshots, faults',
    tests: [
      'embedded/testing/use-embedded-server.test.ts: begins each test with an empty server (%i)',
    ],
  },
  {
    feature: 'Observability',
    anchors: ['log of queries', '–', 'log, slow queries', 'log', '`diagnostics_channel`', '–'],
    ours: 'metrics, OpenTelemetry spans, log of slow operations with plan, `diagnostics_channel`, plugins',
    tests: [
      `${observe}: count operations by entity, method, access and outcome`,
      `${observe}: go to a function, with the plan`,
      `${observe}: subscribers of the tracing channel are told of the start and the end`,
    ],
  },
];

import {
  type AerospikeClient,
  getMetrics,
  type LogEntry,
  setLogger,
  setMetricsEnabled,
} from '@aeroform/core';
import type { EmbeddedServer, EmbeddedWorker } from '@aeroform/embedded';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { startServer } from '../../../../test/support/server-under-test.js';
import {
  Bin,
  DataSource,
  type DataSourceOptions,
  Entity,
  Id,
  Index,
  OPERATION_CHANNEL,
  type OperationInfo,
  type OperationMessage,
  type OrmPlugin,
  type SlowOperation,
  Version,
} from '../../src/index.js';
import { connectionTo } from '../support/connection.js';

@Entity({ set: 'observed' })
class Watched {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'int' }) @Index() total!: number;
}

let server: EmbeddedServer | EmbeddedWorker;
const open: DataSource[] = [];

async function source(options: Partial<DataSourceOptions> = {}): Promise<DataSource> {
  const dataSource = new DataSource({
    ...connectionTo(server),
    namespace: 'test',
    entities: [Watched],
    indexes: { sync: 'create' },
    ...options,
  });
  open.push(dataSource);
  return dataSource.initialize();
}

beforeAll(async () => {
  server = await startServer();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.destroy()));
});
afterAll(() => server.stop());

/** The value of a metric's line with these labels; 0 without one. */
async function metric(name: string, labels: Record<string, string>): Promise<number> {
  const parts = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const lines = (await getMetrics()).split('\n').filter((line) => line.startsWith(`${name}{`));
  const found = lines.filter((line) => parts.every((part) => line.includes(part)));
  return found.reduce((sum, line) => sum + Number(line.split('} ')[1]), 0);
}

describe('metrics', () => {
  const DURATION = 'aerospike_orm_operation_duration_seconds_count';

  test('count operations by entity, method, access and outcome', async () => {
    const repository = (await source()).getRepository(Watched);
    const saves = { entity: 'Watched', op: 'save', access: 'key', outcome: 'ok' };
    const before = await metric(DURATION, saves);
    const watched = await repository.save(repository.create({ id: 'm1', total: 1 }));
    await repository.query().where({ total: 1 }).all();
    await repository.findByIdOrFail('none').catch(() => undefined);
    expect(await metric(DURATION, saves)).toBe(before + 1);
    expect(await metric(DURATION, { op: 'findByIdOrFail', outcome: 'not-found' })).toBe(1);
    expect(await metric(DURATION, { access: 'sindex', outcome: 'ok' })).toBeGreaterThan(0);
    await repository.remove(watched);
  });

  test('count scans, lost races and failed records of batches', async () => {
    const repository = (await source()).getRepository(Watched);
    const watched = await repository.insert({ id: 'm2', total: 1 });
    const stale = await repository.findByIdOrFail('m2');
    watched.total = 2;
    await repository.save(watched);
    stale.total = 3;
    await repository.save(stale).catch(() => undefined);
    expect(await metric('aerospike_orm_cas_conflict_total', { op: 'save' })).toBe(1);
    const mutations: unknown[] = [];
    await repository.mutate('m2', async (found) => {
      mutations.push(found);
      if (mutations.length === 1) await repository.update('m2', { total: 7 }, { ifVersion: 'any' });
      found.total += 1;
    });
    expect(await metric('aerospike_orm_cas_conflict_total', { op: 'mutate' })).toBe(1);
    expect(mutations).toHaveLength(2);
    await repository.saveMany([stale]);
    expect(await metric('aerospike_orm_batch_failed_total', { op: 'saveMany' })).toBe(1);
    await repository.query().allowScan('test').all();
    expect(await metric('aerospike_orm_scan_total', { entity: 'Watched' })).toBeGreaterThan(0);
  });

  test('are not counted when they are switched off', async () => {
    const quiet = (await source({ telemetry: { metrics: false } })).getRepository(Watched);
    const loud = (await source({ name: 'loud' })).getRepository(Watched);
    const labels = { op: 'exists' };
    await quiet.exists('x');
    expect(await metric(DURATION, labels)).toBe(0);
    setMetricsEnabled(false);
    try {
      await loud.exists('x');
    } finally {
      setMetricsEnabled(true);
    }
    expect(await metric(DURATION, labels)).toBe(0);
    await loud.exists('x');
    expect(await metric(DURATION, labels)).toBe(1);
  });
});

describe('spans', () => {
  const exporter = new InMemorySpanExporter();

  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    );
  });
  beforeEach(() => exporter.reset());
  afterAll(() => {
    trace.disable();
    context.disable();
  });

  test("are the parents of core's, and tell entity, access and the shape of the plan", async () => {
    const repository = (await source()).getRepository(Watched);
    await repository.upsert({ id: 's1', total: 77 });
    exporter.reset();
    await repository.query().where({ total: 77 }).all();
    const spans = exporter.getFinishedSpans();
    const own = spans.find(({ name }) => name === 'query.all observed')!;
    expect(own.attributes).toMatchObject({
      'db.system.name': 'aerospike',
      'db.namespace': 'test',
      'db.collection.name': 'observed',
      'db.operation.name': 'query.all',
      'aeroform.entity': 'Watched',
      'aeroform.access': 'sindex',
    });
    expect(own.attributes['aeroform.plan']).toMatch(/^sindex /);
    expect(own.attributes['aeroform.plan']).not.toMatch(/77/);
    const query = spans.find((span) => span.attributes['db.operation.name'] === 'query')!;
    expect(query.parentSpanContext?.spanId).toBe(own.spanContext().spanId);
  });

  test('tell of failures', async () => {
    const repository = (await source()).getRepository(Watched);
    await repository.findByIdOrFail('none').catch(() => undefined);
    const [own] = exporter.getFinishedSpans().filter(({ name }) => name.startsWith('findById'));
    expect(own!.attributes['error.type']).toBe('ORM_ENTITY_NOT_FOUND');
    expect(own!.status).toMatchObject({ code: 2 });
  });

  test('are not made when they are switched off', async () => {
    const quiet = await source({ telemetry: { tracing: false } });
    await quiet.getRepository(Watched).exists('x');
    const names = exporter.getFinishedSpans().map(({ name }) => name);
    expect(names).not.toContain('exists observed');
    expect(names.length).toBeGreaterThan(0);
  });
});

test('subscribers of the tracing channel are told of the start and the end', async () => {
  const repository = (await source({ telemetry: { metrics: false } })).getRepository(Watched);
  const seen: string[] = [];
  const note = (moment: string) => (message: unknown) => {
    const { operation, result, error } = message as OperationMessage;
    seen.push(`${moment} ${operation.verb} ${String(result)} ${error === undefined}`);
  };
  const subscribers = {
    start: note('start'),
    end: () => undefined,
    asyncStart: () => undefined,
    asyncEnd: note('end'),
    error: note('error'),
  };
  OPERATION_CHANNEL.subscribe(subscribers);
  await repository.exists('x');
  await repository.reload({} as Watched).catch(() => undefined);
  OPERATION_CHANNEL.unsubscribe(subscribers);
  await repository.exists('x');
  expect(seen).toEqual([
    'start exists undefined true',
    'end exists false true',
    'start reload undefined true',
    'error reload undefined false',
    'end reload undefined false',
  ]);
});

describe('slow operations', () => {
  test('go to core’s log, without the values of conditions', async () => {
    const entries: LogEntry[] = [];
    setLogger({ log: (entry) => entries.push(entry) });
    try {
      const repository = (await source({ telemetry: { slowMs: 0 } })).getRepository(Watched);
      await repository.query().where({ total: 4711 }).all();
    } finally {
      setLogger(undefined);
    }
    const [entry] = entries.filter(({ subsystem }) => subsystem === 'aerospike.orm');
    expect(entry).toMatchObject({
      level: 'warn',
      message: 'slow operation',
      fields: { entity: 'Watched', operation: 'query.all', access: 'sindex' },
    });
    expect(JSON.stringify(entry)).not.toMatch(/4711/);
  });

  test('go to a function, with the plan', async () => {
    const slow: SlowOperation[] = [];
    const options = { telemetry: { slowMs: 0, onSlow: (each: SlowOperation) => slow.push(each) } };
    const fast = { telemetry: { slowMs: 60_000, onSlow: options.telemetry.onSlow } };
    await (await source(fast)).getRepository(Watched).exists('x');
    expect(slow).toEqual([]);
    const repository = (await source({ ...options, name: 'slow' })).getRepository(Watched);
    await repository.query().where({ total: 1 }).count();
    expect(slow).toMatchObject([
      { verb: 'query.count', kind: 'query', plan: { access: 'sindex' } },
    ]);
    expect(slow[0]!.durationMs).toBeGreaterThan(0);
  });
});

describe('plugins', () => {
  test('are around every operation, the first outermost', async () => {
    const seen: string[] = [];
    const plugin = (name: string): OrmPlugin => ({
      name,
      async onOperation(operation, next) {
        seen.push(`${name} before ${operation.verb} ${operation.entity}`);
        const result = await next();
        seen.push(`${name} after ${operation.access}`);
        return result;
      },
    });
    const dataSource = await source({ plugins: [plugin('a'), plugin('b')] });
    const repository = dataSource.getRepository(Watched);
    expect(await repository.exists('none')).toBe(false);
    expect(seen).toEqual([
      'a before exists Watched',
      'b before exists Watched',
      'b after key',
      'a after key',
    ]);
    seen.length = 0;
    await dataSource.batch().exists(Watched, 'x').run();
    expect(seen[0]).toBe('a before batch ');
    seen.length = 0;
    for await (const each of repository.query().where({ total: -5 })) void each;
    expect(seen).toContain('a before query.stream Watched');
    expect(seen.at(-1)).toBe('a after sindex');
  });

  test('may stand in the way, and may not do it twice', async () => {
    let isAllowed = false;
    const guard: OrmPlugin = {
      name: 'guard',
      onOperation: (operation: OperationInfo, next) => {
        if (!isAllowed) throw new Error(`${operation.verb} is not allowed`);
        return next().then(next);
      },
    };
    const repository = (await source({ plugins: [guard] })).getRepository(Watched);
    await expect(repository.insert({ id: 'p', total: 1 })).rejects.toThrow(
      /^insert is not allowed/,
    );
    isAllowed = true;
    await expect(repository.exists('p')).rejects.toThrow(/plugins\.guard: called next\(\) twice/);
  });

  test('are told of the classes, and may refuse them', async () => {
    const seen: unknown[] = [];
    const plugin: OrmPlugin = { name: 'm', onMetadata: (metadata) => seen.push(metadata) };
    const dataSource = await source({ plugins: [plugin] });
    expect(seen).toEqual([dataSource.getRepository(Watched).metadata]);
  });
});

test('nobody who watches costs nothing but a look', async () => {
  const dataSource = await source({ telemetry: { metrics: false, tracing: false } });
  const repository = dataSource.getRepository(Watched);
  const client: AerospikeClient = dataSource.client;
  const now = jest.spyOn(performance, 'now');
  // Timers of the client look at the clock, too, whenever their time has come.
  const leastLooks = async (call: () => Promise<unknown>): Promise<number> => {
    const looks: number[] = [];
    for (let i = 0; i < 10; i++) {
      now.mockClear();
      await call();
      looks.push(now.mock.calls.length);
    }
    return Math.min(...looks);
  };
  const ofCore = await leastLooks(() => client.exists(['test', 'observed', 'x']));
  expect(await leastLooks(() => repository.exists('x'))).toBe(ofCore);
  now.mockRestore();
});

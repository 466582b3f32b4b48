import { Registry } from 'prom-client';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import {
  addMetrics,
  getMetrics,
  internalStageProfiling,
  isInternalStageMetricsEnabled,
  isMetricsEnabled,
  registerMetrics,
  setMetricsEnabled,
  startMetricsServer,
  stopMetricsServer,
} from '../../src/index.js';
import { operationMetrics } from '../../src/observability/operation-metrics.js';
import { stageMetrics } from '../../src/observability/stage-metrics.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

let server: Integration;
let set: string;

beforeAll(async () => {
  server = await startIntegration();
  set = await server.freshSet('metrics');
});

afterAll(async () => {
  await stopMetricsServer();
  await server.stop();
});

beforeEach(() => {
  operationMetrics.reset();
  stageMetrics.reset();
});

afterEach(() => setMetricsEnabled(true));

/** The value of the line with this metric and these labels, in whatever order. */
async function metric(name: string, labels: Record<string, string> = {}): Promise<number> {
  const lines = (await getMetrics()).split('\n').filter((line) => {
    if (!line.startsWith(`${name}{`)) return false;
    return Object.entries(labels).every(([key, value]) => line.includes(`${key}="${value}"`));
  });
  expect(lines.length).toBeLessThan(2);
  return lines.length === 0 ? 0 : Number(lines[0]?.split(' ').at(-1));
}

const COUNT = 'db_client_operation_duration_seconds_count';

describe('metrics', () => {
  it('count and time operations by namespace, set and outcome', async () => {
    const { client } = server;
    await client.put([NAMESPACE, set, 1], { a: 1 });
    await client.get([NAMESPACE, set, 1]);
    await rejection(client.get([NAMESPACE, set, 'nobody']));
    await client.remove([NAMESPACE, set, 1]);
    const where = { db_system_name: 'aerospike', db_namespace: NAMESPACE, db_collection_name: set };
    const of = (operation: string, error = ''): Promise<number> =>
      metric(COUNT, { ...where, db_operation_name: operation, error_type: error });
    expect(await of('put')).toBe(1);
    expect(await of('get')).toBe(1);
    expect(await of('get', 'RECORD_NOT_FOUND')).toBe(1);
    expect(await of('delete')).toBe(1);
    const sum = await metric('db_client_operation_duration_seconds_sum', {
      db_operation_name: 'put',
    });
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(10);
    const bucket = 'db_client_operation_duration_seconds_bucket';
    expect(await metric(bucket, { db_operation_name: 'put', le: '+Inf' })).toBe(1);
    expect(await metric(bucket, { db_operation_name: 'put', le: '0.00001' })).toBe(0);
  });

  it('count a missing record as a success of exists', async () => {
    await server.client.exists([NAMESPACE, set, 'nobody']);
    expect(await metric(COUNT, { db_operation_name: 'exists', error_type: '' })).toBe(1);
  });

  it('count the rows of a batch that failed, and the batch once', async () => {
    const { client } = server;
    await client.put([NAMESPACE, set, 2], { s: 'text' });
    await client.batchWrite([
      [[NAMESPACE, set, 3], { a: 1 }],
      [[NAMESPACE, set, 2], { a: 1 }, { gen: 77 }],
    ]);
    expect(await metric(COUNT, { db_operation_name: 'batch_write', error_type: '' })).toBe(1);
    const errors = 'db_client_batch_record_errors_total';
    expect(await metric(errors, { db_response_status_code: '3' })).toBe(1);
  });

  it('count a query once, from its first record to its last', async () => {
    await server.client.put([NAMESPACE, set, 4], { a: 1 });
    for await (const record of server.client.query(NAMESPACE, set)) {
      expect(record.bins).toBeDefined();
      expect(await metric('db_client_operations_in_flight', { db_operation_name: 'query' })).toBe(
        1,
      );
      break;
    }
    expect(await metric('db_client_operations_in_flight', { db_operation_name: 'query' })).toBe(0);
    expect(await metric(COUNT, { db_operation_name: 'query', error_type: '' })).toBe(1);
  });

  it('show the connections of live clients by node', async () => {
    const [node] = server.client.getNodeNames() as [string];
    const labels = { db_client_connection_pool_name: node };
    const count = 'db_client_connection_count';
    const idle = await metric(count, { ...labels, db_client_connection_state: 'idle' });
    const used = await metric(count, { ...labels, db_client_connection_state: 'used' });
    expect(idle + used).toBeGreaterThan(0);
    expect(await metric('db_client_connection_pending_requests', labels)).toBe(0);
  });

  it('cost nothing while they are off', async () => {
    setMetricsEnabled(false);
    expect(isMetricsEnabled()).toBe(false);
    await server.client.exists([NAMESPACE, set, 1]);
    expect([...operationMetrics]).toEqual([]);
  });

  it('are OpenMetrics text that ends as such', async () => {
    await server.client.exists([NAMESPACE, set, 1]);
    const text = await getMetrics();
    expect(text).toMatch(/# EOF\n$/);
    expect(text).toContain('# TYPE db_client_operation_duration_seconds histogram');
    expect(text).toContain('# TYPE db_client_retries counter');
  });

  it('go into the registry of the application', async () => {
    const registry = new Registry();
    registerMetrics(registry);
    await server.client.exists([NAMESPACE, set, 1]);
    const text = await registry.metrics();
    expect(text).toContain('# TYPE db_client_retries_total counter');
    expect(text).toMatch(/db_client_operation_duration_seconds_count\{.*"exists".*\} 1/);
    expect(await registry.getMetricsAsJSON()).toHaveLength(9);
  });
});

describe('stage timing', () => {
  it(
    'is off, and on while a piece of work is profiled',
    unlessLimited('stageMetrics', async () => {
      await server.client.exists([NAMESPACE, set, 1]);
      expect([...stageMetrics]).toEqual([]);
      await internalStageProfiling(async () => {
        expect(isInternalStageMetricsEnabled()).toBe(true);
        await server.client.get([NAMESPACE, set, 2]).catch(() => undefined);
        await server.client.batchRead([[NAMESPACE, set, 2]]);
      });
      expect(isInternalStageMetricsEnabled()).toBe(false);
      const stages = [...stageMetrics].map(([name, stage]) => `${name} ${stage}`);
      expect(stages).toEqual(expect.arrayContaining(['get encode', 'get io', 'batch_read io']));
      const labels = { stage: 'io', db_operation_name: 'get' };
      expect(await metric('db_client_internal_stage_seconds_count', labels)).toBe(1);
    }),
  );
});

describe('the metrics server', () => {
  it('answers GET /metrics and nothing else', async () => {
    const port = await startMetricsServer(0, { host: '127.0.0.1' });
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('openmetrics-text');
    expect(await answer.text()).toMatch(/# EOF\n$/);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: 'POST' })).status).toBe(404);
    await stopMetricsServer();
    await stopMetricsServer();
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  });

  it('keeps the old server when the new port is taken', async () => {
    const port = await startMetricsServer(0, { host: '127.0.0.1' });
    const taken = await import('node:net').then(({ createServer }) => createServer());
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    const { port: takenPort } = taken.address() as { port: number };
    const error = await rejection(startMetricsServer(takenPort, { host: '127.0.0.1' }));
    expect(error).toMatchObject({ code: 'METRICS_SERVER_FAILED' });
    expect(error.message).toContain(`port ${takenPort}`);
    expect(await startMetricsServer(port)).toBe(port);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200);
    taken.close();
  });
});

test('metrics of packages on top are shown wherever these are, also where they were before', async () => {
  const [before, after] = [new Registry(), new Registry()];
  registerMetrics(before);
  let count = 2;
  addMetrics([
    {
      name: 'on_top_total',
      help: 'Something else.',
      type: 'counter',
      samples: () => [{ labels: { kind: 'a' }, value: count }],
      reset: () => (count = 0),
    },
  ]);
  registerMetrics(after);
  for (const registry of [before, after]) {
    expect(await registry.metrics()).toContain('on_top_total{kind="a"} 2');
  }
  expect(await getMetrics()).toContain('on_top_total{kind="a"} 2');
  before.resetMetrics();
  expect(await after.metrics()).toContain('on_top_total{kind="a"} 0');
});

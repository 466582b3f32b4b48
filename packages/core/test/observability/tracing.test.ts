import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { isTracing } from '../../src/observability/call-span.js';
import { isTracingEnabled, setTracingEnabled } from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection, withFakeServer } from '../support/with-client.js';

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
let server: Integration;
let set: string;

beforeAll(async () => {
  server = await startIntegration();
  set = await server.freshSet('tracing');
});

afterAll(async () => {
  await server.stop();
  await provider.shutdown();
  trace.disable();
  context.disable();
});

describe('spans', () => {
  it('are not made without an SDK', () => {
    expect(isTracing()).toBe(false);
  });

  describe('with an SDK', () => {
    beforeAll(() => {
      trace.setGlobalTracerProvider(provider);
      context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    });

    beforeEach(() => exporter.reset());

    it('have the attributes of the conventions for databases', async () => {
      await server.client.put([NAMESPACE, set, 1], { a: 1 });
      const [span] = exporter.getFinishedSpans();
      expect(span?.name).toBe(`put ${NAMESPACE}.${set}`);
      expect(span?.kind).toBe(SpanKind.CLIENT);
      expect(span?.attributes).toEqual({
        'db.system.name': 'aerospike',
        'db.operation.name': 'put',
        'db.namespace': NAMESPACE,
        'db.collection.name': set,
        'server.address': '127.0.0.1',
        'server.port': expect.any(Number),
      });
      expect(span?.status.code).toBe(SpanStatusCode.UNSET);
    });

    it('hang below the span that is active', async () => {
      const tracer = trace.getTracer('test');
      await tracer.startActiveSpan('request', async (parent) => {
        await server.client.exists([NAMESPACE, set, 1]);
        parent.end();
      });
      const [child, parent] = exporter.getFinishedSpans();
      expect(child?.parentSpanContext?.spanId).toBe(parent?.spanContext().spanId);
    });

    it('tell why the call failed', async () => {
      await rejection(server.client.get([NAMESPACE, set, 'nobody']));
      const [span] = exporter.getFinishedSpans();
      expect(span?.status.code).toBe(SpanStatusCode.ERROR);
      expect(span?.attributes).toMatchObject({
        'error.type': 'RECORD_NOT_FOUND',
        'db.response.status_code': '2',
      });
    });

    it('tell the size of a batch, and how many of its rows failed', async () => {
      await server.client.batchRead([
        [NAMESPACE, set, 1],
        [NAMESPACE, set, 2],
      ]);
      const [span] = exporter.getFinishedSpans();
      expect(span?.attributes['db.operation.batch.size']).toBe(2);
      expect(span?.attributes).not.toHaveProperty('db.aerospike.batch.failed');
    });

    it('end when the consumer of a query has had enough', async () => {
      const query = server.client.query(NAMESPACE, set);
      for await (const record of query) {
        expect(record).toBeDefined();
        break;
      }
      expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual([
        `query ${NAMESPACE}.${set}`,
      ]);
    });

    it('show retries as events', async () => {
      await withFakeServer(async (client, fake) => {
        fake.onMessage = () => undefined;
        const policy = { maxRetries: 1, socketTimeout: 30, totalTimeout: 500 };
        await rejection(client.get(['test', 's', 1], policy));
        const [span] = exporter.getFinishedSpans();
        expect(span?.events).toHaveLength(1);
        expect(span?.events[0]).toMatchObject({
          name: 'retry',
          attributes: { 'aerospike.attempt': 1, 'error.type': expect.any(String) },
        });
      });
    });

    it('are not made while tracing is off', async () => {
      setTracingEnabled(false);
      expect(isTracingEnabled()).toBe(false);
      await server.client.exists([NAMESPACE, set, 1]);
      setTracingEnabled(true);
      expect(exporter.getFinishedSpans()).toEqual([]);
    });
  });
});

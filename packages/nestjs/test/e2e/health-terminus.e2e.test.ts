import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  TerminusModule,
} from '@nestjs/terminus';
import { ServiceUnavailableException } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { AerospikeHealthIndicator, AerospikeModule } from '../../src/index';
import { useEmbeddedServer } from '../support/embedded';

const embedded = useEmbeddedServer();
let application: TestingModule;

beforeAll(async () => {
  application = await Test.createTestingModule({
    imports: [
      TerminusModule.forRoot({ logger: false }),
      AerospikeModule.forRoot(embedded.options()),
    ],
    providers: [AerospikeHealthIndicator],
  }).compile();
});
afterAll(() => application.close());

const indicator = () => application.get(AerospikeHealthIndicator);
const check = (minNodes: number): Promise<HealthCheckResult> =>
  application
    .get(HealthCheckService)
    .check([() => indicator().pingCheck('aerospike', { minNodes })]);

test('terminus reports a cluster that answers as up', async () => {
  const aerospike = { status: 'up', nodes: 1, ms: expect.any(Number) as number };
  expect(await check(1)).toMatchObject({ status: 'ok', details: { aerospike } });
});

test('terminus answers 503 when the cluster is down', async () => {
  const failure: unknown = await check(2).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ServiceUnavailableException);
  expect((failure as ServiceUnavailableException).getResponse()).toMatchObject({
    status: 'error',
    error: { aerospike: { status: 'down', message: '1 of at least 2 nodes' } },
  });
});

test('the service of terminus makes the results', async () => {
  const made = jest.spyOn(application.get(HealthIndicatorService), 'check');
  await indicator().pingCheck('db');
  expect(made).toHaveBeenCalledWith('db');
  made.mockRestore();
});

import {
  type AerospikeError,
  BackpressureError,
  ClusterError,
  errorFromResultCode,
} from '@aeroform/core';
import { OptimisticLockError } from '@aeroform/orm';
import { Controller, Get, type INestApplication, Module, Param } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AerospikeExceptionFilter } from '../../src/index';

let thrown: unknown;

@Controller()
class Failing {
  @Get(':any')
  fail(@Param('any') _any: string): never {
    throw thrown as Error;
  }
}

@Module({ controllers: [Failing] })
class FailingModule {}

describe('the exception filter', () => {
  let app: INestApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [FailingModule] }).compile();
    app = module.createNestApplication({ logger: false });
    app.useGlobalFilters(new AerospikeExceptionFilter(app.get(HttpAdapterHost).httpAdapter));
    await app.init();
  });

  afterAll(() => app.close());

  async function statusOf(error: unknown): Promise<number> {
    thrown = error;
    return (await request(app.getHttpServer()).get('/x')).status;
  }

  it.each([
    [2, 404],
    [3, 409],
    [5, 409],
    [13, 413],
    [27, 412],
    [14, 503],
    [18, 503],
    [11, 503],
    [9, 504],
    [1, 500],
  ])('answers result code %i with HTTP %i', async (resultCode, status) => {
    expect(await statusOf(errorFromResultCode(resultCode, {}))).toBe(status);
  });

  it('answers 409 to the loser of an optimistic lock and 503 without a cluster', async () => {
    const lost = new OptimisticLockError('lost', { reason: 'generation', expected: 1, actual: 2 });
    expect(await statusOf(lost)).toBe(409);
    const noNode = new ClusterError('nobody there', { code: 'PARTITION_WITHOUT_NODE' });
    expect(await statusOf(noNode)).toBe(503);
    expect(await statusOf(new BackpressureError('too much'))).toBe(503);
  });

  it('answers 500 for a write that may have been applied', async () => {
    const error: AerospikeError = errorFromResultCode(9, { inDoubt: true });
    expect(await statusOf(error)).toBe(500);
  });
});

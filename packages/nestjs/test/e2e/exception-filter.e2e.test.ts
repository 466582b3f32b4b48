import {
  type AerospikeError,
  BackpressureError,
  ClusterError,
  errorFromResultCode,
} from '@aeroform/core';
import { EmbeddedServer } from '@aeroform/embedded';
import {
  Bin,
  DataSource,
  Entity,
  Id,
  OptimisticLockError,
  QueryError,
  ValidationError,
} from '@aeroform/orm';
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

const refuseWrong = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) =>
      (value as Checked).text === 'wrong'
        ? { issues: [{ message: 'is wrong', path: ['text'] }] }
        : { value },
  },
} as const;

@Entity({ set: 'nest-checked', validate: refuseWrong })
class Checked {
  @Id() id!: string;
  @Bin() text!: string;
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

  async function answerTo(error: unknown): Promise<request.Response> {
    thrown = error;
    return request(app.getHttpServer()).get('/x');
  }

  async function statusOf(error: unknown): Promise<number> {
    return (await answerTo(error)).status;
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

  it('answers 400 to what the schema of an entity refuses, and to the cursor of another query', async () => {
    const issues = [{ message: 'too short', path: ['text'] }];
    expect(await statusOf(new ValidationError('refused', issues))).toBe(400);
    expect(await statusOf(new QueryError('other', { code: 'ORM_QUERY_CURSOR' }))).toBe(400);
    expect(await statusOf(new QueryError('a mistake of the application', {}))).toBe(500);
  });

  it('answers the body of the exceptions of Nest, with nothing of keys and hosts', async () => {
    const missing = errorFromResultCode(2, { detail: 'users/42 at db1.internal' });
    expect((await answerTo(missing)).body).toEqual({
      statusCode: 404,
      message: 'The record does not exist',
      error: 'Not Found',
      code: 'RECORD_NOT_FOUND',
    });
    const noNode = new ClusterError('db1.internal:3000 is gone', {
      code: 'PARTITION_WITHOUT_NODE',
    });
    expect((await answerTo(noNode)).body).toEqual({
      statusCode: 503,
      message: 'The database cannot be reached',
      error: 'Service Unavailable',
      code: 'PARTITION_WITHOUT_NODE',
    });
  });

  it('lists what the schema of an entity refuses', async () => {
    const issues = [
      { message: 'too short', path: ['address', { key: 'city' }, 0], input: 'secret' },
      { message: 'one of both is needed' },
    ];
    const refused = new ValidationError('save(): User 42 is not valid', issues, { id: 42 });
    expect((await answerTo(refused)).body).toEqual({
      statusCode: 400,
      message: 'The entity is not valid',
      error: 'Bad Request',
      code: 'ORM_VALIDATION',
      issues: [
        { path: ['address', 'city', 0], message: 'too short' },
        { path: [], message: 'one of both is needed' },
      ],
    });
  });

  it('answers 500 to a stored record that its schema refuses', async () => {
    const server = await EmbeddedServer.start();
    const hosts = `127.0.0.1:${server.port}`;
    const options = { hosts, namespace: 'test', entities: [Checked] };
    const writing = await new DataSource({ ...options, validate: 'off' }).initialize();
    await writing.getRepository(Checked).insert({ id: 'a', text: 'wrong' });
    const reading = await new DataSource({ ...options, validate: 'read-write' }).initialize();
    const checked = reading.getRepository(Checked);
    const stored: unknown = await checked.findById('a').catch((error: unknown) => error);
    expect(stored).toBeInstanceOf(ValidationError);
    const { status, body } = await answerTo(stored);
    expect([status, body]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
    const given: unknown = await checked
      .insert({ id: 'b', text: 'wrong' })
      .catch((error: unknown) => error);
    expect(await statusOf(given)).toBe(400);
    await Promise.all([writing.destroy(), reading.destroy()]);
    await server.stop();
  });

  it('answers 500 for a write that may have been applied', async () => {
    const error: AerospikeError = errorFromResultCode(9, { inDoubt: true });
    expect(await statusOf(error)).toBe(500);
  });
});

import { EmbeddedServer } from '@aeroform/embedded';
import { DataSource, Repository, Transactional } from '@aeroform/orm';
import {
  BadRequestException,
  Body,
  Controller,
  type INestApplication,
  Injectable,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import {
  AerospikeExceptionFilter,
  AerospikeModule,
  getRepositoryToken,
  InjectDataSource,
  InjectRepository,
  TransactionInterceptor,
} from '../../src/index';
import { Cat } from '../support/cat';

@Injectable()
class Cats {
  runs = 0;

  constructor(
    @InjectRepository(Cat) readonly repository: Repository<Cat>,
    @InjectDataSource() readonly dataSource: DataSource,
  ) {}

  @Transactional()
  async two(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.repository.insert({ id, name: 'two' });
  }
}

@Controller('cats')
class CatsController {
  constructor(readonly cats: Cats) {}

  @Post('intercepted')
  @UseInterceptors(TransactionInterceptor({ retries: 2 }))
  async intercepted(@Body() { id, fail, interfere }: Record<string, string>) {
    this.cats.runs += 1;
    const { repository, dataSource } = this.cats;
    await repository.findById(id!);
    if (interfere === 'always' || (interfere === 'once' && this.cats.runs === 1)) {
      await repository.scoped({ txn: null }).upsert({ id: id!, name: `${this.cats.runs}` });
    }
    await repository.upsert({ id: `${id ?? ''}-copy`, name: 'copy' });
    if (fail !== undefined) throw new BadRequestException(fail);
    return { isIn: dataSource.currentTransaction() !== undefined };
  }

  @Post('decorated')
  async decorated(@Body() { ids }: { ids: string[] }) {
    await this.cats.two(ids);
  }
}

let server: EmbeddedServer;
let app: INestApplication;
const repository = () => app.get<Repository<Cat>>(getRepositoryToken(Cat));
const post = (path: string, body: object) =>
  request(app.getHttpServer() as never)
    .post(`/cats/${path}`)
    .send(body);

beforeAll(async () => {
  server = await EmbeddedServer.start({
    edition: 'enterprise',
    namespaces: [{ name: 'test', strongConsistency: true }],
  });
  const module = await Test.createTestingModule({
    imports: [
      AerospikeModule.forRoot({
        hosts: `127.0.0.1:${server.port}`,
        namespace: 'test',
        autoLoadEntities: true,
      }),
      AerospikeModule.forFeature([Cat]),
    ],
    controllers: [CatsController],
    providers: [Cats, { provide: APP_FILTER, useClass: AerospikeExceptionFilter }],
  }).compile();
  app = await module.createNestApplication().init();
});
beforeEach(async () => {
  for (const id of ['c', 'd']) await repository().upsert({ id, name: 'there' });
  app.get(Cats).runs = 0;
});
afterAll(async () => {
  await app.close();
  await server.stop();
});

test('a handler is a transaction', async () => {
  const { status, body } = await post('intercepted', { id: 'a' });
  expect([status, body]).toEqual([201, { isIn: true }]);
  expect(await repository().exists('a-copy')).toBe(true);
});

test('what a handler throws undoes what it wrote', async () => {
  const { status } = await post('intercepted', { id: 'b', fail: 'no' });
  expect(status).toBe(400);
  expect(await repository().exists('b-copy')).toBe(false);
});

test('a handler is run again when somebody else was in the way', async () => {
  const { status } = await post('intercepted', { id: 'c', interfere: 'once' });
  expect([status, app.get(Cats).runs]).toEqual([201, 2]);
});

test('a transaction that never gets through is a conflict', async () => {
  const { status, body } = await post('intercepted', { id: 'd', interfere: 'always' });
  expect([status, app.get(Cats).runs]).toEqual([409, 3]);
  expect(body).toEqual({
    statusCode: 409,
    message: 'Another transaction was in the way',
    error: 'Conflict',
    code: 'ORM_TRANSACTION',
  });
});

test('methods of providers may be transactions', async () => {
  expect((await post('decorated', { ids: ['e', 'f'] })).status).toBe(201);
  expect((await post('decorated', { ids: ['g', 'e'] })).status).toBe(409);
  expect(await repository().existsMany(['e', 'f', 'g'])).toEqual([true, true, false]);
});

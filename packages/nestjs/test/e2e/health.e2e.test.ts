import { Bin, DataSource, Entity, Id, Index } from '@aeroform/orm';
import { Test, type TestingModule } from '@nestjs/testing';
import { AerospikeHealthIndicator, AerospikeModule } from '../../src/index';
import { useEmbeddedServer } from '../support/embedded';

@Entity({ set: 'nest-health' })
class Patient {
  @Id() id!: string;
  @Index({ name: 'nest_ward', type: 'string' }) @Bin({ type: 'string' }) ward?: string;
}

const embedded = useEmbeddedServer();
let application: TestingModule;

beforeAll(async () => {
  application = await Test.createTestingModule({
    imports: [
      AerospikeModule.forRoot({ ...embedded.options(), indexes: { sync: 'off' } }),
      AerospikeModule.forFeature([Patient]),
    ],
    providers: [AerospikeHealthIndicator],
  }).compile();
});
afterAll(() => application.close());

const health = () => application.get(AerospikeHealthIndicator);

test('a cluster that answers is up, and down with fewer nodes than wanted', async () => {
  expect(await health().pingCheck('db')).toEqual({
    db: { status: 'up', nodes: 1, ms: expect.any(Number) as number },
  });
  expect(await health().pingCheck('db', { minNodes: 2 })).toEqual({
    db: { status: 'down', message: '1 of at least 2 nodes' },
  });
});

test('required indexes that are missing count as down, until they are there', async () => {
  const options = { requireIndexes: true };
  const { db } = await health().pingCheck('db', options);
  expect(db).toEqual({
    status: 'down',
    message: expect.stringMatching(/^indexes missing: .*nest_ward/) as string,
  });
  await application.get(DataSource).schema.sync();
  expect(await health().pingCheck('db', options)).toMatchObject({ db: { status: 'up' } });
});

import type { EmbeddedServer, EmbeddedWorker } from '@aeroform/embedded';
import { startServer } from '../../../../test/support/server-under-test.js';
import { Bin, DataSource, Entity, Id, type Predicate, QueryError } from '../../src/index.js';
import { connectionTo } from '../support/connection.js';

@Entity({ set: 'orm_query_arguments' })
class Row {
  @Id() id!: string;
  @Bin({ type: 'int' }) n?: number;
}

let server: EmbeddedServer | EmbeddedWorker;
let dataSource: DataSource;
const query = () => dataSource.getRepository(Row).query().allowScan('test');

beforeAll(async () => {
  server = await startServer();
  dataSource = await new DataSource({
    ...connectionTo(server),
    namespace: 'test',
    entities: [Row],
  }).initialize();
  await dataSource.getRepository(Row).insert({ id: 'a', n: 1 });
});
afterAll(async () => {
  await dataSource.destroy();
  await server.stop();
});

test.each<[() => unknown, RegExp]>([
  [
    () => query().stream({ paralel: 3 } as object),
    /^stream: has no option paralel; it takes parallel$/,
  ],
  [() => query().stream(3 as never), /^stream: takes an object with parallel; got number 3$/],
  [() => query().stream({ parallel: 0 }), /^stream: parallel: takes a whole number of 1 or more$/],
  [
    () => query().onProgress(() => undefined, { interval: 5 } as object),
    /^onProgress: has no option interval; it takes intervalMs$/,
  ],
  [() => query().onProgress(null as never), /^onProgress: takes a function; got null$/],
])('a query refuses options and arguments that it does not know', (call, message) => {
  expect(call).toThrow(QueryError);
  expect(call).toThrow(message);
});

test('reduce() needs a function before anything is sent', async () => {
  const listener = jest.fn();
  const reducing = query()
    .onProgress(listener)
    .reduce(undefined as never, 0);
  await expect(reducing).rejects.toBeInstanceOf(QueryError);
  await expect(reducing).rejects.toThrow(/^reduce: takes a function; got undefined$/);
  expect(listener).not.toHaveBeenCalled();
  expect(await query().reduce((sum, { n = 0 }) => sum + n, 1)).toBe(2);
});

describe('a condition that is nested too deeply', () => {
  const nested = (levels: number) =>
    query().where((f) => {
      let condition: Predicate = f.n.eq(1);
      for (let i = 0; i < levels; i += 2) condition = condition.or(f.n.eq(i)).not();
      return condition;
    });

  test('is refused with the remedy', () => {
    expect(() => nested(6000)).toThrow(QueryError);
    expect(() => nested(6000)).toThrow(/more than 1000 deep; for one of many values use in\(/);
  });

  test('works where it only looks so', async () => {
    const chained = query().where((f) =>
      Array.from({ length: 900 }, (_, index) => f.n.eq(index)).reduce<Predicate>(
        (all, each) => all.or(each),
        f.n.eq(1),
      ),
    );
    expect(await chained.count()).toBe(1);
  });
});

import { AerospikeTimeoutError, InvalidArgError, ServerError } from '@aeroform/core';
import type { EmbeddedServer, EmbeddedWorker } from '@aeroform/embedded';
import { startServer } from '../../../../test/support/server-under-test.js';
import { DataSource, OrmError } from '../../src/index.js';
import { connectionTo } from '../support/connection.js';
import { Note } from './order.js';

describe('errors of core that calls of the mapper end with', () => {
  let server: EmbeddedServer | EmbeddedWorker;
  let dataSource: DataSource;

  beforeAll(async () => {
    server = await startServer();
    dataSource = new DataSource({
      ...connectionTo(server),
      namespace: 'test',
      entities: [Note],
    });
    await dataSource.initialize();
  });

  afterEach(() => server.faults.clear());

  afterAll(async () => {
    await dataSource.destroy();
    await server.stop();
  });

  const notes = () => dataSource.getRepository(Note);
  const policy = { totalTimeout: 200, maxRetries: 0 };
  const failure = async (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'no error',
      (error: unknown) => error,
    );

  test('keep their class, and name entity and id', async () => {
    const note = await notes().insert({ id: 1, text: 'a' });
    note.text = 'b';
    await server.faults.add({ when: { command: 'put' }, do: 'timeout' });
    const late = await failure(notes().save(note, { policy }));
    expect(late).toBeInstanceOf(AerospikeTimeoutError);
    expect(late).not.toBeInstanceOf(OrmError);
    expect(late).toMatchObject({ entity: 'Note', id: 1, inDoubt: true });
    await server.faults.clear();
    await server.faults.add({ when: { command: 'get' }, do: 'key-busy' });
    const busy = await failure(notes().findById(2, { policy }));
    expect(busy).toBeInstanceOf(ServerError);
    expect(busy).toMatchObject({ entity: 'Note', id: 2, code: 'KEY_BUSY' });
    const wrong = await failure(notes().findById(3, { policy: { totalTimeout: -1 } }));
    expect(wrong).toBeInstanceOf(InvalidArgError);
  });

  test('are told of each record of a batch, and of no record for a query', async () => {
    await server.faults.add({ when: { command: 'batch' }, do: 'timeout' });
    const items = await failure(notes().findByIds([1, 2], { policy }));
    expect(items).toMatchObject({ entity: 'Note' });
    expect((items as { id?: unknown }).id).toBeUndefined();
    await server.faults.clear();
    await server.faults.add({ when: { command: 'query' }, do: 'timeout' });
    const query = notes().query().allowScan('a test').policy(policy);
    expect(await failure(query.all())).toMatchObject({ entity: 'Note' });
  });

  test('do not name the record of another read that shared their batch', async () => {
    const shared = notes().scoped({ coalesce: true, policy });
    await server.faults.add({ when: { command: 'batch' }, do: 'timeout' });
    const failures = await Promise.all([failure(shared.findById(1)), failure(shared.findById(2))]);
    for (const [index, error] of failures.entries()) {
      expect(error).toBeInstanceOf(AerospikeTimeoutError);
      const { id = index + 1 } = error as { id?: unknown };
      expect(id).toBe(index + 1);
    }
  });
});

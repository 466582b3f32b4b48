import type { EmbeddedServer, EmbeddedWorker } from '@aeroform/embedded';
import { startServer } from '../../../../test/support/server-under-test.js';
import {
  Bin,
  DataSource,
  Entity,
  EntityExistsError,
  EntityNotFoundError,
  FilteredOutError,
  Id,
  OptimisticLockError,
  Version,
} from '../../src/index.js';
import { connectionTo } from '../support/connection.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_in_doubt' })
class Counter {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'int' }) n?: number;
  @Bin({ type: 'string' }) state?: string;
}

/** Tries that go unanswered are repeated by the client. */
const policy = { socketTimeout: 60, totalTimeout: 5000, maxRetries: 2 };

let server: EmbeddedServer | EmbeddedWorker;
let dataSource: DataSource;
const counters = () => dataSource.getRepository(Counter);
const stored = async (id: string) => (await counters().findByIdOrFail(id)).n;

beforeAll(async () => {
  server = await startServer();
  dataSource = await new DataSource({
    ...connectionTo(server),
    namespace: 'test',
    entities: [Counter],
  }).initialize();
});
afterEach(() => server.faults.clear());
afterAll(async () => {
  await dataSource.destroy();
  await server.stop();
});

/** The server carries out the next command, and does not answer. */
async function loseAnswer(command: 'put' | 'delete' | 'operate'): Promise<void> {
  await server.faults.add({ when: { command }, do: { kind: 'timeout', applied: true }, times: 1 });
}

const made = () => counters().insert({ id: freshId(), n: 0, state: 'new' });
const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (e) => e,
  );

describe('a write that was carried out by a try without an answer', () => {
  test('is not made twice by mutate()', async () => {
    const { id } = await made();
    await loseAnswer('put');
    const failure = await failureOf(
      counters().mutate(id, (each) => void (each.n = (each.n ?? 0) + 1), { policy }),
    );
    expect(failure).toBeInstanceOf(OptimisticLockError);
    expect(failure).toMatchObject({ inDoubt: true, reason: 'generation' });
    expect(await stored(id)).toBe(1);
  });

  test('is in doubt for save(), also with merge', async () => {
    const counter = await made();
    for (const merge of [undefined, 'disjoint'] as const) {
      await counters().reload(counter);
      counter.n = 7;
      counter.state = String(merge);
      await loseAnswer('put');
      const options = merge === undefined ? { policy } : { policy, merge };
      const failure = await failureOf(counters().save(counter, options));
      expect(failure).toMatchObject({ name: 'OptimisticLockError', inDoubt: true });
      expect((failure as Error).message).toMatch(/an earlier try of this call may have been/);
    }
  });

  test('is in doubt for the save of a new entity, and for insert()', async () => {
    const one = counters().create({ id: freshId(), n: 1 });
    await loseAnswer('put');
    const saved = await failureOf(counters().save(one, { policy }));
    expect(saved).toMatchObject({ name: 'OptimisticLockError', reason: 'exists', inDoubt: true });
    await loseAnswer('put');
    const inserted = await failureOf(counters().insert({ id: freshId(), n: 1 }, { policy }));
    expect(inserted).toBeInstanceOf(EntityExistsError);
    expect(inserted).toMatchObject({ inDoubt: true });
    expect((inserted as Error).message).toMatch(/exists already; an earlier try of this call/);
  });

  test('is in doubt where it made its own condition false', async () => {
    const { id } = await made();
    await loseAnswer('put');
    const failure = await failureOf(
      counters().update(id, { state: 'paid' }, { policy, when: (f) => f.state.eq('new') }),
    );
    expect(failure).toBeInstanceOf(FilteredOutError);
    expect(failure).toMatchObject({ inDoubt: true });
  });

  test('is in doubt for remove() and removeById(), which cannot tell whether there was a record', async () => {
    const counter = await made();
    await loseAnswer('delete');
    const removed = await failureOf(counters().remove(counter, { policy }));
    expect(removed).toBeInstanceOf(EntityNotFoundError);
    expect(removed).toMatchObject({ inDoubt: true, id: counter.id });
    const { id } = await made();
    await loseAnswer('delete');
    const byId = await failureOf(counters().removeById(id, { policy }));
    expect(byId).toMatchObject({ name: 'EntityNotFoundError', inDoubt: true });
    expect(await counters().removeById(id, { policy })).toBe(false);
  });
});

test('a removal in a batch is in doubt, too', async () => {
  const [one, two] = [await made(), await made()];
  await server.faults.add({
    when: { command: 'delete', set: 'orm_in_doubt', userKey: one.id },
    do: { kind: 'result', code: 'TIMEOUT', applied: true },
    times: 1,
  });
  const { items } = await counters().removeByIds([one.id, two.id], {
    policy: { retry: 2, retryInDoubt: true },
  });
  expect(items).toMatchObject([
    { id: one.id, status: 'not-found', inDoubt: true },
    { id: two.id, status: 'ok', value: true, inDoubt: false },
  ]);
});

test('a lost race after a try that was refused is in no doubt: mutate() goes on', async () => {
  const { id } = await made();
  // The official client takes every try for one that may have been carried out.
  const overWire = await new DataSource({
    hosts: server.hosts,
    namespace: 'test',
    entities: [Counter],
  }).initialize();
  let tries = 0;
  await overWire.getRepository(Counter).mutate(
    id,
    async (each) => {
      each.n = (each.n ?? 0) + 1;
      if (++tries > 1) return;
      await counters().update(id, { state: 'changed meanwhile' });
      const busy = { kind: 'result', code: 'KEY_BUSY' } as const;
      await server.faults.add({ when: { command: 'put' }, do: busy, times: 1 });
    },
    { policy },
  );
  expect(await counters().findByIdOrFail(id)).toMatchObject({ n: 1, state: 'changed meanwhile' });
  expect(tries).toBe(2);
  await overWire.destroy();
});

test('a lost race without such a try is in no doubt', async () => {
  const counter = await made();
  await counters().update(counter.id, { n: 5 });
  counter.n = 6;
  const failure = await failureOf(counters().save(counter, { policy }));
  expect(failure).toMatchObject({ name: 'OptimisticLockError', inDoubt: false, actual: 2 });
  expect((failure as Error).message).toMatch(/read it again and repeat the change$/);
});

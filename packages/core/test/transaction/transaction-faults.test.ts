import type { FaultSpec } from '@aeroform/embedded';
import { type Key, TransactionError } from '../../src/index.js';
import { startStrong, type Strong } from '../support/strong.js';
import { rejection } from '../support/with-client.js';

let strong: Strong;
beforeAll(async () => {
  strong = await startStrong();
});
afterEach(() => strong.server.faults.clear());
afterAll(() => strong.stop());

const MONITOR = '<ERO~MRT';
const client = (): Strong['client'] => strong.client;
const fail = (spec: FaultSpec): unknown => strong.server.faults.add(spec);
/** Long enough that every transaction of these tests is past its deadline. */
const pass = (): Promise<unknown> => strong.server.clock.advance(60_000);

let last = 0;
async function freshRecord(sum: number): Promise<Key> {
  const key: Key = ['test', 'faults', ++last];
  await client().put(key, { sum });
  return key;
}
const sum = async (key: Key): Promise<unknown> => (await client().get(key)).bins['sum'];

describe('a commit', () => {
  it('goes through although the answer to its decisive step got lost', async () => {
    const key = await freshRecord(1);
    const txn = client().beginTransaction();
    await client().put(key, { sum: 2 }, null, { txn });
    const reset = { kind: 'reset', applied: true } as const;
    fail({ when: { command: 'put', set: MONITOR }, do: reset, times: 1 });
    expect(await txn.commit()).toBe('OK');
    expect(await sum(key)).toBe(2);
  });

  it('that was refused can be repeated, or aborted', async () => {
    const key = await freshRecord(1);
    const txn = client().beginTransaction();
    await client().put(key, { sum: 2 }, null, { txn });
    const refused = { kind: 'result', code: 'SERVER_ERROR' } as const;
    fail({ when: { command: 'put', set: MONITOR }, do: refused, times: 2 });
    const error = await rejection<TransactionError>(txn.commit());
    expect(error).toBeInstanceOf(TransactionError);
    expect(error).toMatchObject({
      status: 'MARK_ROLL_FORWARD_ABANDONED',
      code: 'SERVER_ERROR',
      inDoubt: false,
    });
    expect(txn.state).toBe('verified');
    const read = await rejection<TransactionError>(client().get(key, { txn }));
    expect(read.code).toBe('TRANSACTION_VERIFIED');
    await rejection(txn.commit());
    expect(await txn.commit()).toBe('OK');
    expect(await sum(key)).toBe(2);
  });

  it('in doubt can be repeated, and not be aborted', async () => {
    const key = await freshRecord(1);
    const txn = client().beginTransaction();
    await client().put(key, { sum: 2 }, null, { txn });
    const lost = { kind: 'result', code: 'TIMEOUT' } as const;
    const fault = strong.server.faults.add({
      when: { command: 'put', set: MONITOR },
      do: lost,
    });
    const error = await rejection<TransactionError>(txn.commit());
    expect(error).toMatchObject({ status: 'MARK_ROLL_FORWARD_ABANDONED', inDoubt: true });
    expect(txn.inDoubt).toBe(true);
    expect((await rejection<TransactionError>(txn.abort())).inDoubt).toBe(true);
    fault.remove();
    expect(await txn.commit()).toBe('OK');
    expect([await sum(key), txn.inDoubt]).toEqual([2, false]);
  });

  it('is done by the server where the client could not roll forward', async () => {
    const key = await freshRecord(1);
    const txn = client().beginTransaction();
    await client().put(key, { sum: 2 }, null, { txn });
    const refused = { kind: 'result', code: 'SERVER_ERROR' } as const;
    fail({ when: { command: 'transaction-roll' }, do: refused, times: 1 });
    expect(await txn.commit()).toBe('ROLL_FORWARD_ABANDONED');
    expect([await sum(key), txn.state]).toEqual([1, 'committed']);
    await pass();
    await client().put(key, { other: 1 });
    expect(await sum(key)).toBe(2);
  });

  it('leaves the monitor record to the server when it can not remove it', async () => {
    const key = await freshRecord(1);
    const txn = client().beginTransaction();
    await client().put(key, { sum: 2 }, null, { txn });
    const refused = { kind: 'result', code: 'SERVER_ERROR' } as const;
    fail({ when: { command: 'delete', set: MONITOR }, do: refused, times: 1 });
    expect(await txn.commit()).toBe('CLOSE_ABANDONED');
    expect(await sum(key)).toBe(2);
  });

  it.each([
    ['VERIFY_FAILED_ABORT_ABANDONED', { command: 'transaction-roll' as const }],
    ['VERIFY_FAILED_CLOSE_ABANDONED', { command: 'delete' as const, set: MONITOR }],
  ])('that fails tells %s', async (status, when) => {
    const [read, written] = [await freshRecord(1), await freshRecord(1)];
    const txn = client().beginTransaction();
    await client().get(read, { txn });
    await client().put(written, { sum: 2 }, null, { txn });
    await client().put(read, { sum: 3 });
    const refused = { kind: 'result', code: 'SERVER_ERROR' } as const;
    fail({ when, do: refused, times: 1 });
    const error = await rejection<TransactionError>(txn.commit());
    expect([error.status, error.code]).toEqual([status, 'TRANSACTION_VERSION_MISMATCH']);
    expect([txn.state, await sum(written)]).toEqual(['aborted', 1]);
  });
});

describe('an abort', () => {
  it('is done by the server where the client could not roll back', async () => {
    const key = await freshRecord(1);
    const txn = client().beginTransaction();
    await client().put(key, { sum: 2 }, null, { txn });
    const refused = { kind: 'result', code: 'SERVER_ERROR' } as const;
    fail({ when: { command: 'transaction-roll' }, do: refused, times: 1 });
    expect(await txn.abort()).toBe('ROLL_BACK_ABANDONED');
    const blocked = await rejection<TransactionError>(client().put(key, { sum: 3 }));
    expect([blocked.name, blocked.code]).toEqual(['TransactionError', 'TRANSACTION_BLOCKED']);
    await pass();
    await client().put(key, { sum: 3 });
    expect(await sum(key)).toBe(3);
  });

  it('leaves the monitor record to the server when it can not remove it', async () => {
    const key = await freshRecord(1);
    const txn = client().beginTransaction();
    await client().put(key, { sum: 2 }, null, { txn });
    const refused = { kind: 'result', code: 'SERVER_ERROR' } as const;
    fail({ when: { command: 'delete', set: MONITOR }, do: refused, times: 1 });
    expect(await txn.abort()).toBe('CLOSE_ABANDONED');
    expect(await sum(key)).toBe(1);
  });
});

describe('a write whose answer got lost', () => {
  const lost = { kind: 'reset', applied: true } as const;

  it('is in doubt, and committed with the others', async () => {
    const [first, second] = [await freshRecord(1), await freshRecord(1)];
    const txn = client().beginTransaction();
    fail({ when: { command: 'put', set: 'faults' }, do: lost, times: 1 });
    const error = await rejection<TransactionError>(client().put(first, { sum: 2 }, null, { txn }));
    expect(error.inDoubt).toBe(true);
    await client().put(second, { sum: 2 }, null, { txn });
    expect(await txn.commit()).toBe('OK');
    expect([await sum(first), await sum(second)]).toEqual([2, 2]);
  });

  it('of a batch is undone by the abort', async () => {
    const [first, second] = [await freshRecord(1), await freshRecord(1)];
    const txn = client().beginTransaction();
    fail({ when: { command: 'batch' }, do: lost, times: 1 });
    const items = [first, second].map((key) => [key, { sum: 2 }] as const);
    const { batchRecords } = await client().batchWrite(items, { txn });
    expect(batchRecords.map(({ inDoubt }) => inDoubt)).toEqual([true, true]);
    expect(await txn.abort()).toBe('OK');
    expect([await sum(first), await sum(second)]).toEqual([1, 1]);
    await client().put(first, { sum: 3 });
  });

  it('to the monitor record is found to have happened', async () => {
    const key = await freshRecord(1);
    const txn = client().beginTransaction();
    fail({ when: { command: 'operate', set: MONITOR }, do: lost, times: 1 });
    await client().put(key, { sum: 2 }, null, { txn, maxRetries: 1 });
    expect(await txn.commit()).toBe('OK');
    expect(await sum(key)).toBe(2);
  });
});

import type { Client, KeyOptions } from 'aerospike';
import { useOfficialClient } from '../support/official-client';
import { Aerospike } from '../support/raw-aerospike';

const official = useOfficialClient(['--edition', 'enterprise', '--strong-consistency']);

/** The transactions of the client, with statuses that its type declarations lack. */
interface TransactionClass {
  new (): object;
  readonly commitStatus: { readonly OK: number };
  readonly abortStatus: { readonly OK: number };
}
const Transaction = (Aerospike as unknown as { Transaction: TransactionClass }).Transaction;
const { status } = Aerospike as unknown as { status: Readonly<Record<string, number>> };

let lastKey = 0;
const freshKey = (): KeyOptions =>
  new Aerospike.Key('test', 'transactions', `key-${++lastKey}`) as KeyOptions;
const client = (): Client => official.client;
const inTxn = (txn: object): never => ({ txn }) as never;
const binsOf = async (key: KeyOptions): Promise<unknown> => (await client().get(key)).bins;

/** What the client threw. */
async function codeOf(promise: Promise<unknown>): Promise<number> {
  try {
    await promise;
    return 0;
  } catch (error) {
    return (error as { code: number }).code;
  }
}

describe('the official client', () => {
  it('commits what a transaction has put, operated on, applied and removed', async () => {
    const [put, operated, removed, created] = [freshKey(), freshKey(), freshKey(), freshKey()];
    for (const key of [put, operated, removed]) await client().put(key, { a: 1 });
    const txn = new Transaction();
    const policy = inTxn(txn);
    await client().put(put, { a: 2 }, {}, policy);
    await client().operate(operated, [Aerospike.operations.incr('a', 5)], {}, policy);
    await client().remove(removed, { txn, durableDelete: true } as never);
    await client().put(created, { b: 1 }, {}, policy);
    expect((await client().get(operated, policy)).bins).toEqual({ a: 6 });
    expect(await binsOf(put)).toEqual({ a: 1 });
    expect(await client().commit(txn as never)).toBe(Transaction.commitStatus.OK);
    expect(await binsOf(put)).toEqual({ a: 2 });
    expect(await binsOf(operated)).toEqual({ a: 6 });
    expect(await binsOf(created)).toEqual({ b: 1 });
    expect(await client().exists(removed)).toBe(false);
  });

  it('aborts a transaction', async () => {
    const [put, created] = [freshKey(), freshKey()];
    await client().put(put, { a: 1 });
    const txn = new Transaction();
    await client().put(put, { a: 2 }, {}, inTxn(txn));
    await client().put(created, { a: 2 }, {}, inTxn(txn));
    expect(await client().abort(txn as never)).toBe(Transaction.abortStatus.OK);
    expect(await binsOf(put)).toEqual({ a: 1 });
    expect(await client().exists(created)).toBe(false);
  });

  it('is blocked by the transaction of somebody else', async () => {
    const key = freshKey();
    await client().put(key, { a: 1 });
    const [txn, other] = [new Transaction(), new Transaction()];
    await client().put(key, { a: 2 }, {}, inTxn(txn));
    expect(await codeOf(client().put(key, { a: 3 }))).toBe(status.MRT_BLOCKED);
    expect(await codeOf(client().put(key, { a: 3 }, {}, inTxn(other)))).toBe(status.MRT_BLOCKED);
    expect(await codeOf(client().get(key, inTxn(other)))).toBe(status.MRT_BLOCKED);
    await client().commit(txn as never);
    await client().abort(other as never);
    expect(await binsOf(key)).toEqual({ a: 2 });
  });

  it('can not commit what it has read and somebody has changed', async () => {
    const [read, written] = [freshKey(), freshKey()];
    await client().put(read, { a: 1 });
    await client().put(written, { a: 1 });
    const txn = new Transaction();
    await client().get(read, inTxn(txn));
    await client().put(written, { a: 2 }, {}, inTxn(txn));
    await client().put(read, { a: 9 });
    expect(await codeOf(client().commit(txn as never))).not.toBe(0);
    expect(await binsOf(written)).toEqual({ a: 1 });
    expect(await codeOf(client().put(written, { a: 3 }))).toBe(0);
  });

  it('reads and writes batches in a transaction', async () => {
    const keys = Array.from({ length: 20 }, freshKey);
    for (const key of keys) await client().put(key, { a: 1 });
    const txn = new Transaction();
    const writes = keys.map((key) => ({
      type: Aerospike.batchType.BATCH_WRITE,
      key,
      ops: [Aerospike.operations.write('a', 2)],
    }));
    const results = await client().batchWrite(writes as never, inTxn(txn));
    expect(results.map((each) => each.status)).toEqual(keys.map(() => 0));
    const reads = keys.map((key) => ({
      type: Aerospike.batchType.BATCH_READ,
      key,
      readAllBins: true,
    }));
    const seen = await client().batchRead(reads as never, inTxn(txn));
    expect(seen.map(({ record }) => (record as { bins: unknown }).bins)).toEqual(
      keys.map(() => ({ a: 2 })),
    );
    expect(await binsOf(keys[0]!)).toEqual({ a: 1 });
    expect(await client().commit(txn as never)).toBe(Transaction.commitStatus.OK);
    for (const key of keys) expect(await binsOf(key)).toEqual({ a: 2 });
  });

  it('commits a transaction that has only read', async () => {
    const key = freshKey();
    await client().put(key, { a: 1 });
    const txn = new Transaction();
    await client().get(key, inTxn(txn));
    expect(await codeOf(client().commit(txn as never))).toBe(0);
  });

  it('must delete durably under strong consistency', async () => {
    const key = freshKey();
    await client().put(key, { a: 1 });
    expect(await codeOf(client().remove(key))).toBe(22);
    await client().remove(key, { durableDelete: true });
    const record = await client()
      .put(key, { a: 1 })
      .then(() => client().get(key));
    expect(record.gen).toBe(3);
  });

  it('compresses what it sends and what it gets', async () => {
    const key = freshKey();
    const text = 'aeroform '.repeat(20_000);
    await client().put(key, { text }, {}, { compress: true });
    const record = await client().get(key, { compress: true });
    expect(record.bins).toEqual({ text });
    const many = await client().batchRead(
      [
        { key, readAllBins: true },
        { key, readAllBins: true },
      ] as never,
      { compress: true },
    );
    expect(many.map((each) => each.status)).toEqual([0, 0]);
  });
});

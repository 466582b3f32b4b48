import {
  batchEntry,
  exp,
  type InvalidArgError,
  type Key,
  operations,
  TransactionError,
} from '../../src/index.js';
import { startStrong, type Strong } from '../support/strong.js';
import { rejection } from '../support/with-client.js';

let strong: Strong;
beforeAll(async () => {
  strong = await startStrong();
});
afterAll(() => strong.stop());

let last = 0;
const freshKey = (): Key => ['test', 'accounts', ++last];
const client = (): Strong['client'] => strong.client;

/** Records with so much in bin `sum`. */
async function freshRecords(...sums: number[]): Promise<Key[]> {
  const keys = sums.map(freshKey);
  await Promise.all(keys.map((key, i) => client().put(key, { sum: sums[i] as number })));
  return keys;
}

async function sums(...keys: readonly Key[]): Promise<unknown[]> {
  const handle = await client().batchRead(keys);
  return [...handle].map(({ record, result }) => record?.bins['sum'] ?? result);
}

async function statistic(name: string): Promise<number> {
  const text = await client().infoRandomNode('namespace/test');
  return Number(new RegExp(`(?:^|;)${name}=(\\d+)`).exec(text)?.[1]);
}

describe('transaction(run)', () => {
  it('makes all writes visible when the function returns, and what it returns', async () => {
    const [from, to] = await freshRecords(100, 0);
    const left = await client().transaction(async (txn) => {
      const { bins } = await client().get(from!, { txn });
      await client().increment(from!, 'sum', -30, null, { txn });
      await client().increment(to!, 'sum', 30, null, { txn });
      expect(await sums(from!, to!)).toEqual([100, 0]);
      return (bins['sum'] as number) - 30;
    });
    expect(left).toBe(70);
    expect(await sums(from!, to!)).toEqual([70, 30]);
    expect(await statistic('mrt_provisionals')).toBe(0);
  });

  it('undoes all writes when the function throws, and rejects with its error', async () => {
    const [first, second] = await freshRecords(1, 2);
    const run = client().transaction(async (txn) => {
      await client().put(first!, { sum: 10 }, null, { txn });
      await client().remove(second!, null, { txn, durableDelete: true });
      throw new RangeError('no');
    });
    await expect(run).rejects.toThrow(RangeError);
    expect(await sums(first!, second!)).toEqual([1, 2]);
    await client().put(first!, { sum: 11 });
  });

  it('runs the function again when another transaction is in the way', async () => {
    const [key] = await freshRecords(0);
    const other = client().beginTransaction();
    await client().put(key!, { sum: 1 }, null, { txn: other });
    let runs = 0;
    await client().transaction(async (txn) => {
      if (++runs === 3) await other.commit();
      await client().increment(key!, 'sum', 1, null, { txn });
    });
    expect(runs).toBe(3);
    expect(await sums(key!)).toEqual([2]);
  });

  it('runs the function again when what it has read was changed meanwhile', async () => {
    const [read, written] = await freshRecords(1, 0);
    let runs = 0;
    await client().transaction(async (txn) => {
      const { bins } = await client().get(read!, { txn });
      if (++runs === 1) await client().put(read!, { sum: 5 });
      await client().put(written!, { sum: bins['sum'] as number }, null, { txn });
    });
    expect(runs).toBe(2);
    expect(await sums(written!)).toEqual([5]);
  });

  it('loses no increment of many at once', async () => {
    const [key] = await freshRecords(0);
    const increments = Array.from({ length: 10 }, () =>
      client().transaction(
        async (txn) => {
          const { bins } = await client().get(key!, { txn });
          await client().put(key!, { sum: (bins['sum'] as number) + 1 }, null, { txn });
        },
        { maxRetries: 1000 },
      ),
    );
    await Promise.all(increments);
    expect(await sums(key!)).toEqual([10]);
  });

  it('gives up after maxRetries, with the error of the last run', async () => {
    const [key] = await freshRecords(0);
    const other = client().beginTransaction();
    await client().put(key!, { sum: 1 }, null, { txn: other });
    let runs = 0;
    const run = client().transaction(
      async (txn) => {
        runs++;
        await client().put(key!, { sum: 2 }, null, { txn });
      },
      { maxRetries: 2 },
    );
    const error = await rejection<TransactionError>(run);
    expect(error).toBeInstanceOf(TransactionError);
    expect(error.code).toBe('TRANSACTION_BLOCKED');
    expect(runs).toBe(3);
    await other.abort();
  });

  it('does not run the function again for errors of its own', async () => {
    let runs = 0;
    const run = client().transaction(() => {
      runs++;
      throw new Error('own');
    });
    await expect(run).rejects.toThrow('own');
    expect(runs).toBe(1);
  });

  it('aborts when its signal is aborted before the commit', async () => {
    const [key] = await freshRecords(0);
    const controller = new AbortController();
    const run = client().transaction(
      async (txn) => {
        await client().put(key!, { sum: 1 }, null, { txn });
        controller.abort();
      },
      { signal: controller.signal },
    );
    expect((await rejection<InvalidArgError>(run)).code).toBe('ABORTED');
    expect(await sums(key!)).toEqual([0]);
    await client().put(key!, { sum: 1 });
  });

  it('waits for writes that the function did not wait for', async () => {
    const [key] = await freshRecords(0);
    let write: Promise<unknown> | undefined;
    await client().transaction((txn) => {
      write = client().put(key!, { sum: 1 }, null, { txn });
    });
    await write;
    expect(await sums(key!)).toEqual([1]);
  });

  it.each([
    ['options.maxRetries', { maxRetries: -1 }],
    ['options.timeout', { timeout: 1.5 }],
    ['options.retries', { retries: 1 } as object],
  ])('refuses a wrong %s', async (argument, options) => {
    const error = await rejection<InvalidArgError>(client().transaction(() => 1, options));
    expect([error.code, error.argument]).toEqual(['INVALID_ARGUMENT', argument]);
  });
});

describe('every call on records', () => {
  it('sees what the transaction has written, and nobody else does', async () => {
    const [key] = await freshRecords(1);
    const created = freshKey();
    const txn = client().beginTransaction();
    await client().put(key!, { sum: 2 }, null, { txn });
    await client().append(key!, 'text', 'ab', null, { txn });
    await client().operate(key!, [operations.increment('sum', 5)], null, { txn });
    await client()
      .touch(created, 0, null, { txn })
      .catch(() => undefined);
    await client().put(created, { sum: 3 }, null, { txn });
    await client().removeBin(key!, ['text'], null, { txn });
    expect((await client().get(key!, { txn })).bins).toEqual({ sum: 7 });
    expect((await client().select(created, ['sum'], { txn })).bins).toEqual({ sum: 3 });
    expect((await client().exists(created, { txn })).meta).not.toBeNull();
    const ordered = await client().operateOrdered(key!, [operations.read('sum')], null, { txn });
    expect(ordered.orderedBins).toEqual([{ name: 'sum', value: 7 }]);
    expect(await sums(key!, created)).toEqual([1, 2]);
    expect(await txn.commit()).toBe('OK');
    expect(await sums(key!, created)).toEqual([7, 3]);
  });

  it('may be a batch that reads and writes', async () => {
    const keys = await freshRecords(1, 2, 3, 4);
    const [a, b, c, d] = keys as [Key, Key, Key, Key];
    const txn = client().beginTransaction();
    expect((await client().batchRead(keys, null, { txn })).foundCount()).toBe(4);
    const { batchRecords } = await client().batch(
      [
        batchEntry.write(a, { sum: 10 }),
        batchEntry.operate(b, [operations.increment('sum', 20), operations.read('sum')]),
        batchEntry.read(c),
        batchEntry.remove(d),
      ],
      { txn, durableDelete: true },
    );
    expect(batchRecords.map(({ result }) => result)).toEqual([0, 0, 0, 0]);
    expect(batchRecords[1]?.record?.bins).toEqual({ sum: 22 });
    const e = freshKey();
    await client().batchWrite([[e, { sum: 5 }]], { txn });
    expect(await sums(...keys, e)).toEqual([1, 2, 3, 4, 2]);
    expect(await txn.commit()).toBe('OK');
    expect(await sums(...keys, e)).toEqual([10, 22, 3, 2, 5]);
  });

  it('may be many rows, and many calls at the same time', async () => {
    const keys = await freshRecords(...Array.from({ length: 200 }, () => 0));
    const txn = client().beginTransaction();
    const batch = client().batchOperate(keys.slice(0, 150), [operations.increment('sum', 1)], {
      txn,
    });
    const puts = keys.slice(150).map((key) => client().put(key, { sum: 1 }, null, { txn }));
    await Promise.all([batch, ...puts]);
    expect(await txn.commit()).toBe('OK');
    expect(new Set(await sums(...keys))).toEqual(new Set([1]));
  });

  it('is refused when the transaction would write more than 4096 records', async () => {
    const txn = client().beginTransaction();
    const items = Array.from({ length: 4097 }, () => [freshKey(), { sum: 1 }] as const);
    const error = await rejection<TransactionError>(client().batchWrite(items, { txn }));
    expect([error.name, error.code]).toEqual(['TransactionError', 'TRANSACTION_TOO_MANY_WRITES']);
    expect(await txn.abort()).toBe('OK');
  });

  it('keeps reads true: a record that was changed after it was read can not be written', async () => {
    const [key] = await freshRecords(1);
    const txn = client().beginTransaction();
    await client().get(key!, { txn });
    await client().put(key!, { sum: 2 });
    const error = await rejection<TransactionError>(client().put(key!, { sum: 3 }, null, { txn }));
    expect(error.code).toBe('TRANSACTION_VERSION_MISMATCH');
    expect(await txn.abort()).toBe('OK');
  });

  it('is no write of the transaction when its filter is false', async () => {
    const [key] = await freshRecords(1);
    const txn = client().beginTransaction();
    const filterExpression = exp.eq(exp.intBin('sum'), exp.intVal(5));
    const policy = { txn, filterExpression };
    const error = await rejection<InvalidArgError>(client().put(key!, { sum: 2 }, null, policy));
    expect(error.code).toBe('FILTERED_OUT');
    expect(await txn.commit()).toBe('OK');
    expect(await sums(key!)).toEqual([1]);
  });

  it('is refused when it is a query, a job or in another namespace', async () => {
    const txn = client().beginTransaction();
    const [key] = await freshRecords(1);
    await client().get(key!, { txn });
    const query = client().query('test', 'accounts');
    for (const refused of [
      query.results({ txn } as object),
      query.operate([operations.increment('sum', 1)], { txn }),
      client().get(['available', 'accounts', 1], { txn }),
      client().get(key!, { txn: { id: 1n } as never }),
    ]) {
      const error = await rejection<InvalidArgError>(refused);
      expect([error.code, error.argument]).toEqual(['INVALID_ARGUMENT', 'policy.txn']);
    }
    await txn.abort();
  });

  it('is refused with a remedy in a namespace without strong consistency', async () => {
    const run = client().transaction((txn) =>
      client().put(['available', 's', 1], { a: 1 }, null, { txn }),
    );
    const error = await rejection<TransactionError>(run);
    expect(error.code).toBe('UNSUPPORTED_FEATURE');
    expect(error.message).toContain('strong-consistency');
  });

  it('with onLockingOnly is refused when the transaction has written the record', async () => {
    const [key] = await freshRecords(1);
    const txn = client().beginTransaction();
    const policy = { txn, onLockingOnly: true };
    await client().put(key!, { sum: 2 }, null, policy);
    const error = await rejection<TransactionError>(client().put(key!, { sum: 3 }, null, policy));
    expect(error.code).toBe('TRANSACTION_ALREADY_LOCKED');
    const { batchRecords } = await client().batchWrite([[key!, { sum: 3 }]], policy);
    expect(batchRecords[0]?.error?.code).toBe('TRANSACTION_ALREADY_LOCKED');
    await txn.abort();
  });
});

describe('beginTransaction()', () => {
  it('tells id, namespace and state, and commits only once', async () => {
    const [key] = await freshRecords(1);
    const txn = client().beginTransaction({ timeout: 5 });
    expect([txn.state, txn.namespace, txn.inDoubt]).toEqual(['open', null, false]);
    expect(txn.id).toBeGreaterThan(0n);
    await client().put(key!, { sum: 2 }, null, { txn });
    expect(txn.namespace).toBe('test');
    const [first, second] = await Promise.all([txn.commit(), txn.commit()]);
    expect([first, second, await txn.commit()]).toEqual(['OK', 'OK', 'ALREADY_COMMITTED']);
    expect(txn.state).toBe('committed');
  });

  it('takes no commands after its end, whether committed or aborted', async () => {
    const [key] = await freshRecords(1);
    const committed = client().beginTransaction();
    await client().put(key!, { sum: 2 }, null, { txn: committed });
    await committed.commit();
    const aborted = client().beginTransaction();
    expect([await aborted.abort(), await aborted.abort()]).toEqual(['OK', 'ALREADY_ABORTED']);
    for (const [txn, code] of [
      [committed, 'TRANSACTION_COMMITTED'],
      [aborted, 'TRANSACTION_ABORTED'],
    ] as const) {
      const error = await rejection<TransactionError>(client().get(key!, { txn }));
      expect([error.name, error.code]).toEqual(['TransactionError', code]);
    }
    expect((await rejection<TransactionError>(committed.abort())).code).toBe(
      'TRANSACTION_COMMITTED',
    );
    expect((await rejection<TransactionError>(aborted.commit())).code).toBe('TRANSACTION_ABORTED');
  });

  it('takes no commands, and no other end, while it ends', async () => {
    const [key] = await freshRecords(1);
    const txn = client().beginTransaction();
    await client().put(key!, { sum: 2 }, null, { txn });
    const commit = txn.commit();
    const read = rejection<TransactionError>(client().get(key!, { txn }));
    const abort = rejection<TransactionError>(txn.abort());
    expect((await read).code).toBe('TRANSACTION_ENDING');
    expect((await abort).code).toBe('TRANSACTION_ENDING');
    expect(await commit).toBe('OK');
  });

  it('commits one that has only read, or done nothing', async () => {
    const [key] = await freshRecords(1);
    const reader = client().beginTransaction();
    await client().get(key!, { txn: reader });
    expect(await reader.commit()).toBe('OK');
    expect(await client().beginTransaction().commit()).toBe('OK');
  });

  it('is aborted at the end of a block that did not commit it', async () => {
    const [key] = await freshRecords(1);
    {
      await using txn = client().beginTransaction();
      await client().put(key!, { sum: 2 }, null, { txn });
    }
    await client().put(key!, { sum: 3 });
    {
      await using txn = client().beginTransaction();
      await client().put(key!, { sum: 4 }, null, { txn });
      await txn.commit();
    }
    expect(await sums(key!)).toEqual([4]);
  });

  it('fails to commit when what it has read was changed, and is aborted then', async () => {
    const [read, written] = await freshRecords(1, 1);
    const txn = client().beginTransaction();
    await client().batchRead([read!], null, { txn });
    await client().put(written!, { sum: 2 }, null, { txn });
    await client().put(read!, { sum: 5 });
    const error = await rejection<TransactionError>(txn.commit());
    expect(error).toMatchObject({
      status: 'VERIFY_FAILED',
      code: 'TRANSACTION_VERSION_MISMATCH',
      isRetryable: true,
      inDoubt: false,
    });
    expect(error.key?.[2]).toBe(read![2]);
    expect(txn.state).toBe('aborted');
    expect(await sums(written!)).toEqual([1]);
    await client().put(written!, { sum: 3 });
  });

  it('may not write when its time is over', async () => {
    const [key] = await freshRecords(1);
    const txn = client().beginTransaction({ timeout: 2 });
    await client().put(key!, { sum: 2 }, null, { txn });
    await strong.server.clock.advance(4000);
    await client().put(key!, { sum: 3 });
    const error = await rejection<TransactionError>(client().put(key!, { sum: 4 }, null, { txn }));
    expect(error.code).toBe('TRANSACTION_EXPIRED');
    const failure = await rejection<TransactionError>(txn.commit());
    expect(failure.status).toBe('MARK_ROLL_FORWARD_ABANDONED');
    expect(failure.inDoubt).toBe(false);
    expect(await sums(key!)).toEqual([3]);
  });
});

import {
  OptionError,
  TransactionError,
  TransactionScopeError,
  type TxScope,
} from '../../src/index.js';
import { Account, Entry, Loose } from './account.js';
import { startStrong, type Strong, transactionTest as it } from './strong.js';

let strong: Strong;
const dataSource = () => strong.dataSource;
const accounts = () => dataSource().getRepository(Account);
const entries = () => dataSource().getRepository(Entry);
const open = (balance = 100) => accounts().insert(accounts().create({ balance }));
/** As somebody else sees it. */
const seen = (id: string) => accounts().scoped({ txn: null }).findById(id);

beforeAll(async () => {
  strong = await startStrong();
});
afterAll(() => strong.stop());

it('what a function writes is seen by others all at once', async () => {
  const [from, to] = await Promise.all([open(), open()]);
  const result = await dataSource().transaction(async (tx) => {
    expect(dataSource().currentTransaction()).toBe(tx);
    from.balance -= 30;
    to.balance += 30;
    await accounts().save(from);
    await accounts().save(to);
    await entries().insert({ id: from.id, amount: 30 });
    expect(await entries().findById(from.id)).toMatchObject({ amount: 30 });
    expect(await seen(from.id)).toMatchObject({ balance: 100 });
    return 'done';
  });
  expect(result).toBe('done');
  expect(dataSource().currentTransaction()).toBeUndefined();
  expect(await seen(from.id)).toMatchObject({ balance: 70, version: from.version });
  expect(await seen(to.id)).toMatchObject({ balance: 130 });
  expect(await entries().findById(from.id)).toMatchObject({ amount: 30 });
});

it('a throw undoes what was written, and what entities know of it', async () => {
  const account = await open();
  const { version, updatedAt } = account;
  const fresh = accounts().create({ balance: 1 });
  const reasons: unknown[] = [];
  const failure = new Error('no');
  await expect(
    dataSource().transaction(async (tx) => {
      tx.onRollback((reason) => void reasons.push(reason));
      tx.onCommit(() => void reasons.push('committed'));
      account.balance = 5;
      await accounts().save(account);
      expect(account.version).not.toBe(version);
      await accounts().save(fresh);
      expect(fresh.id).toBeDefined();
      throw failure;
    }),
  ).rejects.toBe(failure);
  expect(reasons).toEqual([failure]);
  expect(account).toMatchObject({ version, updatedAt });
  expect(account.balance).toBe(5);
  expect(accounts().versionOf(account)).toBe(version);
  expect(accounts().changed(account)).toEqual(['balance']);
  expect(Object.assign({}, fresh)).toEqual({ balance: 1 });
  expect(accounts().isLoaded(fresh)).toBe(false);
  expect(await seen(account.id)).toMatchObject({ balance: 100 });
  // Both can be saved as if nothing had happened.
  await accounts().save(account);
  await accounts().save(fresh);
  expect(await seen(account.id)).toMatchObject({ balance: 5 });
  expect(await seen(fresh.id)).toMatchObject({ balance: 1 });
});

test('a removed entity is there again after a rollback', async () => {
  const account = await open();
  await expect(
    dataSource().transaction(async () => {
      expect(await accounts().remove(account, { durableDelete: true })).toBe(true);
      expect(await accounts().exists(account.id)).toBe(false);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(accounts().isLoaded(account)).toBe(true);
  expect(await accounts().exists(account.id)).toBe(true);
});

it('batches belong to the transaction too', async () => {
  const many = [1, 2, 3].map((balance) => accounts().create({ balance }));
  await expect(
    dataSource().transaction(async () => {
      (await accounts().saveMany(many)).throwIfFailed();
      const found = await accounts().findByIds(many.map(({ id }) => id));
      expect(found.map((each) => each?.balance)).toEqual([1, 2, 3]);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(many.map(({ id, version }) => [id, version])).toEqual(
    many.map(() => [undefined, undefined]),
  );
  await dataSource().transaction(async () => (await accounts().saveMany(many)).throwIfFailed());
  expect((await accounts().findByIds(many.map(({ id }) => id))).map((e) => e?.balance)).toEqual([
    1, 2, 3,
  ]);
});

it('the function is run again when somebody else was in the way', async () => {
  const account = await open(0);
  let runs = 0;
  const reasons: unknown[] = [];
  await dataSource().transaction(async (tx) => {
    runs += 1;
    tx.onRollback((reason) => void reasons.push(reason));
    const found = await accounts().findByIdOrFail(account.id);
    // Somebody else writes between our read and our commit.
    if (runs === 1) await accounts().scoped({ txn: null }).update(account.id, { balance: 50 });
    await entries().upsert({ id: account.id, amount: found.balance });
  });
  expect(runs).toBe(2);
  expect(reasons).toHaveLength(1);
  expect(await entries().findById(account.id)).toMatchObject({ amount: 50 });
});

it('concurrent transfers lose nothing', async () => {
  const [from, to] = await Promise.all([open(1000), open(0)]);
  const transfer = () =>
    dataSource().transaction(
      async () => {
        const [a, b] = await accounts().findByIds([from.id, to.id]);
        a!.balance -= 10;
        b!.balance += 10;
        await accounts().save(a!);
        await accounts().save(b!);
      },
      { retries: 200 },
    );
  await Promise.all(Array.from({ length: 8 }, transfer));
  expect((await seen(from.id))?.balance).toBe(920);
  expect((await seen(to.id))?.balance).toBe(80);
});

it('retries are given up with an error that tells why', async () => {
  const account = await open(0);
  let runs = 0;
  const failing = dataSource().transaction(
    async () => {
      runs += 1;
      await accounts().findById(account.id);
      await accounts().scoped({ txn: null }).update(account.id, { balance: runs });
    },
    { retries: 1 },
  );
  await expect(failing).rejects.toMatchObject({
    name: 'TransactionError',
    code: 'ORM_TRANSACTION',
    phase: 'verify',
    inDoubt: false,
  });
  expect(runs).toBe(2);
  const blocked = dataSource().transaction(
    async () => {
      await accounts().update(account.id, { balance: 1 });
      await dataSource()
        .getRepository(Account)
        .scoped({ txn: null })
        .update(account.id, { balance: 2 });
    },
    { retries: 0 },
  );
  await expect(blocked).rejects.toMatchObject({ phase: 'blocked' });
});

test('the stack of a failure reaches the line that made the call', async () => {
  const call = async function theCaller() {
    await dataSource().transaction(async () => {
      await accounts().update('missing', { balance: 1 });
    });
  };
  const error = await call().then(
    () => null,
    (reason: Error) => reason,
  );
  expect(error?.stack).toMatch(/theCaller/);
});

describe('what cannot be part of a transaction is refused before anything is sent', () => {
  const refused: Record<string, () => Promise<unknown>> = {
    'a query': () => accounts().query().allowScan('test').all(),
    find: () => accounts().find({ where: { balance: 1 } }),
    'a query by ids': () => accounts().find({ where: { id: 'a' } }),
    count: () => accounts().count(),
    truncate: () => accounts().truncate(),
    'the schema': () => dataSource().schema.sync(),
  };
  test.each(Object.entries(refused))('%s', async (_, call) => {
    let error: unknown;
    await dataSource().transaction(async () => {
      error = await call().catch((reason: unknown) => reason);
    });
    expect(error).toBeInstanceOf(TransactionScopeError);
    expect(error).toMatchObject({ code: 'ORM_TRANSACTION_SCOPE' });
    expect((error as Error).message).toMatch(/cannot be part of a transaction/);
  });
});

test('a namespace without strong consistency is refused before anything is sent', async () => {
  const loose = dataSource().getRepository(Loose);
  const failing = dataSource().transaction(() => loose.insert({ id: 'a', amount: 1 }));
  await expect(failing).rejects.toBeInstanceOf(TransactionError);
  await expect(failing).rejects.toMatchObject({ phase: 'unsupported' });
  await expect(failing).rejects.toThrow(/namespace 'available' has no strong consistency.*mutate/);
  expect(await loose.exists('a')).toBe(false);
});

describe('a transaction within one', () => {
  it('joins it', async () => {
    const account = await open();
    await dataSource().transaction(async (outer) => {
      await dataSource().transaction(async (inner) => {
        expect(inner).toBe(outer);
        await accounts().update(account.id, { balance: 1 });
      });
      expect(await seen(account.id)).toMatchObject({ balance: 100 });
    });
    expect(await seen(account.id)).toMatchObject({ balance: 1 });
  });

  it('that failed is not committed by catching', async () => {
    const account = await open();
    const failing = dataSource().transaction(async () => {
      await accounts().update(account.id, { balance: 1 });
      await dataSource()
        .transaction(() => Promise.reject(new Error('half')))
        .catch(() => undefined);
    });
    await expect(failing).rejects.toMatchObject({ phase: 'aborted' });
    await expect(failing).rejects.toThrow(/half/);
    expect(await seen(account.id)).toMatchObject({ balance: 100 });
  });

  test('may be refused', async () => {
    const failing = dataSource().transaction(() =>
      dataSource().transaction(() => undefined, { propagate: false }),
    );
    await expect(failing).rejects.toBeInstanceOf(TransactionScopeError);
  });
});

it('repositories of the transaction belong to it wherever they are used', async () => {
  const account = await open();
  let finish: (() => void) | undefined;
  let running: Promise<unknown> | undefined;
  const outside = new Promise<TxScope>((resolve) => {
    running = dataSource().transaction(async (tx) => {
      expect(tx.getRepository(Account)).toBe(tx.getRepository(Account));
      await new Promise<void>((done) => {
        finish = done;
        resolve(tx);
      });
    });
  });
  const tx = await outside;
  await tx.getRepository(Account).update(account.id, { balance: 3 });
  expect(await seen(account.id)).toMatchObject({ balance: 100 });
  finish?.();
  await running;
  expect(await seen(account.id)).toMatchObject({ balance: 3 });
  await expect(tx.getRepository(Account).exists(account.id)).rejects.toMatchObject({
    code: 'TRANSACTION_COMMITTED',
  });
});

it('an abort by signal undoes it', async () => {
  const account = await open();
  const controller = new AbortController();
  const failing = dataSource().transaction(
    async () => {
      await accounts().update(account.id, { balance: 9 });
      controller.abort(new Error('enough'));
      await accounts().exists(account.id);
    },
    { signal: controller.signal },
  );
  await expect(failing).rejects.toMatchObject({ code: 'ABORTED' });
  expect(await seen(account.id)).toMatchObject({ balance: 100 });
});

it('functions given to onCommit run after the commit, outside of it', async () => {
  const account = await open();
  const order: unknown[] = [];
  await dataSource().transaction(async (tx) => {
    tx.onCommit(async () => {
      order.push(dataSource().currentTransaction(), (await seen(account.id))?.balance);
    });
    tx.onCommit(() => void order.push('second'));
    await accounts().update(account.id, { balance: 11 });
  });
  expect(order).toEqual([undefined, 11, 'second']);
  const failing = dataSource().transaction(async (tx) => {
    tx.onCommit(() => Promise.reject(new Error('mail')));
    await accounts().update(account.id, { balance: 12 });
  });
  await expect(failing).rejects.toMatchObject({ phase: 'hook' });
  expect(await seen(account.id)).toMatchObject({ balance: 12 });
});

test('functions for the end of a transaction that is over are refused', async () => {
  for (const work of [() => 1, () => Promise.reject(new Error('no'))]) {
    let over: TxScope | undefined;
    await dataSource()
      .transaction((tx) => {
        over = tx;
        return work();
      })
      .catch(() => undefined);
    expect(() => over!.onCommit(() => undefined)).toThrow(TransactionScopeError);
    expect(() => over!.onRollback(() => undefined)).toThrow(
      /^onRollback: the transaction is over, so this would never be called/,
    );
  }
});

it('a time to live in a transaction is warned of, once for a class', async () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const account = await open();
  await accounts().update(account.id, { balance: 1 }, { ttl: 50 });
  expect(warn).not.toHaveBeenCalled();
  await dataSource().transaction(async () => {
    await accounts().update(account.id, { balance: 2 });
    expect(warn).not.toHaveBeenCalled();
    await accounts().update(account.id, { balance: 3 }, { ttl: 50 });
    await accounts().operate(account.id, (r) => ({ n: r.balance.inc() }), { ttl: 60 });
    await entries().saveMany([entries().create({ id: account.id, amount: 1 })], { ttl: 60 });
  });
  expect(warn.mock.calls.map(([text]) => text)).toEqual([
    expect.stringMatching(/^Account: a transaction writes records with a time to live; how they/),
    expect.stringMatching(/^Entry: a transaction writes records with a time to live/),
  ]);
  warn.mockRestore();
});

test('options that do not exist are refused', async () => {
  const wrong = { retry: 3 } as object;
  await expect(dataSource().transaction(() => 1, wrong)).rejects.toBeInstanceOf(OptionError);
  await expect(dataSource().transaction(() => 1, { retries: -1 })).rejects.toThrow(/^retries: /);
  await expect(dataSource().transaction(1 as never)).rejects.toThrow(/takes a function/);
});

it('a time-out of its own goes to the server', async () => {
  const account = await open();
  await expect(
    dataSource().transaction(
      async () => {
        await accounts().update(account.id, { balance: 1 });
        await strong.server.clock.advance('5s');
        await accounts().update(account.id, { balance: 2 });
      },
      { timeoutSec: 2, retries: 0 },
    ),
  ).rejects.toMatchObject({ name: 'TransactionError', phase: 'aborted' });
  expect(await seen(account.id)).toMatchObject({ balance: 100 });
});

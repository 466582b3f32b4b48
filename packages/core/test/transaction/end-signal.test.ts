import type { AerospikeError, Key } from '../../src/index.js';
import { ENDS } from '../support/every-verb.js';
import { startStrong, type Strong } from '../support/strong.js';
import { rejection } from '../support/with-client.js';

let strong: Strong;
beforeAll(async () => {
  strong = await startStrong();
});
afterAll(() => strong.stop());

const client = (): Strong['client'] => strong.client;
let last = 0;
const freshKey = (): Key => ['test', 'signals', ++last];
const valueOf = async (key: Key): Promise<unknown> => (await client().get(key)).bins['a'];

describe.each(Object.entries(ENDS))('the %s of a transaction', (name, end) => {
  it('does nothing with a signal that is aborted already, and can be called again', async () => {
    const key = freshKey();
    await client().put(key, { a: 1 });
    const txn = client().beginTransaction();
    await client().put(key, { a: 2 }, null, { txn });
    const error = await rejection<AerospikeError>(end(txn, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'ABORTED', inDoubt: false });
    expect(error.stack).toContain('end-signal.test');
    expect([txn.state, await valueOf(key)]).toEqual(['open', 1]);
    expect(await end(txn, {})).toBe('OK');
    expect(await valueOf(key)).toBe(name === 'commit' ? 2 : 1);
  });

  it('stops waiting for commands on the way, and the transaction is open', async () => {
    const key = freshKey();
    const txn = client().beginTransaction();
    await client().put(key, { a: 1 }, null, { txn });
    const fault = strong.server.faults.add({
      when: { command: 'put' },
      do: { kind: 'delay', ms: 50 },
    });
    const controller = new AbortController();
    const write = client().put(key, { a: 2 }, null, { txn });
    const ending = rejection<AerospikeError>(end(txn, { signal: controller.signal }));
    controller.abort();
    expect(await ending).toMatchObject({ code: 'ABORTED' });
    expect(txn.state).toBe('open');
    await write;
    fault.remove();
    expect(await end(txn, {})).toBe('OK');
  });

  it('refuses options that there are not', async () => {
    const txn = client().beginTransaction();
    const error = await rejection<AerospikeError>(end(txn, { timeout: 1 } as never));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(error.message).toContain('options.timeout');
    await txn.abort();
  });
});

describe('transaction(run)', () => {
  it('rejects at once when its signal is aborted, and unlocks what it has locked', async () => {
    const key = freshKey();
    await client().put(key, { a: 1 });
    const controller = new AbortController();
    const { signal } = controller;
    const run = client().transaction(
      async (txn) => {
        await client().put(key, { a: 2 }, null, { txn });
        controller.abort(new Error('enough'));
      },
      { signal },
    );
    expect(await rejection<AerospikeError>(run)).toMatchObject({ code: 'ABORTED' });
    await client().put(key, { a: 3 }, null, {
      maxRetries: 100,
      sleepBetweenRetries: 5,
      totalTimeout: 5000,
    });
    expect(await valueOf(key)).toBe(3);
  });

  it('returns what the function returns that has aborted it', async () => {
    const key = freshKey();
    await client().put(key, { a: 1 });
    const result = await client().transaction(async (txn) => {
      await client().put(key, { a: 2 }, null, { txn });
      await txn.abort();
      return 'not now';
    });
    expect([result, await valueOf(key)]).toEqual(['not now', 1]);
  });

  it('rejects with what the function threw, whatever becomes of the abort', async () => {
    const key = freshKey();
    let commit: Promise<unknown> | undefined;
    const run = client().transaction(async (txn) => {
      await client().put(key, { a: 2 }, null, { txn });
      commit = txn.commit();
      throw new RangeError('mine');
    });
    expect(await rejection(run)).toMatchObject({ name: 'RangeError', message: 'mine' });
    expect(await commit).toBe('OK');
  });
});

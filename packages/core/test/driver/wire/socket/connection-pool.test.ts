import { CircuitBreaker } from '../../../../src/driver/wire/circuit-breaker.js';
import { Connection } from '../../../../src/driver/wire/socket/connection.js';
import { ConnectionPool } from '../../../../src/driver/wire/socket/connection-pool.js';
import type { Limits } from '../../../../src/driver/wire/socket/exchange.js';
import { monotonicNow, TimingWheel } from '../../../../src/driver/wire/socket/timing-wheel.js';
import { rejection } from '../../../support/with-client.js';
import { type SilentServer, startSilentServer } from '../../../support/silent-server.js';

let server: SilentServer;
beforeAll(async () => {
  server = await startSilentServer();
});
afterAll(() => server.stop());

const limits = (timeout: number): Limits => {
  return { deadline: monotonicNow() + timeout, socketTimeout: 0, signal: null };
};

/** A pool of two connections; those of these numbers, from 0, cannot be opened. */
function poolOf(wheel: TimingWheel, failing: readonly number[]): ConnectionPool {
  const { port } = server;
  const { signal } = new AbortController();
  let opened = 0;
  const connector = {
    node: 'N',
    breaker: new CircuitBreaker(() => 'N', 0),
    open: async () => {
      if (failing.includes(opened++)) throw new Error('refused for once');
      const options = { timeout: 1000, tls: undefined, signal };
      return Connection.open({ host: '127.0.0.1', port }, options);
    },
    loseLogin: () => undefined,
  };
  return new ConnectionPool({ connector, max: 2, min: 0, idleTimeout: 1e6 }, wheel);
}

describe('a pool', () => {
  it('opens a connection for the next in line when one for another could not be opened', async () => {
    const wheel = new TimingWheel();
    const pool = poolOf(wheel, [1]);
    const used = await pool.acquire(limits(1000));
    const [refused, served] = [pool.acquire(limits(1000)), pool.acquire(limits(1000))];
    expect((await rejection(refused)).message).toContain('refused for once');
    const opened = await served;
    expect(opened.closed).toBe(false);
    expect(pool.waiting).toBe(0);
    for (const connection of [used, opened]) pool.release(connection);
    await pool.close(new Error('done'));
    expect(pool.size).toBe(0);
    wheel.stop();
  });

  it('forgets who does not wait any longer', async () => {
    const wheel = new TimingWheel();
    const pool = poolOf(wheel, []);
    const used = [await pool.acquire(limits(1000)), await pool.acquire(limits(1000))];
    expect(await rejection(pool.acquire(limits(20)))).toMatchObject({
      code: 'NO_MORE_CONNECTIONS',
    });
    const controller = new AbortController();
    const aborted = pool.acquire({ ...limits(1000), signal: controller.signal });
    controller.abort();
    expect(await rejection(aborted)).toMatchObject({ code: 'ABORTED' });
    expect(pool.waiting).toBe(0);
    for (const connection of used) pool.release(connection);
    expect([pool.idle, pool.size]).toEqual([2, 2]);
    await pool.close(new Error('done'));
    wheel.stop();
  });
});

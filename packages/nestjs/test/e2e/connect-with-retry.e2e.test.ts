import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedServer } from '@aeroform/embedded';
import { DataSource } from '@aeroform/orm';
import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AerospikeModule, type AerospikeModuleOptions } from '../../src/index';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

function start(options: Partial<AerospikeModuleOptions>): Promise<unknown> {
  const imports = [AerospikeModule.forRoot({ namespace: 'test', ...options } as never)];
  return Test.createTestingModule({ imports }).compile();
}

describe('connecting at start', () => {
  let logged: jest.SpyInstance;

  beforeEach(() => {
    logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  });

  afterEach(() => {
    logged.mockRestore();
  });

  it('fails with the error of the last attempt', async () => {
    const hosts = `127.0.0.1:${await freePort()}`;
    await expect(start({ hosts, retryAttempts: 3, retryDelay: 1 })).rejects.toThrow(hosts);
    expect(logged).toHaveBeenCalledTimes(3);
    expect(logged).toHaveBeenLastCalledWith(
      expect.stringMatching(/^Unable to connect to Aerospike \(attempt 3 of 3\): .*Seeds tried/),
    );
  });

  it('stops trying when the application says so, and logs the stack when asked to', async () => {
    const hosts = `127.0.0.1:${await freePort()}`;
    const options = { hosts, retryDelay: 1, toRetry: () => false, verboseRetryLog: true };
    await expect(start(options)).rejects.toThrow(hosts);
    expect(logged).toHaveBeenCalledTimes(1);
    expect(logged.mock.calls[0]).toEqual([
      expect.stringContaining(hosts),
      expect.stringContaining('connectWithRetry'),
    ]);
  });

  it('succeeds as soon as the server is there', async () => {
    const port = await freePort();
    const starting = Test.createTestingModule({
      imports: [
        AerospikeModule.forRoot({
          hosts: `127.0.0.1:${port}`,
          namespace: 'test',
          retryAttempts: 50,
          retryDelay: 20,
        }),
      ],
    }).compile();
    await sleep(100);
    const server = await EmbeddedServer.start({ port, namespaces: [{ name: 'test' }] });
    const module = await starting;
    expect(module.get(DataSource, { strict: false }).isInitialized).toBe(true);
    expect(logged.mock.calls.length).toBeGreaterThan(0);
    await module.close();
    await server.stop();
  });
});

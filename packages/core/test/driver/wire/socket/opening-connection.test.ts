import { AdminCommand, AdminField, ResultCode } from '@aeroform/protocol';
import {
  type AerospikeClient,
  type AerospikeError,
  AerospikeTimeoutError,
  type ClientError,
  ClusterError,
} from '../../../../src/index.js';
import { answerBatch } from '../../../support/answer-batch.js';
import { type FakeAdminAnswer, type FakeServer } from '../../../support/fake-server.js';
import { rejection, withFakeServer } from '../../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;

/** A server that lets the first connections in, and does not answer to the others. */
async function withShutDoor(
  test: (client: AerospikeClient, server: FakeServer, open: () => void) => Promise<void>,
): Promise<void> {
  let isOpen = false;
  const fields = [{ type: AdminField.sessionToken as number, data: Buffer.from('token') }];
  const admin = (
    { command }: { command: number },
    connection: number,
  ): FakeAdminAnswer | Buffer => {
    if (connection > 0 && !isOpen) return Buffer.alloc(0);
    const isLogin = command === AdminCommand.login;
    return isLogin ? { resultCode: ResultCode.OK, fields } : { resultCode: ResultCode.OK };
  };
  const config = { user: 'app', password: 'geheim', loginTimeout: 3000 };
  await withFakeServer((client, server) => test(client, server, () => (isOpen = true)), {
    admin,
    config,
  });
}

async function timed(call: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await call;
  return performance.now() - startedAt;
}

describe('a call that needs a connection which is not open yet', () => {
  const policy = { totalTimeout: 100, maxRetries: 0 };

  it('waits for it no longer than its time-out', async () => {
    await withShutDoor(async (client) => {
      const batch = client.batchRead([KEY], null, policy);
      expect(await timed(batch)).toBeLessThan(1500);
      const error = (await batch).at(0)?.error;
      expect(error).toBeInstanceOf(AerospikeTimeoutError);
      expect(error).toMatchObject({ code: 'TIMEOUT', node: 'FA11', inDoubt: false });
      expect(error?.message).toContain('No connection to node FA11 was open in time');

      const query = rejection<AerospikeError>(client.query('test', 'demo').results(policy));
      expect(await timed(query)).toBeLessThan(1500);
      expect((await query).code).toBe('TIMEOUT');
    });
  });

  it('no longer waits when it is aborted', async () => {
    await withShutDoor(async (client) => {
      const controller = new AbortController();
      const { signal } = controller;
      const info = rejection<ClientError>(client.infoRandomNode('build', { signal, timeout: 0 }));
      setTimeout(() => controller.abort(), 50);
      expect(await timed(info)).toBeLessThan(1500);
      expect(await info).toMatchObject({ code: 'ABORTED', inDoubt: false });
    });
  });

  it('fails with a typed error when the node is given up', async () => {
    await withShutDoor(async (client, server) => {
      const batch = client.batchRead([KEY], null, { totalTimeout: 0, maxRetries: 0 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      await server.stop();
      while (client.getNodeNames().length > 0) await new Promise(setImmediate);
      const error = (await batch).at(0)?.error;
      expect(error).toBeInstanceOf(ClusterError);
      expect(error?.resultCode).toBeLessThan(0);
    });
  });

  it('does not keep the client from closing', async () => {
    await withShutDoor(async (client) => {
      await client.batchRead([KEY], null, policy);
      expect(await timed(client.close())).toBeLessThan(1500);
    });
  });

  it('leaves the connection to those who come later', async () => {
    await withShutDoor(async (client, server, open) => {
      await client.batchRead([KEY], null, policy);
      open();
      server.onMessage = ({ message, socket }) => void answerBatch(message, socket, () => ({}));
      expect((await client.batchRead([KEY])).foundCount()).toBe(1);
    });
  });
});

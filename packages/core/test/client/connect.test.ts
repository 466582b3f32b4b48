import dns from 'node:dns';
import { createServer } from 'node:net';
import {
  AEROSPIKE_ERR_CLUSTER,
  AEROSPIKE_ERR_INVALID_HOST,
  ClusterError,
  createClient,
} from '../../src/index.js';
import { FakeServer } from '../support/fake-server.js';
import { rejection } from '../support/with-client.js';

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = await FakeServer.start();
  await server.stop();
  return server.port;
}

describe('connecting', () => {
  it('lists every seed that was tried with the reason', async () => {
    const port = await closedPort();
    const starting = await FakeServer.start({
      info: (command) => (command === 'partition-generation' ? '-1' : undefined),
    });
    const client = createClient({
      hosts: [`127.0.0.1:${port}`, ['127.0.0.1', starting.port], 'no-such-host.invalid'],
    });
    const error = await rejection<ClusterError>(client.connect());
    await starting.stop();
    expect(error).toBeInstanceOf(ClusterError);
    expect(error.code).toBe('CONNECT_FAILED');
    expect(error.resultCode).toBe(AEROSPIKE_ERR_CLUSTER);
    expect(error.message).toContain(`127.0.0.1:${port} (connect ECONNREFUSED`);
    expect(error.message).toContain(`127.0.0.1:${starting.port} (the node is still starting)`);
    expect(error.message).toContain('no-such-host.invalid:3000 (');
    expect(client.isConnected()).toBe(false);
  });

  it('says when none of the hosts has a name that is known', async () => {
    // What the system says of such names depends on where the test runs.
    const lookup = jest.spyOn(dns, 'lookup').mockImplementation(((
      name: string,
      _options: object,
      done: (error: Error) => void,
    ) => {
      const error = new Error(`getaddrinfo ENOTFOUND ${name}`);
      process.nextTick(done, Object.assign(error, { code: 'ENOTFOUND' }));
    }) as never);
    const client = createClient({ hosts: ['no-such-host.invalid', 'none.invalid:3200'] });
    const error = await rejection<ClusterError>(client.connect());
    lookup.mockRestore();
    expect(error).toBeInstanceOf(ClusterError);
    expect(error.code).toBe('INVALID_HOST');
    expect(error.resultCode).toBe(AEROSPIKE_ERR_INVALID_HOST);
    expect(error.message).toContain('none.invalid:3200 (getaddrinfo ENOTFOUND');
  });

  it('gives up on a seed that accepts but never answers', async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const client = createClient({ hosts: [`127.0.0.1:${port}`], timeout: 100 });
    const error = await rejection(client.connect());
    silent.close();
    expect(error.message).toMatch(/did not answer within the total time-out/);
  });

  it('connects when one of the seeds is fit', async () => {
    const server = await FakeServer.start();
    const client = createClient({ hosts: [`127.0.0.1:${await closedPort()}`, server.host] });
    await client.connect();
    expect(client.getNodeNames()).toEqual(['FA11']);
    expect(client.isConnected()).toBe(true);
    await client.close();
    await server.stop();
  });

  it('refuses a node that does not tell its partitions', async () => {
    const server = await FakeServer.start({
      info: (command) => (command === 'replicas' ? 'test:0,1,short' : undefined),
    });
    const client = createClient({ hosts: [server.host] });
    const error = await rejection(client.connect());
    await server.stop();
    expect(error.message).toContain('Nodes found: FA11 (malformed bytes');
  });

  it('refuses nodes of another cluster', async () => {
    const server = await FakeServer.start({ clusterName: 'other' });
    const client = createClient({ hosts: [server.host], clusterName: 'mine' });
    const error = await rejection(client.connect());
    await server.stop();
    expect(error.message).toContain('it belongs to cluster "other", not to "mine"');
  });
});

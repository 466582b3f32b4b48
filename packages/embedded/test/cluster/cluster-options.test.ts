import { createServer } from 'node:net';
import { once } from 'node:events';
import { EmbeddedCluster, EmbeddedError, type EmbeddedClusterOptions } from '../../src/index';

describe('options of a cluster', () => {
  it.each<[object, string]>([
    [{ nodes: 0 }, 'nodes must be an integer from 1 to 128, found 0'],
    [{ nodes: 129 }, 'nodes must be an integer from 1 to 128, found 129'],
    [{ nodes: 2.5 }, 'nodes must be an integer'],
    [{ nodes: 2, replicationFactor: 3 }, 'replicationFactor must be an integer from 1 to 2'],
    [{ nodes: 2, replicationFactor: 0 }, 'replicationFactor must be an integer from 1 to 2'],
    [{ nodes: 2, ports: [3000] }, 'ports must be a list of 2 values, one for each node'],
    [{ nodes: 1, ports: [70_000] }, 'port must be an integer from 0 to 65535'],
    [{ nodes: 2, rackIds: [1, -1] }, 'rackId must be an integer from 0 to 1000000'],
    [{ nodes: 2, rackIds: 1 }, 'rackIds must be a list of 2 values'],
    [{ nodes: 1, alternateAddresses: ['a:b:c'] }, 'alternateAddress must be host, host:port'],
    [{ migrationDelay: -1 }, 'migrationDelay must be an integer from 0 to 3600000'],
    [{ port: 3000 }, 'unknown option "port"; known are nodes, replicationFactor, ports, rackIds'],
    [{ constructor: 1 }, 'unknown option "constructor"'],
    [null as never, 'the options must be an object with nodes'],
    [{ namespaces: [null] }, 'a namespace must be a name or an object with a name'],
    [{ tls: { port: 4333 } }, 'tls.port must be 0 in a cluster'],
    [{ nonsense: 1 }, 'unknown option "nonsense"'],
    [
      { namespaces: [{ name: 'a', conflictResolutionPolicy: 'newest' }] },
      'conflictResolutionPolicy must be generation or last-update-time',
    ],
    [{ namespaces: [{ name: 'a', replicationFactor: 129 }] }, 'replicationFactor must be'],
  ])('are refused: %j', async (options, message) => {
    const started = EmbeddedCluster.start(options as EmbeddedClusterOptions);
    await expect(started).rejects.toThrow(message);
    await expect(started).rejects.toMatchObject({ code: 'EMBEDDED_OPTION' });
  });

  it('leave no node behind when a port is in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    const started = EmbeddedCluster.start({ nodes: 2, ports: [0, port] });
    await expect(started).rejects.toThrow(EmbeddedError);
    await expect(started).rejects.toMatchObject({ code: 'EMBEDDED_LISTEN' });
    blocker.close();
  });

  it('let a namespace say how often it is replicated', async () => {
    await using cluster = await EmbeddedCluster.start({
      namespaces: ['a', { name: 'b', replicationFactor: 3 }],
    });
    const [first] = cluster.inspect().nodes;
    expect(first?.replicaPartitions?.['b']).toBe(4096);
    expect(first?.replicaPartitions?.['a']).toBeLessThan(2800);
  });

  it('are refused for a node that is added', async () => {
    await using cluster = await EmbeddedCluster.start({ nodes: 1 });
    await expect(cluster.addNode({ rackId: -1 })).rejects.toThrow('rackId');
    const wrong = { nonsense: 1 } as object;
    await expect(cluster.addNode(wrong)).rejects.toThrow(
      'known are port, rackId, alternateAddress',
    );
    expect(cluster.nodes).toHaveLength(1);
  });
});

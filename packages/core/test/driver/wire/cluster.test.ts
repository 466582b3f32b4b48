import { encodePartitionBitmap } from '@aeroform/protocol';
import { createClient } from '../../../src/index.js';
import { answerBatch } from '../../support/answer-batch.js';
import { FakeServer, type FakeServerOptions } from '../../support/fake-server.js';
import { partitionOf } from '../../support/read-key.js';

const EVEN = encodePartitionBitmap((id) => id % 2 === 0);
const ODD = encodePartitionBitmap((id) => id % 2 === 1);
const ALL = encodePartitionBitmap(() => true);

interface Pair {
  readonly even: FakeServer;
  readonly odd: FakeServer;
}

/** Two nodes that know each other; the first has the even partitions, the second the odd ones. */
async function startPair(options: FakeServerOptions = {}): Promise<Pair> {
  const even = await FakeServer.start({ ...options, node: 'E0' });
  const odd = await FakeServer.start({ ...options, node: 'O1' });
  even.bitmaps = [EVEN, ODD];
  odd.bitmaps = [ODD, EVEN];
  even.peers = `[O1,,[${odd.host}]]`;
  odd.peers = `[E0,,[${even.host}]]`;
  return { even, odd };
}

function clientOf({ even }: Pair): ReturnType<typeof createClient> {
  return createClient({ hosts: [even.host], tendInterval: 250, timeout: 500 });
}

async function eventually(isTrue: () => boolean): Promise<void> {
  const started = performance.now();
  while (!isTrue()) {
    if (performance.now() - started > 4000) throw new Error('it never became true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const keys = Array.from({ length: 200 }, (_, i) => ['test', 'demo', i] as const);

describe('a cluster of two nodes', () => {
  it('is found through one seed, and each record is asked of its owner', async () => {
    const pair = await startPair();
    const seen: [string, number][] = [];
    for (const server of [pair.even, pair.odd]) {
      server.onMessage = ({ message, answer }) => {
        seen.push([server.node, partitionOf(message) % 2]);
        answer();
      };
    }
    const client = await clientOf(pair).connect();
    expect(client.getNodeNames().sort()).toEqual(['E0', 'O1']);
    await Promise.all(keys.map((key) => client.exists(key)));
    expect(seen).toHaveLength(200);
    expect(seen.every(([node, half]) => (node === 'E0') === (half === 0))).toBe(true);
    await client.close();
    await Promise.all([pair.even.stop(), pair.odd.stop()]);
  });

  it('serves reads from the replica when the master is gone', async () => {
    const pair = await startPair();
    const client = await clientOf(pair).connect();
    await pair.odd.stop();
    const results = await Promise.all(keys.map((key) => client.exists(key)));
    expect(results.every(({ meta }) => meta !== null)).toBe(true);
    await client.close();
    await pair.even.stop();
  });

  it('forgets a node that left, and follows its partitions', async () => {
    const pair = await startPair();
    const client = await clientOf(pair).connect();
    await pair.odd.stop();
    pair.even.peers = '';
    pair.even.peersGeneration++;
    pair.even.bitmaps = [ALL];
    pair.even.partitionGeneration++;
    await eventually(() => client.getNodeNames().length === 1);
    await Promise.all(keys.map((key) => client.put(key, { a: 1 })));
    await client.close();
    await pair.even.stop();
  });

  it('takes in a node that joined', async () => {
    const pair = await startPair();
    const { even, odd } = pair;
    const { peers } = even;
    even.peers = '';
    even.bitmaps = [ALL];
    const client = await clientOf(pair).connect();
    expect(client.getNodeNames()).toEqual(['E0']);
    even.peers = peers;
    even.peersGeneration++;
    even.bitmaps = [EVEN];
    even.partitionGeneration++;
    let joined = 0;
    odd.onMessage = (request) => {
      joined++;
      request.answer();
    };
    await eventually(() => client.getNodeNames().length === 2);
    // Less than a tend interval: it is of use as soon as it is known.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all(keys.map((key) => client.exists(key)));
    expect(joined).toBeGreaterThan(50);
    await client.close();
    await Promise.all([even.stop(), odd.stop()]);
  });

  it('never takes another node for the one it lost', async () => {
    const pair = await startPair();
    const client = await clientOf(pair).connect();
    const { port } = pair.odd;
    await pair.odd.stop();
    const impostor = await FakeServer.start({ node: 'X9', port });
    let asked = 0;
    impostor.onMessage = (request) => {
      asked++;
      request.answer();
    };
    await eventually(() => !client.getNodeNames().includes('O1'));
    await client.close();
    await Promise.all([pair.even.stop(), impostor.stop()]);
    expect(asked).toBe(0);
  });

  it('splits a batch by node, and keeps the order of the keys', async () => {
    const pair = await startPair();
    const client = await clientOf(pair).connect();
    const counts = new Map<string, number>();
    for (const server of [pair.even, pair.odd]) {
      server.onMessage = ({ message, socket }) => {
        const rows = answerBatch(message, socket, ({ index }) => ({ bins: { index } }));
        counts.set(server.node, rows);
      };
    }
    const handle = await client.batchRead(keys);
    expect(handle.toList().map((record) => record?.bins['index'])).toEqual(
      keys.map((_key, i) => i),
    );
    expect((counts.get('E0') ?? 0) + (counts.get('O1') ?? 0)).toBe(200);
    expect(counts.get('E0')).toBeGreaterThan(50);
    await client.close();
    await Promise.all([pair.even.stop(), pair.odd.stop()]);
  });
});

import { computeDigest, encodePartitionBitmap, partitionId } from '@aeroform/protocol';
import { type AerospikeClient, createClient } from '../../../../src/index.js';
import { type FakeRequest, FakeServer } from '../../../support/fake-server.js';
import { partitionOf } from '../../../support/read-key.js';

const EVEN = encodePartitionBitmap((id) => id % 2 === 0);
const ODD = encodePartitionBitmap((id) => id % 2 === 1);
const ALL = encodePartitionBitmap(() => true);
const NONE = encodePartitionBitmap(() => false);
const TEND_INTERVAL = 250;

const keys = Array.from({ length: 50 }, (_, i) => ['test', 'demo', i] as const);

/** Two nodes that know each other: one has the even partitions, the other the odd ones. */
class Pair implements AsyncDisposable {
  readonly even: FakeServer;
  readonly odd: FakeServer;
  readonly client: AerospikeClient;

  private constructor(even: FakeServer, odd: FakeServer) {
    this.even = even;
    this.odd = odd;
    const config = { tendInterval: TEND_INTERVAL, timeout: 3000 };
    this.client = createClient({ hosts: [even.host], ...config });
  }

  static async connect(
    onInfo?: (node: string, command: string) => string | null | undefined,
  ): Promise<Pair> {
    const start = (node: string): Promise<FakeServer> =>
      FakeServer.start({ node, info: (command) => onInfo?.(node, command) });
    const [even, odd] = await Promise.all([start('E0'), start('O1')]);
    even.bitmaps = [EVEN, ODD];
    odd.bitmaps = [ODD, EVEN];
    even.peers = `[O1,,[${odd.host}]]`;
    odd.peers = `[E0,,[${even.host}]]`;
    const pair = new Pair(even, odd);
    await pair.client.connect();
    return pair;
  }

  /** The node with the even partitions tells something else. */
  tell(news: { readonly peers?: string; readonly bitmaps?: readonly string[] }): void {
    const { even } = this;
    if (news.peers !== undefined) {
      even.peers = news.peers;
      even.peersGeneration++;
    }
    if (news.bitmaps !== undefined) {
      even.bitmaps = news.bitmaps;
      even.partitionGeneration++;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    await Promise.all([this.even.stop(), this.odd.stop()]);
  }
}

/** @returns after how many milliseconds it became true. */
async function eventually(isTrue: () => boolean): Promise<number> {
  const startedAt = performance.now();
  while (!isTrue()) {
    if (performance.now() - startedAt > 4000) throw new Error('it never became true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - startedAt;
}

describe('a node that does not answer', () => {
  it('does not keep the client from looking after the others', async () => {
    let isSilent = false;
    let looks = 0;
    await using pair = await Pair.connect((node, command) => {
      if (node === 'E0' && command === 'peers-generation') looks++;
      return node === 'O1' && isSilent ? null : undefined;
    });
    isSilent = true;
    // The look that finds it silent lasts for a tend interval, and the time-out of 3 s is not over yet.
    const before = looks;
    await eventually(() => looks >= before + 5);
    const asked: string[] = [];
    pair.even.onMessage = (request) => {
      asked.push('E0');
      request.answer();
    };
    pair.tell({ bitmaps: [ALL, NONE] });
    expect(await eventually(() => looks >= before + 7)).toBeLessThan(1500);
    await Promise.all(keys.map((key) => pair.client.put(key, { a: 1 })));
    expect(asked).toHaveLength(keys.length);
    expect(pair.client.getNodeNames()).toEqual(['E0', 'O1']);
  });

  it('does not keep the client from closing', async () => {
    let isSilent = false;
    await using pair = await Pair.connect((node) => (node === 'O1' && isSilent ? null : undefined));
    isSilent = true;
    await new Promise((resolve) => setTimeout(resolve, 2 * TEND_INTERVAL));
    const startedAt = performance.now();
    await pair.client.close();
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it('is found where it was started anew, before it is given up', async () => {
    await using pair = await Pair.connect();
    const { even, odd, client } = pair;
    await odd.stop();
    const moved = await FakeServer.start({ node: 'O1' });
    moved.bitmaps = odd.bitmaps;
    moved.peers = odd.peers;
    pair.tell({ peers: `[O1,,[${moved.host}]]` });
    let asked = 0;
    moved.onMessage = (request) => {
      asked++;
      request.answer();
    };
    const took = await eventually(() => moved.connections > 0);
    expect(took).toBeLessThan(4 * TEND_INTERVAL);
    await eventually(() => client.getNodeNames().length === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all(keys.map((key) => client.put(key, { a: 1 })));
    expect(asked).toBeGreaterThan(10);
    expect(even.node).toBe('E0');
    await client.close();
    await moved.stop();
  });
});

describe('a node that answers', () => {
  it('is gone when the others have dropped it and it has no partitions', async () => {
    await using pair = await Pair.connect();
    const { odd, client } = pair;
    odd.bitmaps = [NONE, NONE];
    odd.partitionGeneration++;
    pair.tell({ bitmaps: [ALL, NONE] });
    await new Promise((resolve) => setTimeout(resolve, 3 * TEND_INTERVAL));
    expect(client.getNodeNames()).toHaveLength(2);
    pair.tell({ peers: '' });
    await eventually(() => client.getNodeNames().length === 1);
    expect(client.getNodeNames()).toEqual(['E0']);
  });

  it('stays when the others have dropped it, but it has partitions', async () => {
    await using pair = await Pair.connect();
    pair.tell({ peers: '' });
    await new Promise((resolve) => setTimeout(resolve, 3 * TEND_INTERVAL));
    expect(pair.client.getNodeNames()).toHaveLength(2);
  });
});

describe('a healthy node that leaves', () => {
  /** The node with the odd partitions has none any more, and the other drops it. */
  function leave(pair: Pair): void {
    const { odd } = pair;
    odd.bitmaps = [NONE, NONE];
    odd.partitionGeneration++;
    pair.tell({ bitmaps: [ALL, NONE], peers: '' });
  }

  it('answers the commands that are on the way to it, and gets no more', async () => {
    await using pair = await Pair.connect();
    const { odd, even, client } = pair;
    const held: FakeRequest[] = [];
    odd.onMessage = (request) => void held.push(request);
    const policy = { totalTimeout: 10_000 };
    const calls = keys.map((key) => client.put(key, { a: 1 }, null, policy));
    const large = 'x'.repeat(200_000);
    // Too large to share a connection: each of these has one of its own.
    const alone = keys.slice(0, 10).map((key) => client.put(key, { large }, null, policy));
    const sent = [...keys, ...keys.slice(0, 10)].filter(([, set, userKey]) => {
      return partitionId(computeDigest(set, userKey)) % 2 === 1;
    });
    const isOdd = ({ message }: FakeRequest): boolean => partitionOf(message) % 2 === 1;
    await eventually(() => held.length === sent.length);
    expect(held.every(isOdd)).toBe(true);
    leave(pair);
    await eventually(() => client.getNodeNames().length === 1);
    await new Promise((resolve) => setTimeout(resolve, 2 * TEND_INTERVAL));
    let taken = 0;
    even.onMessage = (request) => {
      taken++;
      request.answer();
    };
    await Promise.all(keys.map((key) => client.put(key, { a: 2 })));
    expect(taken).toBe(keys.length);
    expect(held).toHaveLength(sent.length);
    for (const request of held) request.answer();
    expect(await Promise.all([...calls, ...alone])).toHaveLength(keys.length + 10);
    await eventually(() => odd.sockets.size === 0);
  });
});

describe('a partition that two nodes claim', () => {
  it('goes to the one that still does when both were asked again, in a question a look', async () => {
    const looks = new Map([
      ['E0', 0],
      ['O1', 0],
    ]);
    const questions = new Map(looks);
    let isBehind = false;
    await using pair = await Pair.connect((node, command) => {
      const counts = { 'peers-generation': looks, replicas: questions }[command];
      counts?.set(node, (counts.get(node) as number) + 1);
      if (node !== 'O1' || !isBehind) return undefined;
      // It tells what it had, although its generation moved.
      if (command === 'replicas') return `test:0,2,${ODD},${EVEN};`;
      return undefined;
    });
    const { odd, client } = pair;
    isBehind = true;
    odd.partitionGeneration++;
    pair.tell({ bitmaps: [ALL, NONE] });
    const counted = (name: string): number[] =>
      [looks, questions].map((each) => each.get(name) as number);
    const [looksBefore, questionsBefore] = counted('O1') as [number, number];
    await new Promise((resolve) => setTimeout(resolve, 6 * TEND_INTERVAL));
    const [looksNow, questionsNow] = counted('O1') as [number, number];
    expect(questionsNow - questionsBefore).toBeGreaterThan(1);
    expect(questionsNow - questionsBefore).toBeLessThanOrEqual(looksNow - looksBefore + 1);
    // Its generation does not move any more: nothing but the question itself tells of the change.
    isBehind = false;
    odd.bitmaps = [NONE, ALL];
    await new Promise((resolve) => setTimeout(resolve, 4 * TEND_INTERVAL));
    const settled = [...questions.values()];
    let taken = 0;
    pair.even.onMessage = (request) => {
      taken++;
      request.answer();
    };
    await Promise.all(keys.map((key) => client.put(key, { a: 1 })));
    expect(taken).toBe(keys.length);
    await new Promise((resolve) => setTimeout(resolve, 3 * TEND_INTERVAL));
    expect([...questions.values()]).toEqual(settled);
  });
});

describe('partitions whose master is gone', () => {
  it('are served by the other copy until the new master has spoken up', async () => {
    await using pair = await Pair.connect();
    const { odd, client } = pair;
    await odd.stop();
    pair.tell({ peers: '' });
    await eventually(() => client.getNodeNames().length === 1);
    const written = await Promise.all(keys.map((key) => client.put(key, { a: 1 })));
    expect(written).toHaveLength(keys.length);
    const { batchRecords } = await client.batchWrite(
      keys.map((key) => [key, { a: 1 }]),
      {
        totalTimeout: 200,
        maxRetries: 0,
      },
    );
    expect(batchRecords.map(({ error }) => error?.code)).not.toContain('PARTITION_WITHOUT_NODE');
  });
});

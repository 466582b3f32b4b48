import {
  computeDigest,
  encodeFrame,
  encodePartitionBitmap,
  FieldType,
  Info3,
  type Message,
  partitionId,
  ProtoType,
} from '@aeroform/protocol';
import {
  type AerospikeClient,
  ClusterError,
  createClient,
  partitionFilterByRange,
  QueryAbortedError,
} from '../../../../src/index.js';
import { answerBody, type FakeRequest, FakeServer } from '../../../support/fake-server.js';
import { rejection, withFakeServer } from '../../../support/with-client.js';

const COUNT = 300;

interface Stored {
  readonly id: number;
  readonly digest: Buffer;
  readonly partition: number;
}

/** Records in the order in which a server reads them: by partition, then by digest. */
const STORED: readonly Stored[] = Array.from({ length: COUNT }, (_, id) => {
  const digest = Buffer.from(computeDigest('demo', id));
  return { id, digest, partition: partitionId(digest) };
}).sort((a, b) => a.partition - b.partition || Buffer.compare(a.digest, b.digest));

const END = answerBody({ info3: Info3.last });

function fieldOf(message: Message, type: number): Buffer | undefined {
  return message.fields.find((field) => field.type === type)?.data;
}

/** What a server would answer: fresh partitions from their start, others behind a digest. */
function wanted(message: Message): Stored[] {
  const ids = fieldOf(message, FieldType.partitionIds) ?? Buffer.alloc(0);
  const fresh = new Set<number>();
  for (let i = 0; i < ids.length; i += 2) fresh.add(ids.readUInt16LE(i));
  const digests = fieldOf(message, FieldType.digests) ?? Buffer.alloc(0);
  const after = new Map<number, Buffer>();
  for (let i = 0; i < digests.length; i += 20) {
    const digest = digests.subarray(i, i + 20);
    after.set(partitionId(digest), digest);
  }
  return STORED.filter(({ partition, digest }) => {
    const last = after.get(partition);
    return fresh.has(partition) || (last !== undefined && Buffer.compare(digest, last) > 0);
  });
}

function recordBody({ id, digest }: Stored): Buffer {
  const fields = [
    { type: FieldType.namespace, data: Buffer.from('test') },
    { type: FieldType.digest, data: digest },
    { type: FieldType.set, data: Buffer.from('demo') },
  ];
  return answerBody({ fields, bins: { id } });
}

function send({ socket }: FakeRequest, bodies: readonly Buffer[]): void {
  socket.write(encodeFrame(ProtoType.message, Buffer.concat(bodies)));
}

const serve = (request: FakeRequest): void =>
  send(request, [...wanted(request.message).map(recordBody), END]);

async function idsOf(client: AerospikeClient): Promise<number[]> {
  const records = await client.query('test', 'demo').results();
  return records.map(({ bins }) => bins['id'] as number).sort((a, b) => a - b);
}

const ALL_IDS = STORED.map(({ id }) => id).sort((a, b) => a - b);

describe('a query', () => {
  it('reads every record once', async () => {
    await withFakeServer(async (client) => expect(await idsOf(client)).toEqual(ALL_IDS), {
      onMessage: serve,
    });
  });

  it('asks for the partitions of its filter only', async () => {
    await withFakeServer(
      async (client) => {
        const query = client.query('test', 'demo').partitions(partitionFilterByRange(100, 50));
        const records = await query.results();
        const expected = STORED.filter(({ partition }) => partition >= 100 && partition < 150);
        expect(records.map(({ bins }) => bins['id'])).toEqual(expected.map(({ id }) => id));
      },
      { onMessage: serve },
    );
  });

  it('goes on where it was when a connection breaks: no record twice, none left out', async () => {
    let attempts = 0;
    await withFakeServer(async (client) => expect(await idsOf(client)).toEqual(ALL_IDS), {
      onMessage: (request) => {
        attempts++;
        if (attempts > 2) {
          serve(request);
          return;
        }
        send(request, wanted(request.message).slice(0, 70).map(recordBody));
        setTimeout(() => request.socket.destroy(), 20);
      },
    });
    expect(attempts).toBe(3);
  });

  it('asks elsewhere for partitions that a node does not have', async () => {
    const all = encodePartitionBitmap(() => true);
    const [master, replica] = await Promise.all([
      FakeServer.start({ node: 'A0' }),
      FakeServer.start({ node: 'B1' }),
    ]);
    master.bitmaps = [all, encodePartitionBitmap(() => false)];
    replica.bitmaps = [encodePartitionBitmap(() => false), all];
    master.peers = `[B1,,[${replica.host}]]`;
    const gone = new Set(STORED.slice(100, 110).map(({ partition }) => partition));
    master.onMessage = (request) => {
      const here = wanted(request.message).filter(({ partition }) => !gone.has(partition));
      const unavailable = [...gone].map((partition) =>
        answerBody({ info3: Info3.partitionDone, resultCode: 11, generation: partition }),
      );
      send(request, [...here.map(recordBody), ...unavailable, END]);
    };
    let asked = 0;
    replica.onMessage = (request) => {
      asked = (fieldOf(request.message, FieldType.partitionIds) ?? Buffer.alloc(0)).length / 2;
      serve(request);
    };
    const client = await createClient({ hosts: [master.host] }).connect();
    expect(await idsOf(client)).toEqual(ALL_IDS);
    expect(asked).toBe(gone.size);
    await client.close();
    await Promise.all([master.stop(), replica.stop()]);
  });

  it('gives up after its retries, behind the records that came', async () => {
    await withFakeServer(
      async (client) => {
        let seen = 0;
        const reading = client.query('test', 'demo').forEach(
          () => {
            seen++;
          },
          { maxRetries: 1 },
        );
        expect(await rejection(reading)).toBeInstanceOf(ClusterError);
        expect(seen).toBe(20);
      },
      {
        onMessage: (request) => {
          send(request, wanted(request.message).slice(0, 10).map(recordBody));
          setTimeout(() => request.socket.destroy(), 20);
        },
      },
    );
  });

  it('does not repeat what the server refuses for good', async () => {
    let attempts = 0;
    await withFakeServer(
      async (client) => {
        expect(await rejection(idsOf(client))).toBeInstanceOf(QueryAbortedError);
        expect(attempts).toBe(1);
      },
      {
        onMessage: (request) => {
          attempts++;
          request.answer({ resultCode: 210 });
        },
      },
    );
  });

  it('stops reading while the consumer is slow', async () => {
    let sentAll = false;
    await withFakeServer(
      async (client) => {
        const policy = { recordQueueSize: 10, maxRetries: 0 };
        const records = client.query('test', 'demo').stream(policy);
        await records.next();
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(sentAll).toBe(false);
        let bytes = 1;
        for await (const { bins } of records) bytes += bins['id'] === undefined ? 0 : 1;
        expect(bytes).toBe(3000);
        // The connection that was paused serves the next request.
        expect((await client.infoAll('build'))[0]?.errorCode).toBe(0);
      },
      {
        onMessage: (request) => {
          void (async () => {
            const padding = Buffer.alloc(10_000);
            for (let i = 0; i < 3000; i++) {
              const { digest } = STORED[i % COUNT] as Stored;
              const fields = [{ type: FieldType.digest, data: digest }];
              const body = answerBody({
                fields,
                bins: { id: i, padding: padding.toString('latin1') },
              });
              const hasRoom = request.socket.write(encodeFrame(ProtoType.message, body));
              if (!hasRoom) await new Promise((resolve) => request.socket.once('drain', resolve));
            }
            send(request, [END]);
            sentAll = true;
          })();
        },
      },
    );
  });

  it('closes the connection when the consumer leaves early', async () => {
    let closed = false;
    await withFakeServer(
      async (client) => {
        for await (const record of client.query('test', 'demo')) {
          expect(record.key[0]).toBe('test');
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(closed).toBe(true);
      },
      {
        onMessage: (request) => {
          request.socket.on('close', () => {
            closed = true;
          });
          send(request, wanted(request.message).map(recordBody));
        },
      },
    );
  });

  it('ends with an error when the client is closed meanwhile', async () => {
    await withFakeServer(
      async (client) => {
        const reading = rejection(client.query('test', 'demo').results());
        await new Promise((resolve) => setTimeout(resolve, 50));
        await client.close();
        expect(await reading).toMatchObject({ code: 'NOT_CONNECTED' });
      },
      { onMessage: () => undefined },
    );
  });

  it('refuses records of partitions that it did not ask for', async () => {
    await withFakeServer(
      async (client) => {
        const outside = STORED.find(({ partition }) => partition > 10) as Stored;
        expect(outside).toBeDefined();
        const query = client.query('test', 'demo').partitions(partitionFilterByRange(0, 10));
        const error = await rejection(query.results({ maxRetries: 0 }));
        expect(error).toMatchObject({ code: 'MALFORMED_ANSWER' });
      },
      { onMessage: (request) => send(request, [...STORED.slice(-1).map(recordBody), END]) },
    );
  });
});

import {
  type AerospikeClient,
  type AerospikeError,
  createClient,
  operations,
  type Replica,
  POLICY_REPLICA_ANY,
  POLICY_REPLICA_MASTER,
  POLICY_REPLICA_PREFER_RACK,
  POLICY_REPLICA_RANDOM,
  POLICY_REPLICA_SEQUENCE,
} from '../../../../src/index.js';
import { answerBatch } from '../../../support/answer-batch.js';
import type { FakeServer } from '../../../support/fake-server.js';
import { startMasterAndReplica } from '../../../support/master-and-replica.js';
import { rejection } from '../../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
const keys = Array.from({ length: 6 }, (_, i) => ['test', 'demo', i] as const);
const add = [operations.increment('n', 1)];
const again = { maxRetries: 1 };

/** A client that will not notice during the test that the master stops, and the other copy. */
async function withoutMaster(
  test: (client: AerospikeClient, replica: FakeServer) => Promise<void>,
): Promise<void> {
  const { master, replica, stop } = await startMasterAndReplica();
  const client = createClient({ hosts: [master.host], tendInterval: 60_000, rackId: 1 });
  try {
    await client.connect();
    await master.stop();
    await test(client, replica);
  } finally {
    await client.close();
    await stop();
  }
}

describe('while the master cannot be reached', () => {
  const WRITES: readonly [verb: string, write: (client: AerospikeClient) => Promise<unknown>][] = [
    ['put', (client) => client.put(KEY, { a: 1 }, null, again)],
    ['remove', (client) => client.remove(KEY, null, again)],
    ['operate', (client) => client.operate(KEY, add, null, again)],
    ['apply', (client) => client.apply(KEY, 'module', 'f', [], again)],
  ];
  it.each(WRITES)('%s goes to the other copy, when it may be tried again', async (verb, write) => {
    await withoutMaster(async (client, replica) => {
      let asked = 0;
      replica.onMessage = (request) => {
        asked++;
        if (verb === 'apply') request.answer({ bins: { SUCCESS: 1 } });
        else request.answer();
      };
      await write(client);
      expect(asked).toBe(1);
    });
  });

  it('a write that is not to be tried again fails at once, and is not in doubt', async () => {
    await withoutMaster(async (client, replica) => {
      let asked = 0;
      replica.onMessage = () => void asked++;
      const error = await rejection<AerospikeError>(client.put(KEY, { a: 1 }));
      expect(error).toMatchObject({ code: 'CONNECTION_FAILED', inDoubt: false, attempts: 3 });
      expect(asked).toBe(0);
    });
  });

  it.each<[Replica, isPassedOn: boolean]>([
    [POLICY_REPLICA_MASTER, false],
    [POLICY_REPLICA_SEQUENCE, true],
    [POLICY_REPLICA_PREFER_RACK, true],
    [POLICY_REPLICA_ANY, false],
    [POLICY_REPLICA_RANDOM, false],
  ])('writes with replica %i go to the other copy: %p', async (replica, isPassedOn) => {
    await withoutMaster(async (client, other) => {
      const rowsAsked: number[] = [];
      other.onMessage = ({ message, socket }) => {
        rowsAsked.push(answerBatch(message, socket, () => ({})));
      };
      const { batchRecords } = await client.batchOperate(keys, add, { replica });
      const results = batchRecords.map(({ result, inDoubt }) => [result >= 0, inDoubt]);
      expect(results).toEqual(keys.map(() => [isPassedOn, false]));
      expect(rowsAsked).toEqual(isPassedOn ? [keys.length] : []);
      other.onMessage = (request) => request.answer();
      const call = client.operate(KEY, add, null, { ...again, replica }).then(
        () => undefined,
        ({ code, inDoubt, attempts }: AerospikeError) => ({ code, inDoubt, attempts }),
      );
      const refusal = { code: 'CONNECTION_FAILED', inDoubt: false, attempts: 3 };
      expect(await call).toEqual(isPassedOn ? undefined : refusal);
    });
  });

  it('what the other copy does not answer is in doubt, and not sent again', async () => {
    await withoutMaster(async (client, replica) => {
      let asked = 0;
      replica.onMessage = ({ socket }) => {
        asked++;
        socket.destroy();
      };
      const error = await rejection<AerospikeError>(client.put(KEY, { a: 1 }, null, again));
      expect(error).toMatchObject({ code: 'CONNECTION_LOST', inDoubt: true, attempts: 2 });
      const { batchRecords } = await client.batchOperate(keys, add);
      expect(batchRecords.map(({ inDoubt }) => inDoubt)).toEqual(keys.map(() => true));
      expect(asked).toBe(2);
    });
  });

  it('a write that the other copy has to pass on holds up nobody there', async () => {
    await withoutMaster(async (client, replica) => {
      const busy = new Set<number>();
      replica.onMessage = ({ message, connection, answer }) => {
        // As servers do, it answers what comes over a connection one after the other.
        if (busy.has(connection)) return;
        if (message.header.info2 === 0) answer({ bins: { a: 1 } });
        else busy.add(connection);
      };
      await client.get(KEY);
      const policy = { ...again, totalTimeout: 1000 };
      const write = rejection<AerospikeError>(client.put(KEY, { a: 2 }, null, policy));
      while (busy.size === 0) await new Promise(setImmediate);
      const reads = Array.from({ length: 50 }, () => client.get(KEY, { totalTimeout: 500 }));
      for (const { bins } of await Promise.all(reads)) expect(bins).toEqual({ a: 1 });
      expect(await write).toMatchObject({ code: 'TIMEOUT', inDoubt: true, attempts: 2 });
    });
  });
});

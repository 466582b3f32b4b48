import { encodePartitionBitmap, FieldType } from '@aeroform/protocol';
import {
  type AerospikeClient,
  batchEntry,
  createClient,
  operations,
  POLICY_READ_MODE_SC_ALLOW_REPLICA,
  POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE,
  POLICY_READ_MODE_SC_LINEARIZE,
  POLICY_READ_MODE_SC_SESSION,
  POLICY_REPLICA_ANY,
  POLICY_REPLICA_PREFER_RACK,
  POLICY_REPLICA_RANDOM,
  POLICY_REPLICA_SEQUENCE,
  type ReadModeSc,
  type ReadPolicy,
} from '../../../src/index.js';
import { answerBatch } from '../../support/answer-batch.js';
import { FakeServer } from '../../support/fake-server.js';

const KEY = ['test', 'demo', 'k'] as const;
const ALL = encodePartitionBitmap(() => true);
const NONE = encodePartitionBitmap(() => false);

type Read = (client: AerospikeClient, policy: ReadPolicy) => Promise<unknown>;
const READS: readonly [name: string, read: Read][] = [
  ['get', (client, policy) => client.get(KEY, policy)],
  ['select', (client, policy) => client.select(KEY, ['a'], policy)],
  ['exists', (client, policy) => client.exists(KEY, policy)],
  ['operate', (client, policy) => client.operate(KEY, [operations.read('a')], null, policy)],
  [
    'batchRead',
    async (client, policy) => expectRow((await client.batchRead([KEY], null, policy)).at(0)),
  ],
  [
    'batch, by the policy of its entry',
    async (client, { readModeSc = 0, ...policy }) => {
      const entry = batchEntry.read(KEY, { policy: { readModeSc } });
      expectRow((await client.batch([entry], policy)).batchRecords[0]);
    },
  ],
];

function expectRow(row: { readonly error: Error | null } | undefined): void {
  if (row === undefined) throw new Error('no row');
  if (row.error !== null) throw row.error;
}

/** The nodes that were asked, in turn, by a read that the first two attempts fail. */
async function asked(regime: number, read: Read, policy: ReadPolicy): Promise<string> {
  const nodes: string[] = [];
  const copies = await Promise.all(
    (['M', 'R'] as const).map((name) => {
      const bitmaps = name === 'M' ? [ALL, NONE] : [NONE, ALL];
      return FakeServer.start({
        node: name,
        info: (command) =>
          command === 'replicas' ? `test:${regime},2,${bitmaps.join(',')};` : undefined,
        onMessage: ({ message, socket, answer }) => {
          nodes.push(name);
          const isBatch = message.fields.some(({ type }) => type === FieldType.batch);
          if (nodes.length < 3) socket.destroy();
          else if (isBatch) answerBatch(message, socket, () => ({}));
          else answer();
        },
      });
    }),
  );
  const [master, replica] = copies as [FakeServer, FakeServer];
  master.peers = `[R,,[${replica.host}]]`;
  replica.peers = `[M,,[${master.host}]]`;
  const client = await createClient({ hosts: [master.host], rackId: 1 }).connect();
  try {
    await read(client, { ...policy, maxRetries: 2 });
  } finally {
    await client.close();
    await Promise.all(copies.map((server) => server.stop()));
  }
  return nodes.join('');
}

describe.each(READS)('%s with strong consistency', (_name, read) => {
  it.each<[string, ReadModeSc]>([
    ['session', POLICY_READ_MODE_SC_SESSION],
    ['linearized', POLICY_READ_MODE_SC_LINEARIZE],
  ])('asks only the master in a %s read, also when it tries again', async (_mode, readModeSc) => {
    for (const replica of [
      POLICY_REPLICA_SEQUENCE,
      POLICY_REPLICA_ANY,
      POLICY_REPLICA_RANDOM,
      POLICY_REPLICA_PREFER_RACK,
    ] as const) {
      expect(await asked(7, read, { readModeSc, replica })).toBe('MMM');
    }
  });

  it.each<[string, ReadModeSc]>([
    ['POLICY_READ_MODE_SC_ALLOW_REPLICA', POLICY_READ_MODE_SC_ALLOW_REPLICA],
    ['POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE', POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE],
  ])('asks the other copy, too, with %s', async (_mode, readModeSc) => {
    expect(await asked(7, read, { readModeSc })).toBe('MRM');
  });
});

it('A read of a namespace without strong consistency asks the other copy, too', async () => {
  const [[, get]] = READS as [(typeof READS)[number]];
  expect(await asked(0, get, { readModeSc: POLICY_READ_MODE_SC_LINEARIZE })).toBe('MRM');
});

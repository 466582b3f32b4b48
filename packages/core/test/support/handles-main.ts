// Run by itself: uses a client as told, closes it, and prints what is still open in the process.
import {
  type AerospikeClient,
  createClient,
  operations,
  startMetricsServer,
  stopMetricsServer,
} from '../../src/index.js';

const KEY = ['test', 'handles', 1] as const;

async function use(client: AerospikeClient): Promise<void> {
  await client.connect();
  await client.put(KEY, { a: 1 });
  await client.batchRead([KEY]);
  await client.query('test', 'handles').results();
  for await (const _record of client.query('test', 'handles')) break;
  await client.infoAll('build');
}

/** Leaves everything that takes time in the middle. */
async function leave(client: AerospikeClient): Promise<void> {
  await client.connect();
  const keys = Array.from({ length: 50 }, (_, id) => ['test', 'handles', id] as const);
  await client.batchWrite(keys.map((key) => [key, { a: 1 }]));
  const query = client.query('test', 'handles');
  await query.stream({ recordQueueSize: 1 }).next();
  await query.page({ size: 10 });
  const txn = client.beginTransaction();
  await client.put(KEY, { a: 2 }, null, { txn });
  const waits = [
    client.waitForIndex('test', 'never'),
    client.transaction((other) => client.put(KEY, { a: 3 }, null, { txn: other }), {
      maxRetries: 1000,
    }),
    query.operate([operations.write('b', 1)]).then((job) => job.wait({ interval: 60_000 })),
  ];
  const ended = Promise.allSettled(waits);
  await client.infoAll('build');
  await client.close();
  await ended;
}

async function serveMetrics(client: AerospikeClient): Promise<void> {
  const port = await startMetricsServer(0);
  await client.connect();
  const { headers } = await fetch(`http://127.0.0.1:${port}/metrics`, {
    headers: { connection: 'close' },
  });
  if (!headers.has('content-type')) throw new Error('no metrics');
  await stopMetricsServer();
}

async function giveUp(client: AerospikeClient): Promise<void> {
  const signal = AbortSignal.timeout(1);
  await client.connect(undefined, undefined, { signal }).catch(() => undefined);
}

/** Sockets are gone a few turns of the loop after they were destroyed. */
async function openBesides(before: readonly string[]): Promise<string[]> {
  let open: string[] = [];
  for (let turn = 0; turn < 50; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    open = process.getActiveResourcesInfo();
    for (const resource of before) {
      const at = open.indexOf(resource);
      if (at >= 0) open.splice(at, 1);
    }
    if (open.length === 0) return open;
  }
  return open;
}

const SCENES: Readonly<Record<string, (client: AerospikeClient) => Promise<unknown>>> = {
  use,
  leave,
  metrics: serveMetrics,
  abort: giveUp,
  refused: (client) => client.connect().catch(() => undefined),
};

async function main(scene: string, config: string): Promise<void> {
  // Standard output is a resource, too.
  process.stdout.write('');
  const before = process.getActiveResourcesInfo();
  const client = createClient(JSON.parse(config));
  await SCENES[scene]?.(client);
  await client.close();
  process.stdout.write(JSON.stringify(await openBesides(before)));
}

void main(process.argv[2] as string, process.argv[3] as string);

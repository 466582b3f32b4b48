// Run by itself: uses a client as told, closes it, and prints what is still open in the process.
import { type AerospikeClient, createClient } from '../../src/index.js';

const KEY = ['test', 'handles', 1] as const;

async function use(client: AerospikeClient): Promise<void> {
  await client.connect();
  await client.put(KEY, { a: 1 });
  await client.batchRead([KEY]);
  await client.query('test', 'handles').results();
  for await (const _record of client.query('test', 'handles')) break;
  await client.infoAll('build');
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

async function main(scene: string, config: string): Promise<void> {
  // Standard output is a resource, too.
  process.stdout.write('');
  const before = process.getActiveResourcesInfo();
  const client = createClient(JSON.parse(config));
  if (scene === 'use') await use(client);
  else if (scene === 'abort') await giveUp(client);
  else await client.connect().catch(() => undefined);
  await client.close();
  process.stdout.write(JSON.stringify(await openBesides(before)));
}

void main(process.argv[2] as string, process.argv[3] as string);

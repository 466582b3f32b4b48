// How much memory a small record takes.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import Aerospike from 'aerospike';
import { LIBRARY } from './embedded-process.mjs';
import { inParallel, smallRecord } from './workloads.mjs';

const RECORDS = 200_000;
const CONCURRENCY = 128;
const SERVER = fileURLToPath(new URL('memory-server.cjs', import.meta.url));

/** @returns bytes per record: of the heap with what its buffers hold, and of the whole process. */
export async function measureMemory() {
  const child = fork(SERVER, [LIBRARY], { execArgv: ['--expose-gc'] });
  try {
    const [{ port }] = await once(child, 'message');
    const client = await Aerospike.connect({
      hosts: [{ addr: '127.0.0.1', port }],
      maxConnsPerNode: 300,
    });
    // The code is compiled, and the buffers of the connections are there, before the first look.
    await inParallel(1000, CONCURRENCY, (i) => put(client, i));
    const before = await ask(child);
    await inParallel(RECORDS, CONCURRENCY, (i) => put(client, i + 1000));
    const after = await ask(child);
    client.close(false);
    const used = ({ heapUsed, arrayBuffers }) => heapUsed + arrayBuffers;
    return {
      records: RECORDS,
      heap: (used(after) - used(before)) / RECORDS,
      rss: (after.rss - before.rss) / RECORDS,
    };
  } finally {
    child.kill('SIGTERM');
  }
}

function put(client, i) {
  return client.put(new Aerospike.Key('test', 'bench-memory', i), smallRecord(i));
}

async function ask(child) {
  child.send('measure');
  const [usage] = await once(child, 'message');
  return usage;
}

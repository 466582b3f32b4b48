// How many requests a server answers, and how much CPU time it needs for one.
import Aerospike from 'aerospike';
import { median } from './median.mjs';
import { cpuSeconds } from './process-cpu.mjs';
import { cleanUp, prepare, WORKLOADS } from './workloads.mjs';

const WARM_UP_MS = 1000;

/**
 * Runs the workloads on the servers in turns, so that whatever else the machine does concerns all.
 *
 * @returns `{ [workload]: { [server]: { perSecond, microseconds, perCore } } }`, each the median.
 */
export async function measureThroughput(servers, { seconds, rounds, workloads }) {
  const clients = await connectAll(servers);
  const results = {};
  for (const workload of workloads) {
    const samples = await measureInTurns(WORKLOADS[workload], servers, clients, {
      seconds,
      rounds,
    });
    results[workload] = Object.fromEntries(
      servers.map(({ name }, i) => [name, summarize(samples[i])]),
    );
  }
  for (const client of clients) {
    await cleanUp(client);
    client.close(false);
  }
  return results;
}

/** The samples of each server. */
async function measureInTurns(workload, servers, clients, { seconds, rounds }) {
  const samples = servers.map(() => []);
  for (const [i, { pid }] of servers.entries()) {
    await measure(workload, clients[i], pid, WARM_UP_MS);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [i, { pid }] of servers.entries()) {
      samples[i].push(await measure(workload, clients[i], pid, seconds * 1000));
    }
  }
  return samples;
}

async function connectAll(servers) {
  const clients = [];
  for (const { host, port } of servers) {
    const client = await Aerospike.connect({
      hosts: [{ addr: host, port }],
      maxConnsPerNode: 300,
      policies: { query: new Aerospike.QueryPolicy({ totalTimeout: 60_000 }) },
    });
    await prepare(client);
    clients.push(client);
  }
  return clients;
}

async function measure({ run, concurrency, items }, client, pid, milliseconds) {
  const cpuBefore = cpuSeconds(pid);
  const started = performance.now();
  const end = started + milliseconds;
  let requests = 0;
  const worker = async () => {
    while (performance.now() < end) await run(client, requests++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - started) / 1000;
  return {
    perSecond: (requests * items) / seconds,
    cpu: (cpuSeconds(pid) - cpuBefore) / (requests * items),
  };
}

function summarize(samples) {
  const cpu = median(samples.map((sample) => sample.cpu));
  return {
    perSecond: median(samples.map((sample) => sample.perSecond)),
    microseconds: cpu * 1e6,
    perCore: 1 / cpu,
  };
}

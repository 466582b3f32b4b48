// What the event loop feels while 100,000 records are read and written:
//
//   [AEROSPIKE_HOSTS=127.0.0.1:3000] pnpm --filter @aeroform/test event-loop [rounds]
//
// Without AEROSPIKE_HOSTS the server is embedded, in a process of its own. It prints the median of the
// rounds (default 5), each after one that does not count.
import { type AerospikeClient, createClient } from '@aeroform/core';
import { findServers } from './server-process.js';
import { type Feeling, watchEventLoop } from './watch-event-loop.js';
import { COUNT, empty, fill, WORKLOADS } from './workloads.js';

type Workload = (client: AerospikeClient) => Promise<number>;

async function measure(client: AerospikeClient, work: Workload, rounds: number): Promise<Feeling> {
  const feelings: Feeling[] = [];
  for (let round = 0; round <= rounds; round++) {
    let count = 0;
    const feeling = await watchEventLoop(async () => {
      count = await work(client);
    });
    if (count !== COUNT) throw new Error(`${count} records instead of ${COUNT}`);
    if (round > 0) feelings.push(feeling);
  }
  const median = (field: keyof Feeling): number => {
    const sorted = feelings.map((feeling) => feeling[field]).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return {
    duration: median('duration'),
    delayP99: median('delayP99'),
    delayMax: median('delayMax'),
    longestTurn: median('longestTurn'),
    busiestTurn: median('busiestTurn'),
  };
}

async function run(rounds: number): Promise<void> {
  const servers = await findServers();
  const client = await createClient({ hosts: servers.hosts }).connect();
  write(
    `${COUNT} records; ${servers.name}; Node ${process.version}; median of ${rounds} rounds, ms`,
  );
  write(row('', ['took', 'delay p99', 'delay max', 'longest turn', 'processor time of it']));
  try {
    await fill(client);
    for (const [name, work] of Object.entries(WORKLOADS)) {
      const feeling = await measure(client, work, rounds);
      write(
        row(
          name,
          Object.values(feeling).map((value: number) => value.toFixed(1)),
        ),
      );
    }
  } finally {
    await empty(client);
    await client.close();
    servers.stop();
  }
}

function row(name: string, cells: readonly string[]): string {
  return [name.padEnd(28), ...cells.map((cell) => cell.padStart(14))].join('');
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

void run(Number(process.argv[2] ?? 5));

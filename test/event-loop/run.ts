// What the event loop feels while 100,000 records are read and written:
//
//   [AEROSPIKE_HOSTS=127.0.0.1:3000] pnpm --filter @aeroform/test event-loop [rounds]
//
// Without AEROSPIKE_HOSTS the server is embedded, in a process of its own. It prints the median of the
// rounds (default 5), after one that does not count. Pauses of the garbage collector are part of a turn
// of the loop, and told apart: `our work` is what a turn took at most without those and without the time in
// which other processes had the processor, `least of it` the same of the best round.
import { type AerospikeClient, createClient } from '@aeroform/core';
import { findServers } from './server-process.js';
import { type Feeling, watchEventLoop } from './watch-event-loop.js';
import { COUNT, empty, fill, WORKLOADS } from './workloads.js';

type Workload = (client: AerospikeClient) => Promise<number>;

interface Measured {
  /** Of the rounds, field by field. */
  readonly median: Feeling;
  /** The shortest `longestWork` of a round. */
  readonly leastWork: number;
}

async function measure(client: AerospikeClient, work: Workload, rounds: number): Promise<Measured> {
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
    median: {
      duration: median('duration'),
      delayP99: median('delayP99'),
      delayMax: median('delayMax'),
      longestTurn: median('longestTurn'),
      longestPause: median('longestPause'),
      longestWork: median('longestWork'),
    },
    leastWork: Math.min(...feelings.map(({ longestWork }) => longestWork)),
  };
}

const COLUMNS = [
  'took',
  'delay p99',
  'delay max',
  'longest turn',
  'longest gc',
  'our work',
  'least of it',
];

async function run(rounds: number): Promise<void> {
  const servers = await findServers();
  const client = await createClient({ hosts: servers.hosts }).connect();
  write(
    `${COUNT} records; ${servers.name}; Node ${process.version}; median of ${rounds} rounds, ms`,
  );
  write(row('', COLUMNS));
  try {
    await fill(client);
    for (const [name, work] of Object.entries(WORKLOADS)) {
      const { median, leastWork } = await measure(client, work, rounds);
      const cells = [...Object.values(median), leastWork] as number[];
      write(
        row(
          name,
          cells.map((value) => value.toFixed(1)),
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

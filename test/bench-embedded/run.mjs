// Measures embedded next to a real server, with the official client (npm `aerospike`), in one run:
//
//   AEROSPIKE_HOSTS=127.0.0.1:3000 pnpm --filter @aeroform/test bench:embedded [options] [workload…]
//
//   --seconds <s>    how long each workload runs on each server in each round (default 3)
//   --rounds <n>     rounds; the median counts (default 3)
//   --page           writes the result to docs/embedded/performance.md
//   --profile        writes a CPU profile of embedded to the working directory
//   --no-memory      leaves out the memory of records
//
// Each server runs in a process of its own on this machine; that of the real server is found by its
// port in /proc, so this runs on Linux only. Without AEROSPIKE_HOSTS embedded is measured alone. It
// needs `npm run build`. The client needs more time for an operation than either server, so the
// throughput of both is limited by it; what a server can do per core is reckoned from its CPU time.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatPage } from './format-page.mjs';
import { measureMemory } from './measure-memory.mjs';
import { measureStart } from './measure-start.mjs';
import { measureThroughput } from './measure-throughput.mjs';
import { startEmbeddedProcess } from './embedded-process.mjs';
import { findProcess } from './process-cpu.mjs';
import { WORKLOADS } from './workloads.mjs';

const OPTIONS = {
  seconds: { type: 'string', default: '3' },
  rounds: { type: 'string', default: '3' },
  page: { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
  'no-memory': { type: 'boolean', default: false },
};
const PAGE = new URL('../../docs/embedded/performance.md', import.meta.url);

function readCommandLine() {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in WORKLOADS));
  if (unknown.length > 0) {
    throw new Error(
      `no workload ${unknown.join(', ')}; there are ${Object.keys(WORKLOADS).join(', ')}`,
    );
  }
  return {
    ...values,
    seconds: readNumber('--seconds', values.seconds),
    rounds: readNumber('--rounds', values.rounds),
    workloads: positionals.length === 0 ? Object.keys(WORKLOADS) : positionals,
  };
}

function readNumber(option, text) {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`${option} must be a number above 0, found "${text}"`);
  return number;
}

function realServer() {
  const [first] = (process.env.AEROSPIKE_HOSTS ?? '').split(',');
  if (first === '') return undefined;
  const [host, port] = first.split(':');
  return { name: 'real server', host, port: Number(port), pid: findProcess(Number(port)) };
}

async function main() {
  const options = readCommandLine();
  const embedded = await startEmbeddedProcess({ profile: options.profile });
  try {
    const servers = [{ name: 'embedded', ...embedded.address, pid: embedded.pid }];
    const real = realServer();
    if (real !== undefined) servers.push(real);
    const throughput = await measureThroughput(servers, options);
    await embedded.stop();
    const start = await measureStart();
    const memory = options['no-memory'] ? undefined : await measureMemory();
    const page = formatPage({ throughput, start, memory, options });
    process.stdout.write(page);
    if (options.page) writeFileSync(PAGE, page);
  } finally {
    await embedded.stop();
  }
}

await main().catch((error) => {
  process.stderr.write(`bench:embedded: ${error.stack}\n`);
  process.exitCode = 2;
});

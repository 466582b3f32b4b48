// The benchmark: `pnpm bench --help` tells its options.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { findServers } from '../event-loop/server-process.js';
import { type CommandLine, readCommandLine, USAGE } from './command-line.js';
import { type DataSetName, empty, fill } from './data/data-sets.js';
import { BareGet } from './driver/bare-get.js';
import { openDrivers } from './driver/drivers.js';
import { measureWorkload, type WorkloadResult } from './measure/measure-workload.js';
import { drawChart } from './report/chart.js';
import { describeEnvironment } from './report/environment.js';
import { formatPage } from './report/page.js';
import type { Report } from './report/report.js';
import { formatWorkload, TABLE_HEAD } from './report/text-table.js';
import { type Mapper, openMapper } from './workload/mapper.js';
import { FULL_SCALE, QUICK_SCALE } from './workload/scale.js';
import type { Workload } from './workload/workload.js';
import { allWorkloads, choose } from './workload/workloads.js';

const DOCS = path.join(__dirname, '../../docs');

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function run(commandLine: CommandLine): Promise<void> {
  const servers = await findServers();
  try {
    const drivers = await openDrivers(servers.hosts);
    const bare = await BareGet.open(servers.hosts);
    const mapper = await openMapper(servers.hosts);
    try {
      const environment = await describeEnvironment(mapper.client);
      say(Object.values(environment).join(' · '));
      const scale = commandLine.isQuick ? QUICK_SCALE : FULL_SCALE;
      const workloads = choose(allWorkloads(drivers, bare, mapper, scale), commandLine.only);
      const results = await measureAll(workloads, mapper, commandLine, scale.mostRecords);
      const { rounds, seconds } = commandLine;
      writeResults({ environment, effort: { rounds, seconds }, results }, commandLine);
    } finally {
      bare.close();
      await mapper.close();
      for (const driver of Object.values(drivers)) await driver.close();
    }
  } finally {
    servers.stop();
  }
}

/** Measures one workload after the other; each set is there from its first to its last workload. */
async function measureAll(
  workloads: readonly Workload[],
  { client }: Mapper,
  effort: CommandLine,
  mostRecords: number,
): Promise<WorkloadResult[]> {
  const filled = new Set<DataSetName>();
  const results: WorkloadResult[] = [];
  say(TABLE_HEAD);
  try {
    for (const workload of workloads) {
      for (const set of workload.sets.filter((name) => !filled.has(name))) {
        filled.add(set);
        await fill(client, set, mostRecords);
      }
      const result = await measureWorkload(workload, effort);
      say(formatWorkload(result));
      results.push(result);
    }
  } finally {
    for (const set of filled) await empty(client, set);
  }
  return results;
}

function writeResults(report: Report, { out, page }: CommandLine): void {
  const chart = drawChart(report.results);
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'results.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(path.join(out, 'chart.svg'), chart);
  say(`results.json and chart.svg are in ${out}`);
  if (!page) return;
  writeFileSync(path.join(DOCS, 'benchmarks.md'), formatPage(report));
  writeFileSync(path.join(DOCS, 'benchmarks.svg'), chart);
}

const commandLine = readCommandLine(process.argv.slice(2));
if (commandLine === undefined) {
  say(USAGE);
} else {
  run(commandLine).catch((error: unknown) => {
    process.stderr.write(`bench: ${inspect(error)}\n`);
    process.exitCode = 2;
  });
}

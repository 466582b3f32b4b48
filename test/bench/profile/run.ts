// Where the time goes, and what the aims would need: `pnpm --filter @aeroform/bench run profile --help` tells
// the options.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { type AerospikeClient, createClient, type Host } from '@aeroform/core';
import { findServers } from '../../event-loop/server-process.js';
import { type DataSetName, empty, fill } from '../data/data-sets.js';
import { BareGet } from '../driver/bare-get.js';
import { openDrivers } from '../driver/drivers.js';
import { describeEnvironment } from '../report/environment.js';
import { bulkWorkloads } from '../workload/bulk-workloads.js';
import { recordWorkloads } from '../workload/record-workloads.js';
import { FULL_SCALE } from '../workload/scale.js';
import type { Workload } from '../workload/workload.js';
import { choose } from '../workload/workloads.js';
import { withAims } from './aims.js';
import { type CommandLine, readCommandLine, USAGE } from './command-line.js';
import { formatPage, formatProfile } from './page.js';
import type { ProfileReport, WorkloadProfile } from './profile-result.js';
import { profileWorkload } from './profile-workload.js';
import { findServerProcesses } from './server-processes.js';

const PAGE = path.join(__dirname, '../../../docs/profile.md');

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function run(commandLine: CommandLine): Promise<void> {
  const servers = await findServers();
  const client = await createClient({ hosts: servers.hosts }).connect();
  try {
    await runOn(client, servers.hosts, commandLine);
  } finally {
    await client.close();
    servers.stop();
  }
}

async function runOn(
  client: AerospikeClient,
  hosts: readonly Host[],
  commandLine: CommandLine,
): Promise<void> {
  const { rounds, seconds, only } = commandLine;
  const environment = await describeEnvironment(client);
  say(Object.values(environment).join(' · '));
  const found = await findServerProcesses(hosts, client.getNodeNames().length);
  say('pids' in found ? `server: process ${found.pids.join(', ')}` : `server: ${found.unknown}`);
  const drivers = await openDrivers(hosts);
  const bare = await BareGet.open(hosts);
  try {
    const workloads = choose(
      withAims([
        ...recordWorkloads(drivers, bare, FULL_SCALE),
        ...bulkWorkloads(drivers, FULL_SCALE),
      ]),
      only,
    );
    const pids = 'pids' in found ? found.pids : [];
    const effort = { rounds, seconds };
    const profiles = await profileAll(workloads, client, (workload) => {
      return profileWorkload(workload, effort, pids);
    });
    const serverUnknown = 'unknown' in found ? found.unknown : undefined;
    writeResults({ environment, effort, serverUnknown, profiles }, commandLine);
  } finally {
    bare.close();
    for (const driver of Object.values(drivers)) await driver.close();
  }
}

/** Profiles one workload after the other; each set is there from its first workload on. */
async function profileAll(
  workloads: readonly Workload[],
  client: AerospikeClient,
  profile: (workload: Workload) => Promise<WorkloadProfile>,
): Promise<WorkloadProfile[]> {
  const filled = new Set<DataSetName>();
  const profiles: WorkloadProfile[] = [];
  try {
    for (const workload of workloads) {
      for (const set of workload.sets.filter((name) => !filled.has(name))) {
        filled.add(set);
        await fill(client, set, FULL_SCALE.mostRecords);
      }
      const result = await profile(workload);
      say(`\n${formatProfile(result)}`);
      profiles.push(result);
    }
  } finally {
    for (const set of filled) await empty(client, set);
  }
  return profiles;
}

function writeResults(report: ProfileReport, { out, page }: CommandLine): void {
  const file = path.join(out, 'profile.json');
  mkdirSync(out, { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  say(file);
  if (page) writeFileSync(PAGE, formatPage(report));
}

const commandLine = readCommandLine(process.argv.slice(2));
if (commandLine === undefined) {
  say(USAGE);
} else {
  run(commandLine).catch((error: unknown) => {
    process.stderr.write(`profile: ${inspect(error)}\n`);
    process.exitCode = 2;
  });
}

// The memory of a process that reads many records one after the other, each stream in a process of its
// own: `pnpm --filter @aeroform/bench memory --help` tells the options.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { createClient } from '@aeroform/core';
import { findServers } from '../../event-loop/server-process.js';
import { describeEnvironment } from '../report/environment.js';
import { type CommandLine, readCommandLine, USAGE } from './command-line.js';
import { empty, fill, SETS } from './many-records.js';
import { PACES, type Pace, type StreamMemory } from './measure-stream.js';
import { RECORD_STREAMS, type RecordStreamName } from './record-streams.js';
import type { StreamTask } from './stream-process.js';
import { formatResult, RESULT_HEAD, type StreamResult } from './stream-result.js';

const PROGRESS_EVERY = 100_000;
const FIRST_RECORDS = 20_000;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function run(commandLine: CommandLine): Promise<void> {
  const streams = choose(commandLine.only);
  const servers = await findServers();
  const client = await createClient({ hosts: servers.hosts }).connect();
  try {
    const environment = await describeEnvironment(client);
    say(Object.values(environment).join(' · '));
    await fill(client, SETS.first, FIRST_RECORDS);
    await fill(client, SETS.measured, commandLine.records, (written) => {
      if (written % PROGRESS_EVERY === 0) process.stderr.write(`${written} records written\n`);
    });
    say(RESULT_HEAD);
    const results: StreamResult[] = [];
    for (const stream of streams) {
      for (const pace of Object.keys(PACES) as Pace[]) {
        const result = await measure({ ...commandLine, hosts: servers.hosts, stream, pace });
        say(formatResult(result));
        results.push(result);
      }
    }
    mkdirSync(commandLine.out, { recursive: true });
    const file = path.join(commandLine.out, 'memory.json');
    writeFileSync(file, `${JSON.stringify({ environment, results }, null, 2)}\n`);
    say(file);
  } finally {
    await empty(client);
    await client.close();
    servers.stop();
  }
}

function choose(wanted: readonly string[]): RecordStreamName[] {
  const names = Object.keys(RECORD_STREAMS) as RecordStreamName[];
  const unknown = wanted.find((part) => !names.some((name) => name.includes(part)));
  if (unknown !== undefined) {
    throw new Error(`there is no stream ${unknown}; there are ${names.join('; ')}`);
  }
  return names.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
}

/** @param task - with the number of records that have to arrive */
async function measure(task: StreamTask & { readonly records: number }): Promise<StreamResult> {
  const { stream, pace, records, hosts, collectEvery } = task;
  const child = fork(path.join(__dirname, 'stream-process.ts'), { execArgv: process.execArgv });
  const message: StreamTask = { hosts, stream, pace, collectEvery };
  child.send(message);
  const ended = once(child, 'exit').then(([code]: unknown[]) => {
    throw new Error(`${stream}, ${pace}: the process ended with ${String(code)}`);
  });
  const [result] = (await Promise.race([once(child, 'message'), ended])) as [StreamMemory];
  await ended.catch(() => undefined);
  if (result.records !== records) {
    throw new Error(`${stream}, ${pace}: ${result.records} records instead of ${records}`);
  }
  return { ...result, stream, pace };
}

const commandLine = readCommandLine(process.argv.slice(2));
if (commandLine === undefined) {
  say(USAGE);
} else {
  run(commandLine).catch((error: unknown) => {
    process.stderr.write(`memory: ${inspect(error)}\n`);
    process.exitCode = 2;
  });
}

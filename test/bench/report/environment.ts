import { createRequire } from 'node:module';
import os from 'node:os';
import type { AerospikeClient } from '@aeroform/core';
import type { Environment } from './report.js';

const GIGABYTE = 2 ** 30;

/** The machine, the versions, and the server that a client is connected to. */
export async function describeEnvironment(client: AerospikeClient): Promise<Environment> {
  const cpus = os.cpus();
  const build = await client.infoRandomNode('build');
  const edition = await client.infoRandomNode('edition');
  const manifest = createRequire(__filename)('aerospike/package.json') as { version: string };
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus[0]?.model ?? 'unknown processor',
    cores: cpus.length,
    memory: `${Math.round(os.totalmem() / GIGABYTE)} GB`,
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    server: `${edition.trim()} ${build.trim()}`,
    official: manifest.version,
  };
}

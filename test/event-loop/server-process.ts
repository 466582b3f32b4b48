import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Host } from '@aeroform/core';

/** Servers to measure against. */
export interface Servers {
  readonly name: string;
  readonly hosts: readonly Host[];
  stop(): void;
}

/** The cluster that `AEROSPIKE_HOSTS` names, or embedded in a process of its own. */
export async function findServers(): Promise<Servers> {
  const named = process.env['AEROSPIKE_HOSTS'];
  if (named) return { name: named, hosts: named.split(','), stop: () => undefined };
  // It is run from the sources, as this process is.
  const child = fork(path.join(__dirname, 'server.ts'), { execArgv: process.execArgv });
  const [hosts] = (await once(child, 'message')) as [readonly Host[]];
  return { name: 'embedded, in a process of its own', hosts, stop: () => child.disconnect() };
}

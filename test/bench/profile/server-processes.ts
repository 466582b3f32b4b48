import { lookup } from 'node:dns/promises';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import type { Host } from '@aeroform/core';
import { toOfficialHost } from '../driver/official-driver.js';

/** The processes of the servers, or why they are not known. */
export type ServerProcesses = { readonly pids: readonly number[] } | { readonly unknown: string };

const LISTENS = '0A';
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/**
 * Finds the processes that listen where the servers are.
 *
 * @param nodes how many nodes the cluster has: each must be among the hosts
 */
export async function findServerProcesses(
  hosts: readonly Host[],
  nodes: number,
): Promise<ServerProcesses> {
  if (nodes > hosts.length) {
    return { unknown: `not known: the cluster has ${nodes} nodes, and ${hosts.length} were named` };
  }
  const pids = new Set<number>();
  for (const { addr, port } of hosts.map(toOfficialHost)) {
    const pid = (await isHere(addr)) ? processAtPort(port) : undefined;
    if (pid === undefined) return { unknown: `not on this machine: ${addr}:${port}` };
    pids.add(pid);
  }
  return { pids: [...pids] };
}

async function isHere(host: string): Promise<boolean> {
  const { address } = await lookup(host);
  const own = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return address.startsWith('127.') || own.some((each) => each.address === address);
}

/** The process that listens at a port; of others' processes it is seen only by who may. */
function processAtPort(port: number): number | undefined {
  const sockets = new Set(TABLES.flatMap((table) => listeningSockets(table, port)));
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.find((pid) => openFiles(pid).some((file) => sockets.has(file)));
}

/** The sockets as links to open files name them. */
function listeningSockets(table: string, port: number): string[] {
  // Without IPv6 there is no table for it.
  const text = orGone(() => readFileSync(table, 'latin1')) ?? '';
  const [, ...lines] = text.trimEnd().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => {
      return state === LISTENS && Number.parseInt(local.split(':')[1] ?? '', 16) === port;
    })
    .map((columns) => `socket:[${columns[9] ?? ''}]`);
}

/** What the open files of a process are; it may be nobody's to see. */
function openFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return (orGone(() => readdirSync(folder)) ?? []).flatMap(
    (file) => orGone(() => readlinkSync(`${folder}/${file}`)) ?? [],
  );
}

/** Processes end while they are looked at, and files are closed. */
function orGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

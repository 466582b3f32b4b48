// What Linux says in /proc about the processes of servers.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** CPU seconds that a process has used, all threads together. The kernel counts in 10 ms. */
export function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

const TICKS_PER_SECOND = 100;

/** The process that listens on a port of this machine. */
export function findProcess(port) {
  const socket = `socket:[${listeningInode(port)}]`;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (openFiles(pid).includes(socket)) return Number(pid);
  }
  throw new Error(
    `The process that listens on port ${port} can't be found; does it run here, as you?`,
  );
}

const LISTEN = '0A';

function listeningInode(port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = ['tcp', 'tcp6'].flatMap((file) =>
    readFileSync(`/proc/net/${file}`, 'latin1').trim().split('\n').slice(1),
  );
  const found = lines
    .map((line) => line.trim().split(/\s+/))
    .find(([, local, , state]) => local.endsWith(suffix) && state === LISTEN);
  if (found === undefined) throw new Error(`Nothing listens on port ${port}.`);
  return found[9];
}

function openFiles(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    // It ended, belongs to someone else, or closed a file meanwhile.
    return [];
  }
}

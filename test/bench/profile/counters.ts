import { readFileSync } from 'node:fs';

/** What only ever grows, in microseconds. */
export interface Counters {
  /** Of the clock. */
  readonly wall: number;
  /** Of this process, all its threads. */
  readonly clientUser: number;
  readonly clientKernel: number;
  /** Of the thread that runs JavaScript: on a core, and waiting for one. */
  readonly main: number;
  readonly mainQueued: number;
  /** How the kernel divides `main`; it counts hundredths of seconds. */
  readonly mainUser: number;
  readonly mainKernel: number;
  /** Of the servers' processes, all their threads. */
  readonly serverUser: number;
  readonly serverKernel: number;
  /** Of all cores; what the host of a virtual machine took from it is stolen. */
  readonly idle: number;
  readonly stolen: number;
  /** Of the event loop: waiting for something to happen, and working. */
  readonly loopIdle: number;
  readonly loopActive: number;
}

/** A hundredth of a second, the unit of /proc/…/stat on every system that Node runs on. */
const TICK = 10_000;
const MAIN_THREAD = `/proc/self/task/${process.pid}`;

/** Reads all counters; `servers` are ids of processes. */
export function readCounters(servers: readonly number[]): Counters {
  const wall = performance.now() * 1000;
  const { user, system } = process.cpuUsage();
  const [main = 0, mainQueued = 0] = numbersOf(`${MAIN_THREAD}/schedstat`);
  const [mainUser, mainKernel] = cpuOf(MAIN_THREAD);
  const ofServers = servers.map((pid) => cpuOf(`/proc/${pid}`));
  // The first line is the sum of all cores: user, nice, system, idle, iowait, irq, softirq, steal …
  const [, , , idle = 0, waiting = 0, , , stolen = 0] = numbersOf('/proc/stat');
  const loop = performance.eventLoopUtilization();
  return {
    wall,
    clientUser: user,
    clientKernel: system,
    main: main / 1000,
    mainQueued: mainQueued / 1000,
    mainUser,
    mainKernel,
    serverUser: ofServers.reduce((sum, [time]) => sum + time, 0),
    serverKernel: ofServers.reduce((sum, [, time]) => sum + time, 0),
    idle: (idle + waiting) * TICK,
    stolen: stolen * TICK,
    loopIdle: loop.idle * 1000,
    loopActive: loop.active * 1000,
  };
}

/** What was added since. */
export function since(before: Counters, after: Counters): Counters {
  const names = Object.keys(after) as (keyof Counters)[];
  return Object.fromEntries(
    names.map((name) => [name, after[name] - before[name]]),
  ) as unknown as Counters;
}

function numbersOf(file: string): number[] {
  const [line = ''] = readFileSync(file, 'latin1').split('\n');
  return (line.match(/\d+(?=\s|$)/g) ?? []).map(Number);
}

/** The time of a process with all its threads, or of one thread: as a user, and in the kernel. */
function cpuOf(folder: string): [user: number, kernel: number] {
  const text = readFileSync(`${folder}/stat`, 'latin1');
  // The name, in parentheses, may have anything in it. After it, utime is the 12th.
  const columns = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return [Number(columns[11]) * TICK, Number(columns[12]) * TICK];
}

import os from 'node:os';
import type { Counters } from './counters.js';

/** As many as /proc/stat adds up. */
export const CORES = os.cpus().length;

/** CPU time in microseconds. */
export interface Cpu {
  readonly user: number;
  readonly kernel: number;
}

/** What an item (a record, a row) takes, in microseconds; a whole is the sum of its parts. */
export interface Costs {
  readonly perSecond: number;
  /** From one item to the next. */
  readonly wall: number;
  /** All cores, for as long as `wall`. */
  readonly machine: {
    readonly total: number;
    /** Undefined if the servers are elsewhere. */
    readonly server: Cpu | undefined;
    readonly client: Cpu;
    /** Other processes, and servers that are not known. */
    readonly rest: number;
    readonly stolen: number;
    readonly idle: number;
  };
  /** The thread that runs JavaScript, for as long as `wall`. */
  readonly main: Cpu & { readonly queued: number; readonly asleep: number };
  /** The other threads of the client's process. */
  readonly helpers: number;
  /** Pauses of the main thread for the collector. */
  readonly collector: number;
  /** Part of the time in which the event loop had something to do. */
  readonly loop: number;
}

/** What was counted, and for how much. */
export interface Slice {
  readonly counters: Counters;
  readonly items: number;
  /** Pauses for the collector, in microseconds. */
  readonly collector: number;
}

/** Of different clocks, which do not agree to the last digit: no part is below nothing. */
export function costsOf({ counters, items, collector }: Slice, isServerKnown: boolean): Costs {
  const each = (name: keyof Counters): number => counters[name] / items;
  const wall = each('wall');
  const total = wall * CORES;
  const client = { user: each('clientUser'), kernel: each('clientKernel') };
  const server = isServerKnown
    ? { user: each('serverUser'), kernel: each('serverKernel') }
    : undefined;
  const used = sumOf(client) + (server === undefined ? 0 : sumOf(server));
  const main = mainThread(counters, items);
  return {
    perSecond: 1e6 / wall,
    wall,
    machine: {
      total,
      server,
      client,
      rest: Math.max(0, total - used - each('idle') - each('stolen')),
      stolen: each('stolen'),
      idle: each('idle'),
    },
    main: {
      ...main,
      queued: each('mainQueued'),
      asleep: Math.max(0, wall - sumOf(main) - each('mainQueued')),
    },
    helpers: Math.max(0, sumOf(client) - sumOf(main)),
    collector: collector / items,
    loop: counters.loopActive / (counters.loopActive + counters.loopIdle),
  };
}

/** The sum is exact; how it is divided is as exact as hundredths of a second are. */
function mainThread({ main, mainUser, mainKernel }: Counters, items: number): Cpu {
  const ticks = mainUser + mainKernel;
  const user = ticks === 0 ? main : (main * mainUser) / ticks;
  return { user: user / items, kernel: (main - user) / items };
}

/** User and kernel together. */
export function sumOf({ user, kernel }: Cpu): number {
  return user + kernel;
}

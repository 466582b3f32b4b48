import type { Target } from '../report/targets.js';
import { aimsOf } from './aims.js';
import { CORES, sumOf } from './costs.js';
import type { WorkloadProfile } from './profile-result.js';

/** A share of something that is limited, in microseconds for an item. */
export interface Bound {
  /** What there would be at the rate that is aimed at. */
  readonly room: number;
  /** What it takes now. */
  readonly takes: number;
}

/** All that both cores can do: what the server and the kernel take is not the client's to save. */
export interface MachineBound extends Bound {
  readonly server: number;
  /** For the client. */
  readonly kernel: number;
  /** What is left for the client's own code and its collector, and what that takes now. */
  readonly left: number;
  readonly code: number;
  /** Items per second if no core ever rested, as the client is, and with client code that takes nothing. */
  readonly most: number;
  readonly mostWithoutCode: number;
}

/** What an aim for throughput asks for. */
export interface ThroughputNeed {
  readonly target: Target;
  /** Items per second: that part of what the official client did in this run. */
  readonly rate: number;
  /** Undefined if the servers are not on this machine. */
  readonly machine: MachineBound | undefined;
  /** The thread that runs JavaScript. */
  readonly thread: Bound;
}

/** What an aim for CPU time asks for: of the client's process, all its threads. */
export interface CpuNeed extends Bound {
  readonly target: Target;
  readonly measured: number;
  /** The kernel's part of what it takes. */
  readonly kernel: number;
}

/** What the aims of a workload for throughput would need. */
export function throughputNeeds({ name, own, baseline }: WorkloadProfile): ThroughputNeed[] {
  const { machine, main } = own.costs;
  return aimsOf(name)
    .filter(({ figure }) => figure === 'throughput')
    .map((target) => {
      const rate = target.ratio * baseline.costs.perSecond;
      const { server, client } = machine;
      return {
        target,
        rate,
        machine: server === undefined ? undefined : machineBound(rate, sumOf(server), client),
        thread: { room: 1e6 / rate, takes: sumOf(main) },
      };
    });
}

function machineBound(
  rate: number,
  server: number,
  { user: code, kernel }: { readonly user: number; readonly kernel: number },
): MachineBound {
  const room = (CORES * 1e6) / rate;
  return {
    room,
    takes: server + kernel + code,
    server,
    kernel,
    left: room - server - kernel,
    code,
    most: (CORES * 1e6) / (server + kernel + code),
    mostWithoutCode: (CORES * 1e6) / (server + kernel),
  };
}

/** What the aims of a workload for CPU time would need. */
export function cpuNeeds({ name, own, baseline }: WorkloadProfile): CpuNeed[] {
  const client = own.costs.machine.client;
  const official = sumOf(baseline.costs.machine.client);
  return aimsOf(name)
    .filter(({ figure }) => figure === 'CPU')
    .map((target) => ({
      target,
      measured: sumOf(client) / official,
      room: target.ratio * official,
      takes: sumOf(client),
      kernel: client.kernel,
    }));
}

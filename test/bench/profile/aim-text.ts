import { withSpread } from '../report/figures.js';
import { type CpuNeed, cpuNeeds, type ThroughputNeed, throughputNeeds } from './aim-need.js';
import { CORES, type Costs, sumOf } from './costs.js';
import type { SubjectProfile, WorkloadProfile } from './profile-result.js';
import { thousands } from './tables.js';

/** What an aim would need, and what is in the way. */
export interface AimText {
  readonly aim: string;
  readonly points: readonly string[];
}

/** A text for each aim of a workload. */
export function aimTexts(profile: WorkloadProfile): AimText[] {
  const isOneByOne = profile.concurrency === 1 && profile.items === 1;
  return [
    ...throughputNeeds(profile).map(({ target, ...need }) => ({
      aim:
        `Aim: ${target.ratio.toFixed(2)} times what the official client does; ` +
        `measured ${withSpread(profile.ratio)}: ${mark(profile.ratio.median >= target.ratio)}.`,
      points: isOneByOne ? tripPoints(need.rate, profile) : throughputPoints(need, profile),
    })),
    ...cpuNeeds(profile).map(cpuText),
  ];
}

function throughputPoints(
  { rate, machine, thread }: Omit<ThroughputNeed, 'target'>,
  { baseline }: WorkloadProfile,
): string[] {
  const at = (most: number): string =>
    `${thousands(most)} a second, ${(most / baseline.costs.perSecond).toFixed(2)} times the official client`;
  const points = [
    `The aim is ${thousands(rate)} a second. One thread has ${micro(thread.room)} for an item then; ` +
      `the main thread takes ${micro(thread.takes)}: ${verdict(thread.room - thread.takes)}. ` +
      `If it never rested, it would do ${at(1e6 / thread.takes)}.`,
  ];
  if (machine === undefined) return points;
  const { room, server, kernel, left, code } = machine;
  const rest = left < 0 ? 'nothing is left' : `${micro(left)} are left`;
  return [
    ...points,
    `${CORES} cores have ${micro(room)} for an item then. The server takes ${micro(server)}, the kernel ` +
      `${micro(kernel)} for the client, so that ${rest} for the client's own code and its ` +
      `collector, which take ${micro(code)}: ${verdict(left - code)}.`,
    `If no core ever rested, they would do ${at(machine.most)}; ` +
      `with client code that takes no time, ${at(machine.mostWithoutCode)}.`,
  ];
}

/** With one call at a time, nothing is limited but the time of a round trip. */
function tripPoints(rate: number, { own, baseline }: WorkloadProfile): string[] {
  const most = 1e6 / rate;
  const { wall } = own.costs;
  return [
    `A round trip may take ${micro(most)}, and takes ${micro(wall)}: ${verdict(most - wall)}.`,
    ...[baseline, own].map(tripText),
  ];
}

function tripText({ subject, costs }: SubjectProfile): string {
  const { wall, main } = costs;
  return (
    `Of ${micro(wall)} with ${subject}, the main thread works for ${micro(sumOf(main))}, ` +
    `${micro(main.kernel)} of them in the kernel, and waits for ` +
    `${micro(main.queued + main.asleep)}${serverText(costs)}.`
  );
}

function serverText({ machine: { server } }: Costs): string {
  return server === undefined ? '' : `, in which the server works for ${micro(sumOf(server))}`;
}

function cpuText({ target, measured, room, takes, kernel }: CpuNeed): AimText {
  const left = room - kernel;
  return {
    aim:
      `Aim: ${target.ratio.toFixed(2)} of the CPU time of the official client; ` +
      `measured ${measured.toFixed(2)}: ${mark(measured <= target.ratio)}.`,
    points: [
      `The aim is ${micro(room)}; the client takes ${micro(takes)}: ${verdict(room - takes)}. ` +
        `${micro(kernel)} of that are the kernel's, so that ` +
        `${left < 0 ? 'nothing is left' : `${micro(left)} are left`} for the client's own code ` +
        `and its collector, which take ${micro(takes - kernel)}.`,
    ],
  };
}

function mark(isMet: boolean): string {
  return isMet ? 'met' : '**missed**';
}

function verdict(spare: number): string {
  return spare < 0 ? `**${micro(-spare)} too much**` : `${micro(spare)} to spare`;
}

function micro(figure: number): string {
  return `${figure.toFixed(2)} µs`;
}

import { type Costs, type Cpu, sumOf } from './costs.js';
import type { SubjectProfile, WorkloadProfile } from './profile-result.js';
import type { Table } from './table.js';

/** Areas that take less than this part of the main thread are one row. */
const LEAST = 0.005;

/** A row for each figure; undefined where it is not known. */
const COST_ROWS: readonly (readonly [name: string, of: (costs: Costs) => number | undefined])[] = [
  ['the machine, all cores', ({ machine }) => machine.total],
  ['· server', ({ machine }) => whole(machine.server)],
  ['· · in user mode', ({ machine }) => machine.server?.user],
  ['· · in the kernel', ({ machine }) => machine.server?.kernel],
  ['· client', ({ machine }) => sumOf(machine.client)],
  ['· · in user mode', ({ machine }) => machine.client.user],
  ['· · in the kernel', ({ machine }) => machine.client.kernel],
  ['· others', ({ machine }) => machine.rest],
  ['· taken by the host', ({ machine }) => machine.stolen],
  ['· idle', ({ machine }) => machine.idle],
  ['the main thread of the client', ({ wall }) => wall],
  ['· in user mode', ({ main }) => main.user],
  ['· in the kernel', ({ main }) => main.kernel],
  ['· waiting for a core', ({ main }) => main.queued],
  ['· asleep', ({ main }) => main.asleep],
  ['other threads of the client', ({ helpers }) => helpers],
  ['pauses for the collector', ({ collector }) => collector],
];

/** What an item takes with each client; then parts of the time. */
export function costTable({ own, baseline }: WorkloadProfile): Table {
  const subjects = [baseline, own];
  const row = (name: string, of: (profile: SubjectProfile) => string): string[] => [
    name,
    ...subjects.map(of),
  ];
  return {
    header: ['µs per item', ...subjects.map(({ subject }) => subject)],
    rows: [
      row('per second', ({ costs }) => thousands(costs.perSecond)),
      row('per second, least and most of the rounds', ({ perSecond: { min, max } }) => {
        return `${thousands(min)}–${thousands(max)}`;
      }),
      ...COST_ROWS.map(([name, of]) => row(name, ({ costs }) => inMicroseconds(of(costs)))),
      row('cores idle', ({ costs: { machine } }) => percent(machine.idle / machine.total)),
      row('event loop busy', ({ costs }) => percent(costs.loop)),
    ],
  };
}

/** The parts of the main thread's CPU time with each client. */
export function areaTable({ own, baseline }: WorkloadProfile): Table {
  const subjects = [baseline, own];
  const times = subjects.map(({ selfTime }) => {
    return new Map(selfTime.areas.map(({ area, microseconds }) => [area, microseconds]));
  });
  const wholes = subjects.map(({ costs }) => sumOf(costs.main));
  const names = [own, baseline].flatMap(({ selfTime }) => selfTime.areas.map(({ area }) => area));
  const isShown = (area: string): boolean =>
    times.some((time, i) => (time.get(area) ?? 0) >= wholes[i]! * LEAST);
  const shown = [...new Set(names)].filter(isShown);
  const cells = (figures: readonly number[]): string[] =>
    figures.flatMap((figure, i) => [inMicroseconds(figure), percent(figure / wholes[i]!)]);
  const ofAreas = shown.map((area) => [area, times.map((time) => time.get(area) ?? 0)] as const);
  const others = wholes.map(
    (whole, i) => whole - ofAreas.reduce((sum, [, figures]) => sum + figures[i]!, 0),
  );
  return {
    header: ['main thread', ...subjects.flatMap(({ subject }) => [`${subject} µs`, '%'])],
    rows: [
      ...ofAreas.map(([area, figures]) => [area, ...cells(figures)]),
      ['areas below 0.5 %', ...cells(others.map((other) => Math.max(0, other)))],
      ['together', ...cells(wholes)],
    ],
  };
}

/** The functions of wire that take most. */
export function functionTable({ own }: WorkloadProfile): Table {
  return {
    header: [`functions of the main thread, ${own.subject}`, 'µs'],
    rows: own.selfTime.functions.map(({ name, area, file, line, microseconds }) => [
      `\`${name}\`, ${area}${file === '' ? '' : `, ${file}:${line}`}`,
      microseconds.toFixed(3),
    ]),
  };
}

function whole(cpu: Cpu | undefined): number | undefined {
  return cpu === undefined ? undefined : sumOf(cpu);
}

function inMicroseconds(figure: number | undefined): string {
  return figure === undefined ? '?' : figure.toFixed(2);
}

function percent(part: number): string {
  return (part * 100).toFixed(1);
}

/** A large number, with commas. */
export function thousands(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

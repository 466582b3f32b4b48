import type { BareGet } from '../driver/bare-get.js';
import type { OpenDrivers } from '../driver/drivers.js';
import { bulkWorkloads } from './bulk-workloads.js';
import type { Mapper } from './mapper.js';
import { mapperWorkloads } from './mapper-workloads.js';
import { recordWorkloads } from './record-workloads.js';
import type { Scale } from './scale.js';
import type { Workload } from './workload.js';

/** All workloads, in the order of the tables. */
export function allWorkloads(
  drivers: OpenDrivers,
  bare: BareGet,
  mapper: Mapper,
  scale: Scale,
): Workload[] {
  return [
    harnessWorkload(scale),
    ...recordWorkloads(drivers, bare, scale),
    ...bulkWorkloads(drivers, scale),
    ...mapperWorkloads(mapper, drivers, scale),
  ];
}

/** What the harness itself takes for a call: it is part of every other figure. */
function harnessWorkload({ usual }: Scale): Workload {
  return {
    name: `harness/${usual}`,
    title: 'a call that does nothing',
    concurrency: usual,
    items: 1,
    sets: [],
    baseline: 'nothing',
    subjects: { nothing: () => Promise.resolve() },
  };
}

/** The workloads that `--only` names: by whole names, or by their first parts. */
export function choose(workloads: readonly Workload[], only: readonly string[]): Workload[] {
  const isBelow = (name: string, start: string) => name === start || name.startsWith(`${start}/`);
  const unknown = only.find((start) => !workloads.some(({ name }) => isBelow(name, start)));
  if (unknown !== undefined) {
    const names = [...new Set(workloads.map(({ name }) => name.split('/')[0]))];
    throw new Error(`no workload ${unknown}; there are ${names.join(', ')}, and parts of them`);
  }
  if (only.length === 0) return [...workloads];
  return workloads.filter(({ name }) => only.some((start) => isBelow(name, start)));
}

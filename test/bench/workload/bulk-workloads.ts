import { countOf } from '../data/data-sets.js';
import type { BenchDriver } from '../driver/bench-driver.js';
import { BASELINE, type OpenDrivers } from '../driver/drivers.js';
import { forEachDriver } from './record-workloads.js';
import { idsOf, type Scale } from './scale.js';
import type { Workload } from './workload.js';

const VALUES_PER_ROW = 3;

interface BulkCall {
  readonly title: string;
  readonly call: (driver: BenchDriver, ids: readonly number[]) => Promise<number>;
  /** What the call gives when all went well. */
  readonly expected: (ids: readonly number[]) => number;
}

const BATCHES: Readonly<Record<string, BulkCall>> = {
  'batch-read': {
    title: 'batch read as records',
    call: (driver, ids) => driver.batchRead('row', ids),
    expected: (ids) => ids.length * VALUES_PER_ROW,
  },
  'batch-columns': {
    title: 'batch read as columns',
    call: (driver, ids) => driver.batchColumns('row', ids),
    expected: (ids) => ids.reduce((sum, id) => sum + id, 0),
  },
  'batch-write': {
    title: 'batch write',
    call: (driver, ids) => driver.batchWrite('row', ids),
    expected: (ids) => ids.length,
  },
};

/** Batches of several sizes, and a query of many records, with each driver. */
export function bulkWorkloads(drivers: OpenDrivers, scale: Scale): Workload[] {
  const count = countOf('row', scale.mostRecords);
  const batches = Object.entries(BATCHES).flatMap(([name, { title, call, expected }]) =>
    scale.batches.map((items): Workload => ({
      name: `${name}/${items}`,
      title: `${title}, ${items} rows`,
      concurrency: scale.batchConcurrency,
      items,
      sets: ['row'],
      baseline: BASELINE,
      subjects: forEachDriver(drivers, (driver) => async (turn) => {
        const ids = idsOf(turn, items, count);
        mustBe(name, await call(driver, ids), expected(ids));
      }),
    })),
  );
  return [...batches, queryWorkload(drivers, scale.queried)];
}

function queryWorkload(drivers: OpenDrivers, queried: number): Workload {
  return {
    name: `query/${queried}`,
    title: `sindex query of ${queried} records`,
    concurrency: 1,
    items: queried,
    sets: ['row'],
    baseline: BASELINE,
    subjects: forEachDriver(drivers, (driver) => async () => {
      mustBe('query', await driver.query('row', queried), queried * VALUES_PER_ROW);
    }),
  };
}

/** A call that reads too little is fast, but wrong. */
function mustBe(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Error(`${what} gave ${found} instead of ${expected}`);
}

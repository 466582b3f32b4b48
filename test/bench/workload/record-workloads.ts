import { countOf, type DataSetName } from '../data/data-sets.js';
import { RECORD_SIZES } from '../data/record-size.js';
import { BASELINE, type OpenDrivers } from '../driver/drivers.js';
import type { BareGet } from '../driver/bare-get.js';
import type { BenchDriver } from '../driver/bench-driver.js';
import { idOf, type Scale } from './scale.js';
import type { Run, Workload } from './workload.js';

type Call = (driver: BenchDriver, set: DataSetName, id: number, turn: number) => Promise<unknown>;

/** One of ten calls of `mixed` writes. */
const WRITE_EVERY = 10;

/** Calls about one record, each driver in turns; the first two with records of every size. */
const CALLS = {
  get: { title: 'get', sized: true, call: (driver, set, id) => driver.get(set, id) },
  put: { title: 'put', sized: true, call: (driver, set, id) => driver.put(set, id) },
  operate: {
    title: 'operate: increment, list append and trim',
    sized: false,
    call: (driver, _set, id) => driver.operate('counter', id),
  },
  exists: { title: 'exists', sized: false, call: (driver, set, id) => driver.exists(set, id) },
  mixed: {
    title: 'get 90 %, put 10 %',
    sized: false,
    call: (driver, set, id, turn) =>
      turn % WRITE_EVERY === 0 ? driver.put(set, id) : driver.get(set, id),
  },
} as const satisfies Record<string, { title: string; sized: boolean; call: Call }>;

/** Get, put, operate, exists and a mixture, with each driver; small gets also with the least code. */
export function recordWorkloads(drivers: OpenDrivers, bare: BareGet, scale: Scale): Workload[] {
  const { concurrencies, usual, sizes, mostRecords } = scale;
  return Object.entries(CALLS).flatMap(([name, { title, sized, call }]) =>
    sizes
      .filter((size) => sized || size === 'small')
      .flatMap((size) => {
        const set = name === 'operate' ? 'counter' : size;
        const count = countOf(set, mostRecords);
        return (size === 'small' ? concurrencies : [usual]).map((concurrency): Workload => ({
          name: `${name}/${size}/${concurrency}`,
          title: sized ? `${title}, ${RECORD_SIZES[size].title}` : title,
          concurrency,
          items: 1,
          sets: [set],
          baseline: BASELINE,
          subjects: {
            ...forEachDriver(
              drivers,
              (driver) => (turn) => call(driver, set, idOf(turn, count), turn),
            ),
            ...(name === 'get' && size === 'small'
              ? { bare: (turn: number) => bare.get(set, idOf(turn, count)) }
              : {}),
          },
        }));
      }),
  );
}

/** A run for each driver. */
export function forEachDriver(
  drivers: OpenDrivers,
  toRun: (driver: BenchDriver) => Run,
): Record<string, Run> {
  return Object.fromEntries(Object.entries(drivers).map(([name, driver]) => [name, toRun(driver)]));
}

import type { Host } from '@aeroform/core';
import type { BenchDriver } from './bench-driver.js';
import { CoreDriver } from './core-driver.js';
import { OfficialDriver } from './official-driver.js';

/** The drivers that are measured against each other, by the names in the results. */
export const DRIVERS = {
  official: (hosts) => OfficialDriver.open(hosts),
  wire: (hosts) => CoreDriver.open(hosts, 'wire'),
  native: (hosts) => CoreDriver.open(hosts, 'native'),
} as const satisfies Record<string, (hosts: readonly Host[]) => Promise<BenchDriver>>;

export type DriverName = keyof typeof DRIVERS;

/** What the others are compared with. */
export const BASELINE: DriverName = 'official';

/** The opened drivers by their names. */
export type OpenDrivers = Readonly<Record<DriverName, BenchDriver>>;

/** Connects all drivers to the same servers. */
export async function openDrivers(hosts: readonly Host[]): Promise<OpenDrivers> {
  const opened: Partial<Record<DriverName, BenchDriver>> = {};
  for (const name of Object.keys(DRIVERS) as DriverName[])
    opened[name] = await DRIVERS[name](hosts);
  return opened as OpenDrivers;
}

import type { Host } from '@aeroform/core';
import { DRIVER } from '../../../../test/support/driver-under-test.js';
import type { DataSourceOptions } from '../../src/index.js';

/** What of the options of a data source says how it connects. */
export type Connection = Required<Pick<DataSourceOptions, 'hosts' | 'clientConfig'>>;

/** How a data source reaches a server, with the driver under test. */
export function connectionTo({ hosts }: { readonly hosts: string | readonly Host[] }): Connection {
  return { hosts, clientConfig: { driver: DRIVER } };
}

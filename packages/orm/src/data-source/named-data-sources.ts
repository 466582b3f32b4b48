import { DataSourceStateError } from '../error/data-source-error.js';
import type { DataSource } from './data-source.js';

const KEY = Symbol.for('@aeroform/orm.dataSources.1');
const host = globalThis as { [KEY]?: Map<string, Set<DataSource>> };
const byName = (host[KEY] ??= new Map<string, Set<DataSource>>());

/** Makes an initialised data source known by its name. */
export function nameDataSource(dataSource: DataSource): void {
  const named = byName.get(dataSource.name) ?? new Set();
  byName.set(dataSource.name, named.add(dataSource));
}

/** Forgets a data source. */
export function unnameDataSource(dataSource: DataSource): void {
  byName.get(dataSource.name)?.delete(dataSource);
}

/**
 * The initialised data source with a name.
 *
 * @throws DataSourceStateError when there is none, or more than one
 */
export function dataSourceNamed(name: string): DataSource {
  const [only, ...others] = byName.get(name) ?? [];
  if (only === undefined) {
    throw new DataSourceStateError(
      `there is no initialised data source '${name}'; await dataSource.initialize() first, or name another one`,
    );
  }
  if (others.length === 0) return only;
  throw new DataSourceStateError(
    `${others.length + 1} initialised data sources are called '${name}'; give them names with the option name`,
  );
}

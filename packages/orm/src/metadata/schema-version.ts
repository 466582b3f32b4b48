import { MetadataError } from '../error/metadata-error.js';
import { checkWhole } from './check-options.js';
import type { BinMigration, SchemaVersionMetadata } from './entity-metadata.js';
import type { EntityOptions } from './entity-options.js';

const DEFAULT_BIN = '_v';

/** The versions of the stored form; null when the entity declares none. */
export function schemaVersionOf(
  { schemaVersion, migrate }: EntityOptions,
  name: string,
): SchemaVersionMetadata | null {
  if (schemaVersion === undefined) {
    if (migrate === undefined) return null;
    throw new MetadataError(name, 'migrate needs the version it leads to; add schemaVersion');
  }
  const { version, bin = DEFAULT_BIN } =
    typeof schemaVersion === 'object' ? schemaVersion : { version: schemaVersion };
  if (version === undefined) throw new MetadataError(name, 'schemaVersion needs a version');
  checkWhole('schemaVersion', version, [1, Number.MAX_SAFE_INTEGER], name);
  const migrations = new Map<number, BinMigration>();
  for (const [key, migration] of Object.entries(migrate ?? {})) {
    const from = Number(key);
    if (!Number.isSafeInteger(from) || from < 1 || from >= version) {
      throw new MetadataError(
        name,
        `migrate has '${key}'; its keys are the versions before ${version}, from 1`,
      );
    }
    if (typeof migration !== 'function') {
      throw new MetadataError(name, `migrate[${key}] must be a function of the bins`);
    }
    migrations.set(from, migration);
  }
  if (migrate !== undefined) requireAll(migrations, version, name);
  return { version, binName: bin, migrate: migrations };
}

/** A forgotten step would take records of its version for those of the next. */
function requireAll(
  migrations: ReadonlyMap<number, BinMigration>,
  version: number,
  name: string,
): void {
  for (let from = 1; from < version; from++) {
    if (migrations.has(from)) continue;
    throw new MetadataError(
      name,
      `migrate has no ${from}: add the function that turns bins of version ${from} into those of ${from + 1}; (bins) => bins changes nothing`,
    );
  }
}

import { type AerospikeRecord, partitionFilterByRange } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import type { SchemaVersionMetadata } from '../metadata/entity-metadata.js';
import { migrateRecord } from '../repository/migrate-record.js';
import { olderRecords } from './class-filter.js';
import {
  type MigrateOptions,
  type MigrationSettings,
  migrationSettings,
} from './migrate-options.js';
import {
  formatMigrationCursor,
  type MigrationPosition,
  type MigrationSubject,
  parseMigrationCursor,
  PARTITIONS,
} from './migration-cursor.js';
import { MigrationStoppedError } from './migration-error.js';
import {
  type MigrationProgress,
  type MigrationReport,
  MigrationTally,
} from './migration-report.js';
import { RateLimit } from './rate-limit.js';

/** Partitions of one query. */
const SLICE = 64;

interface Migration {
  readonly context: EntityContext;
  readonly schemaVersion: SchemaVersionMetadata;
  readonly settings: MigrationSettings;
  readonly subject: MigrationSubject;
  readonly tally: MigrationTally;
  readonly limit: RateLimit;
}

/** Rewrites the records of older versions of a class, in the order of partitions and digests. */
export async function migrateEntity(
  context: EntityContext,
  options: MigrateOptions,
): Promise<MigrationReport> {
  const settings = migrationSettings(options);
  const { metadata, namespace, set } = context;
  const { schemaVersion, name } = metadata;
  if (schemaVersion === null) {
    throw new OptionError(
      'entity',
      `${name} has no versions to migrate between; declare @Entity({ schemaVersion: 2, migrate: { 1: (bins) => … } })`,
    );
  }
  const { version } = schemaVersion;
  const subject = { namespace, set, name, version };
  const { cursor, dryRun, recordsPerSecond } = settings;
  const start = cursor === undefined ? START : parseMigrationCursor(subject, cursor);
  const tally = new MigrationTally();
  const limit = new RateLimit(recordsPerSecond);
  await run({ context, schemaVersion, settings, subject, tally, limit }, start);
  return { entity: name, version, dryRun, ...tally.counts(), failures: tally.failures };
}

const START: MigrationPosition = { begin: 0, within: null };

async function run(migration: Migration, start: MigrationPosition): Promise<void> {
  const { context, settings } = migration;
  let position = start;
  try {
    while (position.begin < PARTITIONS) {
      position = await migratePage(migration, position);
      settings.onProgress?.(progressAt(migration, position));
    }
  } catch (error) {
    throw new MigrationStoppedError(context.metadata.name, progressAt(migration, position), error);
  }
}

function progressAt({ subject, tally }: Migration, position: MigrationPosition): MigrationProgress {
  const fraction = position.begin / PARTITIONS;
  return { ...tally.counts(), fraction, cursor: formatMigrationCursor(subject, position) };
}

/** @returns where the next page begins */
async function migratePage(
  migration: Migration,
  { begin, within }: MigrationPosition,
): Promise<MigrationPosition> {
  const { context, schemaVersion, settings } = migration;
  const { signal, pageSize } = settings;
  signal?.throwIfAborted();
  const count = Math.min(SLICE, PARTITIONS - begin);
  const { binName, version } = schemaVersion;
  const filter = olderRecords(context.metadata, binName, version);
  const options = signal === undefined ? {} : { signal };
  const page = await context.client
    .query(context.namespace, context.set)
    .partitions(partitionFilterByRange(begin, count))
    .page({ size: pageSize, cursor: within }, callPolicy(context, 'query', options, filter));
  await migrateAll(migration, page.records);
  if (page.cursor !== null) return { begin, within: page.cursor };
  return { begin: begin + count, within: null };
}

/** Some at a time. When one stops the migration, those that have begun come to their end. */
async function migrateAll(
  migration: Migration,
  records: readonly AerospikeRecord[],
): Promise<void> {
  const left = records.values();
  let stopped: { readonly error: unknown } | null = null;
  const work = async (): Promise<void> => {
    for (const record of left) {
      if (stopped !== null) return;
      try {
        await migrateOne(migration, record);
      } catch (error) {
        stopped ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: migration.settings.parallel }, work));
  throwStop(stopped);
}

function throwStop(stopped: { readonly error: unknown } | null): void {
  if (stopped !== null) throw stopped.error;
}

/** Throws only what stops the migration. */
async function migrateOne(
  { context, settings, tally, limit }: Migration,
  record: AerospikeRecord,
): Promise<void> {
  const { dryRun, signal, onFailure } = settings;
  if (!dryRun) await limit.turn(signal);
  signal?.throwIfAborted();
  try {
    const { outcome, from, conflicts } = await migrateRecord(context, record, { dryRun, signal });
    tally.conflicts(conflicts);
    if (outcome === 'migrated') tally.migrated(from);
    else tally.skipped();
  } catch (error) {
    signal?.throwIfAborted();
    const [, , id, digest] = record.key;
    const failure = { id, digest: digest.toString('hex'), error };
    tally.failed(failure);
    onFailure?.(failure);
  }
}

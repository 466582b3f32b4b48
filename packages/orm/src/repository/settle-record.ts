import type { Bins, Key } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { describeValue } from '../error/describe-value.js';
import { EntityNotFoundError } from '../error/entity-error.js';
import { MappingError } from '../error/mapping-error.js';
import { isOfClass, metadataOfRecord } from '../mapping/class-metadata.js';
import { ownValue } from '../mapping/own-value.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { migrateRecord, readWhole, type RecordMigration } from './migrate-record.js';
import { describeId, lostRace, type WriteSubject } from './write-error.js';

/** A record that the guard of a write refused. */
export interface RefusedRecord {
  /** Of the class the record must be of. */
  readonly metadata: EntityMetadata;
  readonly key: Key;
  /** The generation that was compared; null for none. */
  readonly generation: number | null;
  readonly subject: WriteSubject;
  /** False: it is only read, so it is not migrated either. Default true. */
  readonly writes?: boolean;
  /** A record of another class counts as none, rather than as an error that names the class. */
  readonly othersAreMissing?: boolean;
}

/**
 * Brings a record that the guard of a write refused to the present form, so that the write can be sent
 * again.
 *
 * @returns the generation to compare then; null for none
 * @throws MappingError when the record is of another class, newer than the class, or cannot be
 * migrated; OptimisticLockError when it has another generation than the write asks for
 */
export async function settleRecord(
  context: EntityContext,
  { metadata, key, generation, subject, writes, othersAreMissing }: RefusedRecord,
  { signal, behavior }: Partial<Pick<RecordMigration, 'signal' | 'behavior'>>,
): Promise<number | null> {
  const migration = { dryRun: false, signal, behavior } as const;
  const record = await readWhole(context, key, migration);
  if (record === null) return generation;
  if (othersAreMissing === true && !isOfClass(metadata, record.bins)) {
    const { verb, id, entity } = subject;
    throw new EntityNotFoundError(`${verb}(): there is no ${entity} ${describeId(id)}`, {
      entity,
      id,
    });
  }
  metadataOfRecord(metadata, record.bins);
  const { gen } = record.meta;
  if (generation !== null && gen !== generation) throw lostRace(subject, gen);
  if (writes === false) {
    refuseOlder(metadata, subject, record.bins);
    return generation;
  }
  const settled = await migrateRecord(context, record, migration);
  if (generation === null || settled.outcome === 'gone') return generation;
  if (settled.conflicts > 0) throw lostRace(subject, settled.generation);
  return settled.generation;
}

/** The server computes what operations read, and knows no migrations: a read by itself writes none. */
function refuseOlder({ name, schemaVersion }: EntityMetadata, { verb }: WriteSubject, bins: Bins) {
  if (schemaVersion === null) return;
  const { binName, version } = schemaVersion;
  const stored = ownValue(bins, binName) ?? 1;
  if (stored === version) return;
  const shown = typeof stored === 'number' ? stored : describeValue(stored);
  throw new MappingError(
    name,
    `${verb}() only reads, and the record has schema version ${shown} instead of ${version}: what it would read has another form; use findById(), which migrates what it reads, save the entity, or run dataSource.schema.migrate(${name})`,
  );
}

import type { Key } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { metadataOfRecord } from '../mapping/class-metadata.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { migrateRecord, readWhole, type RecordMigration } from './migrate-record.js';
import { lostRace, type WriteSubject } from './write-error.js';

/** A record that the guard of a write refused. */
export interface RefusedRecord {
  /** Of the class the record must be of. */
  readonly metadata: EntityMetadata;
  readonly key: Key;
  /** The generation that was compared; null for none. */
  readonly generation: number | null;
  readonly subject: WriteSubject;
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
  { metadata, key, generation, subject }: RefusedRecord,
  { signal, behavior }: Partial<Pick<RecordMigration, 'signal' | 'behavior'>>,
): Promise<number | null> {
  const migration = { dryRun: false, signal, behavior } as const;
  const record = await readWhole(context, key, migration);
  if (record === null) return generation;
  metadataOfRecord(metadata, record.bins);
  const { gen } = record.meta;
  if (generation !== null && gen !== generation) throw lostRace(subject, gen);
  const settled = await migrateRecord(context, record, migration);
  if (generation === null || settled.outcome === 'gone') return generation;
  if (settled.conflicts > 0) throw lostRace(subject, settled.generation);
  return settled.generation;
}

import { setTimeout as pause } from 'node:timers/promises';
import {
  AerospikeError,
  type AerospikeRecord,
  type BinValue,
  type Key,
  TTL_DONT_UPDATE,
} from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { changedBins } from '../mapping/changed-bins.js';
import { metadataOfRecord } from '../mapping/class-metadata.js';
import { stateOf } from '../mapping/entity-state.js';
import { hydrate } from '../mapping/hydrate.js';
import { ownValue } from '../mapping/own-value.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { isNotFound } from './is-not-found.js';
import { retryPause } from './retry-pause.js';
import { ResultCode } from './write-error.js';
import { writeMeta, writeRequest } from './write-plan.js';

/** What became of a record. */
export interface MigratedRecord {
  /** `current`: somebody else has migrated it meanwhile; `gone`: somebody else has removed it. */
  readonly outcome: 'migrated' | 'current' | 'gone';
  /** The generation it has now; 0 when it is gone. */
  readonly generation: number;
  /** The version it had. */
  readonly from: number;
  /** How often somebody else wrote it in between. */
  readonly conflicts: number;
}

/** How a record is migrated. */
export interface RecordMigration {
  /** Nothing is written. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal | undefined;
  /** Name of one of the data source's behaviours, for the reads and the write. */
  readonly behavior?: string | undefined;
}

/** Lost races after which a record counts as failed; the next run finds it again. */
const MOST_ATTEMPTS = 50;

/**
 * Brings the record of an older version to the present form, as reading and saving it would: only
 * changed bins are written, under the generation that was read, and the time to live stays as it is.
 */
export async function migrateRecord(
  context: EntityContext,
  record: AerospikeRecord,
  migration: RecordMigration,
): Promise<MigratedRecord> {
  const { dryRun, signal } = migration;
  let current: AerospikeRecord | null = record;
  let from = 0;
  for (let conflicts = 0; ; conflicts++) {
    if (current === null) return { outcome: 'gone', generation: 0, from, conflicts };
    const { gen } = current.meta;
    const change = changeOf(context.metadata, current);
    if (change === null) return { outcome: 'current', generation: gen, from, conflicts };
    from = change.from;
    if (dryRun) return { outcome: 'migrated', generation: gen, from, conflicts };
    try {
      const generation = await write(context, current, change, migration);
      return { outcome: 'migrated', generation, from, conflicts };
    } catch (error) {
      const code = error instanceof AerospikeError ? error.resultCode : undefined;
      if (code === ResultCode.recordNotFound) {
        return { outcome: 'gone', generation: 0, from, conflicts };
      }
      if (code !== ResultCode.generation || conflicts + 1 >= MOST_ATTEMPTS) throw error;
    }
    await pause(retryPause(conflicts + 1), undefined, signal === undefined ? {} : { signal });
    current = await readWhole(context, current.key, migration);
  }
}

interface RecordChange {
  /** Of the class of the record. */
  readonly metadata: EntityMetadata;
  readonly from: number;
  /** Null removes the bin. */
  readonly bins: ReadonlyMap<string, BinValue>;
}

/** Null when the record has the present form. */
function changeOf(metadata: EntityMetadata, record: AerospikeRecord): RecordChange | null {
  const actual = metadataOfRecord(metadata, record.bins);
  const only = actual.stored.map(({ property }) => property);
  const entity = hydrate(metadata, record, { only, isWhole: true });
  // safe: the entity was just read
  const state = stateOf(entity)!;
  if (state.pending === undefined || actual.schemaVersion === null) return null;
  const from = ownValue(record.bins, actual.schemaVersion.binName) ?? 1;
  // safe: what is pending was made out of a version that is a number
  return { metadata: actual, from: from as number, bins: changedBins(actual, entity, state) };
}

/** @returns the generation it made */
async function write(
  context: EntityContext,
  { key, meta: { gen } }: AerospikeRecord,
  { metadata, bins }: RecordChange,
  migration: RecordMigration,
): Promise<number> {
  const plan = { key, mode: 'update', bins, generation: gen, ttl: TTL_DONT_UPDATE } as const;
  const request = writeRequest(plan, metadata);
  const meta = writeMeta({ ...plan, mode: request.mode }, metadata);
  const options = optionsOf(migration);
  if (request.operations === null) {
    const policy = callPolicy(context, 'write', options);
    return (await context.client.put(key, request.bins, meta, policy)).gen;
  }
  const policy = callPolicy(context, 'operate', options);
  return (await context.client.operate(key, request.operations, meta, policy)).meta.gen;
}

/** A record with all its bins; null when there is none. */
export async function readWhole(
  context: EntityContext,
  key: Key,
  migration: Omit<RecordMigration, 'dryRun'>,
): Promise<AerospikeRecord | null> {
  try {
    return await context.client.get(key, callPolicy(context, 'read', optionsOf(migration)));
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function optionsOf({ signal, behavior }: Omit<RecordMigration, 'dryRun'>) {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(behavior === undefined ? {} : { behavior }),
  };
}

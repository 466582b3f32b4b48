import { type BinValue, operations } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { MappingError } from '../error/mapping-error.js';
import { checkProperty } from '../mapping/bins-of.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { encodeProperty } from '../mapping/encode-entity.js';
import { toBin } from '../mapping/to-bin.js';
import { toKey } from '../mapping/to-key.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { presentForm } from '../query/present-form.js';
import { adoptReferences } from '../reference/adopt-references.js';
import type { Draft } from '../type/draft.js';
import { checkCallOptions, type CreateOptions } from './call-options.js';
import { checkBinLeft } from './check-bin-left.js';
import { checkComplete } from './check-complete.js';
import { auditDates } from './audit-dates.js';
import { afterIdWrite, beforeIdWrite } from './around-id-write.js';
import { creationBins, isAbstract } from './creation.js';
import { finishGiven, isOfRecord } from './finish-given.js';
import { guardedWrite } from './guarded-write.js';
import { calledGeneration, type EntityWrite } from './plan-entity-write.js';
import { requireObject } from './require-argument.js';
import { requireEntity } from './prepare-entity.js';
import { refuseCondition } from './refuse-condition.js';
import { withWriteErrors } from './write-entity.js';
import type { WriteOutcome } from './write-outcome.js';
import { writeMeta, writeRequest } from './write-plan.js';
import { upsertTtl } from './write-ttl.js';

/**
 * Creates the record or updates the given bins of an existing one. Undefined properties are not given,
 * which is refused for those declared `nullable: false` unless `ifVersion` needs the record; null removes
 * the bin. The version is not compared (use `ifVersion`); an entity gets the new one.
 */
export async function upsertEntity<T extends object>(
  context: EntityContext<T>,
  given: T | Draft<T>,
  options: CreateOptions<T>,
): Promise<WriteOutcome> {
  requireObject('entity', 'upsert() takes an entity or its properties', given);
  if (given instanceof context.metadata.entity) requireEntity(context.metadata, given, 'upsert');
  checkCallOptions('write', 'upsert', options);
  refuseCondition('upsert', options, 'use update(), which needs the record, or insert()');
  const { client, options: session, subscribers } = context;
  const metadata = metadataOfGiven(context.metadata, given);
  const id = (given as Record<string, unknown>)[metadata.id.property];
  const audit = auditDates(metadata, given, true);
  const plan = {
    key: toKey(context, id),
    mode: 'upsert',
    bins: givenBins(metadata, given, audit),
    generation: calledGeneration(options.ifVersion),
    ttl: upsertTtl(context, metadata, given, options.ttl),
  } as const;
  checkBinLeft(metadata, plan.bins, 'upsert');
  // Only a record that is there has a version.
  if (plan.generation === null) checkComplete(metadata, given);
  const request = writeRequest(plan, metadata);
  const writes =
    request.operations ??
    Object.entries(request.bins).map(([bin, value]) => operations.write(bin, value));
  const all = [...writes, ...creationBins(metadata, plan.bins)];
  const expected = plan.generation;
  const subject = { entity: metadata.name, id, verb: 'upsert', expected, isRace: false };
  const { key, generation } = plan;
  const guarded = {
    metadata,
    key,
    generation,
    subject,
    guard: presentForm(metadata),
    filter: null,
  };
  const around = { method: 'upsert', id, given, bins: plan.bins };
  const seen = { metadata, options: session, subscribers };
  await beforeIdWrite(seen, around);
  const { meta: written } = await withWriteErrors(context, plan.key, subject, () =>
    guardedWrite(context, guarded, options, (filter, gen) => {
      const meta = writeMeta({ ...plan, generation: gen }, metadata, options.durableDelete);
      return client.operate(key, all, meta, callPolicy(context, 'operate', options, filter));
    }),
  );
  // Written as another record, it stays what it is.
  if (given instanceof metadata.entity && isOfRecord(given, id, key)) {
    const known = { plan: { ...plan, mode: 'update' }, subject, audit } as const;
    finishGiven(metadata, given, known, written);
    adoptReferences(context, metadata, given);
  }
  await afterIdWrite(seen, around, written.gen);
  return { version: written.gen };
}

/** Of an entity, its own class; what is given as properties becomes a record of the repository's class. */
function metadataOfGiven(metadata: EntityMetadata, given: object): EntityMetadata {
  if (given instanceof metadata.entity) return metadataOfEntity(metadata, given);
  if (!isAbstract(metadata)) return metadata;
  throw new MappingError(
    metadata.name,
    'is abstract; upsert() with the repository of a class derived from it',
  );
}

function givenBins(
  metadata: EntityMetadata,
  given: object,
  dates: EntityWrite['audit'],
): Map<string, BinValue> {
  const bins = new Map<string, BinValue>();
  const isDraft = !(given instanceof metadata.entity);
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    if (isDraft) checkProperty(metadata, name);
    const property = metadata.property.get(name);
    if (property === undefined || value === undefined) continue;
    if (property.role === 'bin' || property.storedName !== null) {
      encodeProperty(property, value, bins);
    }
  }
  for (const [name, date] of dates) {
    // safe: there is a date only for mapped properties
    const { storedName, value, label } = metadata.property.get(name)!;
    if (storedName !== null) bins.set(storedName, toBin(value, date, label));
  }
  return bins;
}

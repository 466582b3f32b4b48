import { type BinValue, operations } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { checkProperty } from '../mapping/bins-of.js';
import { encodeProperty } from '../mapping/encode-entity.js';
import { toBin } from '../mapping/to-bin.js';
import { toKey } from '../mapping/to-key.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Draft } from '../type/entity-type.js';
import { callPolicy, checkCallOptions, type CreateOptions } from './call-options.js';
import { checkBinLeft } from './check-bin-left.js';
import { creationDates } from './creation.js';
import { calledGeneration } from './plan-entity-write.js';
import { requireObject } from './require-argument.js';
import { refuseCondition } from './refuse-condition.js';
import { withWriteErrors } from './write-entity.js';
import { writeMeta, writeRequest } from './write-plan.js';
import { writeTtl } from './write-ttl.js';

/**
 * Creates the record or updates the given bins of an existing one. Undefined properties are not given;
 * null removes the bin. The version is not compared (use `ifVersion`), and the object is not changed.
 */
export async function upsertEntity<T extends object>(
  context: EntityContext<T>,
  given: T | Draft<T>,
  options: CreateOptions<T>,
): Promise<void> {
  requireObject('entity', 'upsert() takes an entity or its properties', given);
  checkCallOptions('write', 'upsert', options);
  refuseCondition('upsert', options, 'use update(), which needs the record, or insert()');
  const { metadata, client } = context;
  const id = (given as Record<string, unknown>)[metadata.id.property];
  const plan = {
    key: toKey(context, id),
    mode: 'upsert',
    bins: givenBins(metadata, given),
    generation: calledGeneration(options.ifVersion),
    ttl: writeTtl(metadata, given, options.ttl),
  } as const;
  checkBinLeft(metadata, plan.bins, 'upsert');
  const request = writeRequest(plan, metadata);
  const writes =
    request.operations ??
    Object.entries(request.bins).map(([bin, value]) => operations.write(bin, value));
  const meta = writeMeta(plan, metadata, options.durableDelete);
  const policy = callPolicy(options);
  const expected = plan.generation;
  const subject = { entity: metadata.name, id, verb: 'upsert', expected, isRace: false };
  await withWriteErrors(context, plan.key, subject, () =>
    client.operate(plan.key, [...writes, ...creationDates(metadata, plan.bins)], meta, policy),
  );
}

function givenBins(metadata: EntityMetadata, given: object): Map<string, BinValue> {
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
  for (const { audit, storedName, value, label } of metadata.stored) {
    if (audit === 'updated' && storedName !== null) {
      bins.set(storedName, toBin(value, new Date(), label));
    }
  }
  return bins;
}

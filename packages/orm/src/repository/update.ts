import type { BinValue } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { MappingError } from '../error/mapping-error.js';
import { checkProperty } from '../mapping/bins-of.js';
import { encodeProperty } from '../mapping/encode-entity.js';
import { toBin } from '../mapping/to-bin.js';
import { toKey } from '../mapping/to-key.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Patch } from '../type/draft.js';
import type { IdOf } from '../type/entity-type.js';
import { presentForm } from '../query/present-form.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { afterIdWrite, beforeIdWrite } from './around-id-write.js';
import { executeWrite } from './execute-write.js';
import { checkBinLeft } from './check-bin-left.js';
import { guardedWrite } from './guarded-write.js';
import { calledGeneration } from './plan-entity-write.js';
import { requireObject } from './require-argument.js';
import { withWriteErrors } from './write-entity.js';
import { writeFilter } from './write-filter.js';
import type { WriteOutcome } from './write-outcome.js';
import { callTtl } from './write-ttl.js';

/** Writes the properties of a patch into an existing record, without reading it. */
export async function updateById<T extends object>(
  context: EntityContext<T>,
  id: IdOf<T>,
  patch: Patch<T>,
  options: WriteOptions<T>,
): Promise<WriteOutcome> {
  requireObject('patch', 'update() takes an object of properties', patch);
  checkCallOptions('write', 'update', options);
  const { metadata } = context;
  const bins = patchBins(metadata, patch);
  checkBinLeft(metadata, bins, 'update');
  const generation = calledGeneration(options.ifVersion);
  const plan = {
    key: toKey(context, id),
    mode: 'update',
    bins,
    generation,
    ttl: callTtl(context, metadata, null, options.ttl),
  } as const;
  const filter = writeFilter(context, options);
  const subject = {
    entity: metadata.name,
    id,
    verb: 'update',
    expected: generation,
    isRace: false,
  };
  const guarded = {
    metadata,
    key: plan.key,
    generation,
    subject,
    guard: presentForm(metadata),
    filter,
  };
  const around = { method: 'update', id, given: patch, bins };
  await beforeIdWrite(context, around);
  const { gen: version } = await withWriteErrors(context, plan.key, subject, () =>
    guardedWrite(context, guarded, options, (allowed, gen) =>
      executeWrite(context, { ...plan, generation: gen }, options, allowed),
    ),
  );
  await afterIdWrite(context, around, version);
  return { version };
}

/** The bins of a patch with the date of `@UpdatedAt`; null removes a bin. */
function patchBins(metadata: EntityMetadata, patch: object): Map<string, BinValue> {
  const bins = new Map<string, BinValue>();
  for (const [name, value] of Object.entries(patch) as [string, unknown][]) {
    checkProperty(metadata, name);
    const property = metadata.property.get(name)!;
    if (property.role !== 'bin') {
      throw new MappingError(property.label, `is the ${property.role}; update() cannot set it`);
    }
    if (value === undefined) {
      throw new MappingError(
        property.label,
        'is undefined; leave it out to keep the bin, or give null to remove it',
      );
    }
    encodeProperty(property, value, bins);
  }
  if (bins.size === 0) {
    throw new MappingError(
      metadata.name,
      'update() got an empty patch; name at least one property',
    );
  }
  for (const { audit, storedName, value, label } of metadata.stored) {
    if (audit === 'updated' && storedName !== null && !bins.has(storedName)) {
      bins.set(storedName, toBin(value, new Date(), label));
    }
  }
  return bins;
}

import {
  type BinValue,
  exp,
  EXP_WRITE_CREATE_ONLY,
  EXP_WRITE_POLICY_NO_FAIL,
  type Operation,
  operations,
} from '@aeroform/core';
import { classBins } from '../mapping/encode-entity.js';
import { toBin } from '../mapping/to-bin.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

const ONCE = EXP_WRITE_CREATE_ONLY | EXP_WRITE_POLICY_NO_FAIL;

/**
 * What a write by id adds when it may make the record: the bins that say the class and its schema
 * version, and the dates of creation; only written when the bin is not there yet.
 */
export function creationBins(
  metadata: EntityMetadata,
  written: ReadonlyMap<string, BinValue>,
): Operation[] {
  const form = classBins(metadata).map(([bin, value]) =>
    // safe: a discriminator is a string, as where there is none no record is made
    operations.expWrite(
      bin,
      typeof value === 'number' ? exp.intVal(value) : exp.stringVal(value as string),
      ONCE,
    ),
  );
  const dates = metadata.stored.flatMap(({ audit, storedName }) =>
    audit === 'created' && storedName !== null && !written.has(storedName)
      ? [operations.expWrite(storedName, exp.intVal(Date.now()), ONCE)]
      : [],
  );
  return [...form, ...dates];
}

/** What operations add when they may make the record: the id bin too. */
export function creationOperations(metadata: EntityMetadata, id: unknown): Operation[] {
  const { storedName, value, label } = metadata.id;
  const idBin = storedName === null ? [] : [operations.write(storedName, toBin(value, id, label))];
  return [...idBin, ...creationBins(metadata, new Map())];
}

/** Whether records are of the class itself; an abstract one has those of classes derived from it. */
export function isAbstract({ discriminator }: EntityMetadata): boolean {
  return discriminator !== null && discriminator.value === null;
}

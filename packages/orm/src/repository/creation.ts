import {
  type BinValue,
  exp,
  EXP_WRITE_CREATE_ONLY,
  EXP_WRITE_POLICY_NO_FAIL,
  type Operation,
  operations,
} from '@aeroform/core';
import { toBin } from '../mapping/to-bin.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** Dates of creation that are only written when the bin is not there yet. */
export function creationDates(
  metadata: EntityMetadata,
  written: ReadonlyMap<string, BinValue>,
): Operation[] {
  const flags = EXP_WRITE_CREATE_ONLY | EXP_WRITE_POLICY_NO_FAIL;
  return metadata.stored.flatMap(({ audit, storedName }) =>
    audit === 'created' && storedName !== null && !written.has(storedName)
      ? [operations.expWrite(storedName, exp.intVal(Date.now()), flags)]
      : [],
  );
}

/** What a write by id adds when it may make the record: the id bin and the dates of creation. */
export function creationOperations(metadata: EntityMetadata, id: unknown): Operation[] {
  const { storedName, value, label } = metadata.id;
  const idBin = storedName === null ? [] : [operations.write(storedName, toBin(value, id, label))];
  return [...idBin, ...creationDates(metadata, new Map())];
}

import { exp, type Expression } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** The particle type of integers in expressions. */
const INTEGER = 1;

/** Lets through the records of a class and its subclasses; null where all records of the set are. */
export function recordsOfClass({
  discriminator,
  entity,
}: EntityMetadata): Expression<'bool'> | null {
  if (discriminator === null || discriminator.root().entity === entity) return null;
  const values = [...discriminator.children()].flatMap(([value, child]) =>
    child.entity === entity || child.entity.prototype instanceof entity ? [value] : [],
  );
  const bin = exp.stringBin(discriminator.binName);
  const tests = values.map((value) => exp.eq(bin, exp.stringVal(value)));
  return tests.length === 1 ? tests[0]! : exp.or(...tests);
}

/**
 * Lets through the records of a class that are older than a version; also those whose version is no
 * number, so that they are reported.
 */
export function olderRecords(
  metadata: EntityMetadata,
  binName: string,
  version: number,
): Expression<'bool'> {
  const isOlder = exp.or(
    exp.ne(exp.binType(binName), exp.intVal(INTEGER)),
    exp.lt(exp.intBin(binName), exp.intVal(version)),
  );
  const ofClass = recordsOfClass(metadata);
  return ofClass === null ? isOlder : exp.and(ofClass, isOlder);
}

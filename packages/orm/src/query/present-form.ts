import { exp, type Expression } from '@aeroform/core';
import type {
  DiscriminatorMetadata,
  EntityMetadata,
  SchemaVersionMetadata,
} from '../metadata/entity-metadata.js';

/** Particle types in expressions. */
const ABSENT = 0;
const INTEGER = 1;

/** What is kept of a class until the classes of its hierarchy change. */
interface Forms {
  readonly children: ReadonlyMap<string, EntityMetadata> | null;
  readonly whole: Expression<'bool'> | null;
  readonly ofClass: Expression<'bool'> | null;
}

const known = new WeakMap<EntityMetadata, Forms>();

/**
 * Lets through the records that a write by id may change: those of the class, and in its present schema
 * version, since a migration would later run over what was written. Null for a class without versions
 * that shares its set with none: all may be changed.
 */
export function presentForm(metadata: EntityMetadata): Expression<'bool'> | null {
  return formsOf(metadata).whole;
}

/** Lets through the records of the class, of whatever schema version; null where all are. */
export function formOfClass(metadata: EntityMetadata): Expression<'bool'> | null {
  return formsOf(metadata).ofClass;
}

/** Lets through the records of the present version; one without the bin is of version 1. */
export function ofPresentVersion({ binName, version }: SchemaVersionMetadata): Expression<'bool'> {
  const type = exp.binType(binName);
  const isPresent = exp.and(
    exp.eq(type, exp.intVal(INTEGER)),
    exp.eq(exp.intBin(binName), exp.intVal(version)),
  );
  return version === 1 ? exp.or(exp.eq(type, exp.intVal(ABSENT)), isPresent) : isPresent;
}

function formsOf(metadata: EntityMetadata): Forms {
  const { discriminator, schemaVersion } = metadata;
  const children = discriminator === null ? null : discriminator.children();
  const before = known.get(metadata);
  if (before !== undefined && before.children === children) return before;
  const ofClass = discriminator === null ? null : classTest(metadata, discriminator);
  const version = schemaVersion === null ? null : ofPresentVersion(schemaVersion);
  const whole =
    ofClass === null || version === null ? (ofClass ?? version) : exp.and(ofClass, version);
  const forms = { children, whole, ofClass };
  known.set(metadata, forms);
  return forms;
}

/** All records of the set are of the root, or of a class derived from it. */
function classTest(
  { entity }: EntityMetadata,
  { binName, root, children }: DiscriminatorMetadata,
): Expression<'bool'> | null {
  if (root().entity === entity) return null;
  const bin = exp.stringBin(binName);
  const tests = [...children()].flatMap(([value, child]) =>
    child.entity === entity || child.entity.prototype instanceof entity
      ? [exp.eq(bin, exp.stringVal(value))]
      : [],
  );
  return tests.length === 1 ? tests[0]! : exp.or(...tests);
}

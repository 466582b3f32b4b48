import { exp } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { compileExpr } from '../condition/compile-predicate.js';
import { partialIndexes } from '../condition/partial-index.js';
import { rootFields } from '../condition/root-fields.js';

const KNOWN = new WeakMap<EntityMetadata, ReadonlySet<string>>();

/** The expressions that an entity declares indexes on, in Base64 as servers list them. */
export function declaredExpressions(metadata: EntityMetadata): ReadonlySet<string> {
  const known = KNOWN.get(metadata);
  if (known !== undefined) return known;
  const fields = rootFields(metadata);
  const compiled = metadata.expressionIndexes.map(({ build }) =>
    exp.toBase64(compileExpr(null, build(fields))),
  );
  const partial = partialIndexes(metadata).map(({ base64 }) => base64);
  const declared: ReadonlySet<string> = new Set([...compiled, ...partial]);
  KNOWN.set(metadata, declared);
  return declared;
}

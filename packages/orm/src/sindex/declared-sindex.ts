import { contextToBase64, exp, type Expression } from '@aeroform/core';
import { toCdtContext } from '../context/cdt-context.js';
import { MetadataError } from '../error/metadata-error.js';
import { checkIndexName } from '../metadata/build-indexes.js';
import type { EntityMetadata, ExpressionIndexMetadata } from '../metadata/entity-metadata.js';
import type {
  IndexMetadata,
  PathStep,
  SindexCollection,
  SindexType,
} from '../metadata/index-metadata.js';
import { compileExpr } from '../condition/compile-predicate.js';
import { partialIndex } from '../condition/partial-index.js';
import { rootFields } from '../condition/root-fields.js';
import { describeSetIndex, describeSindex } from './describe-sindex.js';

interface Declared {
  /** Name on the server, at most 63 bytes. */
  readonly name: string;
  readonly namespace: string;
  readonly set: string;
  /** What it is on, as one line: that of the index of the server when they are the same. */
  readonly definition: string;
  /** Where it was declared, for errors. */
  readonly label: string;
}

/** `@Index`: on a bin, or on something inside one. */
export interface DeclaredBinSindex extends Declared {
  readonly kind: 'bin';
  readonly binName: string;
  readonly steps: readonly PathStep[];
  readonly type: SindexType;
  readonly collection: SindexCollection;
}

/** `@ExpressionIndex`, and `@Index({ where })`. */
export interface DeclaredExpressionSindex extends Declared {
  readonly kind: 'expression';
  readonly expression: Expression;
  readonly type: SindexType;
  readonly collection: SindexCollection;
}

/** `@Entity({ setIndex: true })`. */
export interface DeclaredSetIndex extends Declared {
  readonly kind: 'set';
}

/** A declared index with the place it belongs to. */
export type DeclaredSindex = DeclaredBinSindex | DeclaredExpressionSindex | DeclaredSetIndex;

/**
 * The indexes that entity classes declare, those of their subclasses in the same set too, each once.
 *
 * @param namespace that of classes which name none
 * @throws MetadataError when two of them cannot be on one server
 */
export function declaredSindexes(
  entities: readonly EntityMetadata[],
  namespace: string,
): DeclaredSindex[] {
  const classes = new Set(entities.flatMap((entity) => [entity, ...subclassesOf(entity)]));
  const byName = new Map<string, DeclaredSindex>();
  const byDefinition = new Map<string, DeclaredSindex>();
  for (const sindex of [...classes].flatMap((entity) => sindexesOf(entity, namespace))) {
    const name = `${sindex.namespace}\0${sindex.name}`;
    const sameName = byName.get(name);
    if (sameName?.definition === sindex.definition) continue;
    if (sameName !== undefined) throw nameTaken(sindex, sameName);
    const same = byDefinition.get(sindex.definition);
    if (same !== undefined) throw declaredTwice(sindex, same);
    byName.set(name, sindex);
    byDefinition.set(sindex.definition, sindex);
  }
  return [...byName.values()];
}

/** Records of these classes are read through the given one. */
function subclassesOf({ discriminator, entity }: EntityMetadata): EntityMetadata[] {
  if (discriminator === null) return [];
  return [...discriminator.children().values()].filter(
    (child) => child.entity.prototype instanceof entity,
  );
}

function sindexesOf(entity: EntityMetadata, fallback: string): DeclaredSindex[] {
  const namespace = entity.namespace ?? fallback;
  const { set, indexes, expressionIndexes, setIndex, name } = entity;
  return [
    ...indexes.map((index) => onBin(index, entity, namespace)),
    ...expressionIndexes.map((index) => onExpression(index, entity, namespace)),
    ...(setIndex ? [onSet(namespace, set, name)] : []),
  ];
}

function onBin(
  index: IndexMetadata,
  entity: EntityMetadata,
  namespace: string,
): DeclaredBinSindex | DeclaredExpressionSindex {
  const { set } = entity;
  const { name, binName, steps, type, collection, label } = index;
  const partial = partialIndex(entity, index);
  if (partial !== null) {
    const { expression } = partial;
    return computedSindex({ name, namespace, set, label, expression, type, collection });
  }
  const context = steps.length === 0 ? null : contextToBase64(toCdtContext(steps));
  const subject = { namespace, set, type, collection, bin: binName, context, expression: null };
  const definition = describeSindex(subject);
  return { kind: 'bin', name, namespace, set, definition, label, binName, steps, type, collection };
}

function onExpression(
  { name, type, build, label }: ExpressionIndexMetadata,
  entity: EntityMetadata,
  namespace: string,
): DeclaredExpressionSindex {
  const { set } = entity;
  const expression = compileExpr(null, build(rootFields(entity)));
  return computedSindex({ name, namespace, set, label, expression, type, collection: 'default' });
}

function computedSindex(
  sindex: Omit<DeclaredExpressionSindex, 'kind' | 'definition'>,
): DeclaredExpressionSindex {
  const expression = exp.toBase64(sindex.expression);
  const definition = describeSindex({ ...sindex, bin: null, context: null, expression });
  return { kind: 'expression', definition, ...sindex };
}

function onSet(namespace: string, set: string, label: string): DeclaredSetIndex {
  const name = `${set}_set`;
  checkIndexName(name, `${label} with setIndex: true`);
  const definition = describeSetIndex({ namespace, set });
  return { kind: 'set', name, namespace, set, definition, label };
}

function nameTaken(sindex: DeclaredSindex, other: DeclaredSindex): MetadataError {
  return new MetadataError(
    sindex.label,
    `index name '${sindex.name}' is also that of ${other.label}, which is ${other.definition}; this one is ${sindex.definition}; give one of them another name`,
  );
}

function declaredTwice(sindex: DeclaredSindex, other: DeclaredSindex): MetadataError {
  return new MetadataError(
    sindex.label,
    `index '${sindex.name}' is the same as '${other.name}' of ${other.label} (${sindex.definition}); servers have one of a kind: give both the same name, or remove one`,
  );
}

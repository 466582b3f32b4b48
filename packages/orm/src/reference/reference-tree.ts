import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { classesOf as embeddedClasses } from '../metadata/embeddable-discriminator.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';

/** References to load, by the properties on the way; what is behind a reference is loaded after it. */
export interface ReferenceTree {
  readonly children: ReadonlyMap<string, ReferenceTree>;
}

/** No references. */
export const NO_REFERENCES: ReferenceTree = Object.freeze({ children: new Map() });

/**
 * The references that paths name.
 *
 * @throws OptionError for a path that leads to no reference
 */
export function referenceTree(metadata: EntityMetadata, paths: readonly string[]): ReferenceTree {
  if (!Array.isArray(paths)) {
    throw new OptionError('populate', `takes an array of paths; got ${describeValue(paths)}`);
  }
  return paths.map((path) => pathTree(metadata, path)).reduce(mergeTrees, NO_REFERENCES);
}

/** The references of both. */
export function mergeTrees(a: ReferenceTree, b: ReferenceTree): ReferenceTree {
  if (a.children.size === 0) return b;
  if (b.children.size === 0) return a;
  const children = new Map(a.children);
  for (const [name, tree] of b.children) {
    const known = children.get(name);
    children.set(name, known === undefined ? tree : mergeTrees(known, tree));
  }
  return { children };
}

const eagerTrees = new WeakMap<EntityMetadata, ReferenceTree>();

/** The references of a class that are loaded together with it. */
export function eagerTree(metadata: EntityMetadata): ReferenceTree {
  const known = eagerTrees.get(metadata);
  if (known !== undefined) return known;
  const tree = metadata.references
    .filter(({ property }) => {
      const value = innermost(property.value);
      return value.kind === 'reference' && value.eager;
    })
    .map(({ path }) => chain(path))
    .reduce(mergeTrees, NO_REFERENCES);
  eagerTrees.set(metadata, tree);
  return tree;
}

/** The classes whose entities a repository of a class may read: it and those below it. */
export function classesOf(metadata: EntityMetadata): readonly EntityMetadata[] {
  const { discriminator, entity } = metadata;
  if (discriminator === null) return [metadata];
  const below = [...discriminator.children().values()].filter(
    (child) => child.entity.prototype instanceof entity,
  );
  return [metadata, ...below];
}

/** What is in lists, sets and maps; of anything else the declaration itself. */
export function innermost(value: ValueMetadata): ValueMetadata {
  if (value.kind === 'list' || value.kind === 'set' || value.kind === 'keyedList') {
    return innermost(value.element);
  }
  return value.kind === 'map' ? innermost(value.value) : value;
}

function chain(path: readonly string[]): ReferenceTree {
  return path.reduceRight<ReferenceTree>(
    (tree, name) => ({ children: new Map([[name, tree]]) }),
    NO_REFERENCES,
  );
}

function pathTree(metadata: EntityMetadata, path: unknown): ReferenceTree {
  if (typeof path !== 'string' || path === '') {
    throw new OptionError(
      'populate',
      `takes paths such as 'lines.product'; got ${describeValue(path)}`,
    );
  }
  const steps = path.split('.');
  let owners: readonly Owner[] = classesOf(metadata);
  let last: ValueMetadata | null = null;
  for (const step of steps) {
    const found = owners.flatMap(({ property }) => property.get(step) ?? []);
    if (found.length === 0) throw unknownPath(metadata, path, step, owners);
    last = innermost(found[0]!.value);
    owners = ownersIn(last);
  }
  if (last?.kind === 'reference') return chain(steps);
  throw new OptionError(
    'populate',
    `'${path}' of ${metadata.name} is no reference${known(owners)}`,
  );
}

/** What has properties: a class, or an embedded one. */
interface Owner {
  readonly name: string;
  readonly property: ReadonlyMap<string, PropertyMetadata>;
}

function ownersIn(value: ValueMetadata): readonly Owner[] {
  if (value.kind === 'reference') return classesOf(value.target());
  if (value.kind !== 'embedded') return [];
  return embeddedClasses(value.embeddable);
}

function unknownPath(
  { name }: EntityMetadata,
  path: string,
  step: string,
  owners: readonly Owner[],
): OptionError {
  const owner = owners[0]?.name ?? 'the value before it';
  return new OptionError(
    'populate',
    `'${path}' of ${name}: ${owner} has no ${step}${known(owners)}`,
  );
}

function known(owners: readonly Owner[]): string {
  const names = owners.flatMap(({ property }) =>
    [...property.values()]
      .filter(({ value }) => ['reference', 'embedded'].includes(innermost(value).kind))
      .map((each) => each.property),
  );
  return names.length === 0 ? '' : `; there are ${[...new Set(names)].join(', ')}`;
}

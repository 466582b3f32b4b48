import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { classChain } from './class-chain.js';
import type { ClassDeclaration } from './class-declaration.js';
import { ownDeclarations } from './decorator-target.js';
import { checkEntityOptions, type EntityOptions } from './entity-options.js';

/** What makes a class an entity, with what it takes over from its bases. */
export interface ResolvedOptions {
  readonly options: EntityOptions;
  readonly set: string;
  /** The class with `@Entity({ discriminator })`; null when there is no hierarchy. */
  readonly root: EntityClass | null;
  /** The value of the discriminator; null for an abstract root and without a hierarchy. */
  readonly value: string | null;
}

/** The options of an entity class. */
export function resolveOptions(type: EntityClass): ResolvedOptions {
  const { entity, child } = declared(type);
  if (entity !== null && child !== null) {
    throw new MetadataError(type.name, '@Entity and @ChildEntity exclude each other; keep one');
  }
  if (child !== null) return childOptions(type, child);
  if (entity !== null) return ownOptions(type, type, entity);
  const base = classChain(type).findLast((each) => declared(each).extendable);
  const defined = base === undefined ? null : declared(base).entity;
  if (base !== undefined && defined !== null) return ownOptions(type, base, defined);
  throw new MetadataError(type.name, 'is not an entity; add @Entity() to the class');
}

/** The discriminator value that a class declares; null without one. */
export function childValue(type: EntityClass): string | null {
  return declared(type).child;
}

/** The nearest base class with `@Entity({ discriminator })`. */
export function rootOf(type: EntityClass): EntityClass | null {
  const bases = classChain(type).slice(0, -1);
  return bases.findLast((base) => declared(base).entity?.discriminator !== undefined) ?? null;
}

function declared(type: EntityClass): Pick<ClassDeclaration, 'entity' | 'child' | 'extendable'> {
  const declarations = ownDeclarations(type);
  return {
    entity: declarations.find(({ entity }) => entity !== null)?.entity ?? null,
    child: declarations.find(({ child }) => child !== null)?.child ?? null,
    extendable: declarations.some(({ extendable }) => extendable),
  };
}

function ownOptions(
  type: EntityClass,
  declaredBy: EntityClass,
  own: EntityOptions,
): ResolvedOptions {
  checkEntityOptions(own, declaredBy.name);
  const { discriminator, abstract = false } = own;
  if (abstract && discriminator === undefined) {
    throw new MetadataError(type.name, 'is abstract; use an entity that is derived from it');
  }
  const options = { ...inherited(declaredBy), ...own };
  checkEntityOptions(options, declaredBy.name);
  return {
    options,
    set: own.set ?? declaredBy.name,
    root: discriminator === undefined ? null : declaredBy,
    value: discriminator?.value ?? null,
  };
}

/** What the abstract bases of an entity say, the nearest last. */
function inherited(type: EntityClass): EntityOptions {
  const bases = classChain(type).slice(0, -1);
  let options: EntityOptions = {};
  for (const base of bases) {
    const { entity } = declared(base);
    if (entity === null || entity.abstract !== true) continue;
    checkEntityOptions(entity, base.name);
    const { set: _set, discriminator: _discriminator, abstract: _abstract, ...rest } = entity;
    options = { ...options, ...rest };
  }
  return options;
}

function childOptions(type: EntityClass, value: string): ResolvedOptions {
  const root = rootOf(type);
  if (root === null) {
    throw new MetadataError(
      type.name,
      '@ChildEntity needs a base class with @Entity({ discriminator: { bin } })',
    );
  }
  if (typeof value !== 'string' || value === '') {
    throw new MetadataError(type.name, `@ChildEntity needs a text; write @ChildEntity('circle')`);
  }
  const base = resolveOptions(root);
  return { ...base, value };
}

import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { classChain } from './class-chain.js';
import { type ClassDeclaration, newClassDeclaration } from './class-declaration.js';
import { registry } from './registry.js';
import { symbolMetadata } from './symbol-metadata.js';

const DECLARATION: unique symbol = Symbol.for('@aeroform/orm.declaration');

/** The part of a standard decorator context that is used. */
interface StandardContext {
  readonly kind: string;
  readonly name: string | symbol | undefined;
  readonly static?: boolean;
  readonly private?: boolean;
  readonly metadata?: Record<symbol, ClassDeclaration>;
}

/** Where a decorator on a member writes to. */
export interface MemberTarget {
  readonly declaration: ClassDeclaration;
  readonly name: string;
  /** What `emitDecoratorMetadata` left behind, if anything. */
  readonly designType: unknown;
}

function isStandard(context: unknown): context is StandardContext {
  return typeof context === 'object' && context !== null && 'kind' in context;
}

/**
 * Tells the two kinds of decorator calls apart by their shape: standard ones pass a context object,
 * legacy ones the prototype and the member's name.
 */
export function memberTarget(
  decorator: string,
  member: 'field' | 'method',
  first: unknown,
  second: unknown,
): MemberTarget {
  if (isStandard(second)) return standardTarget(decorator, member, second);
  if (typeof second !== 'string') {
    throw new MetadataError(`@${decorator}`, `a ${member} named by a symbol cannot be mapped`);
  }
  if (typeof first === 'function') {
    throw new MetadataError(`${first.name}.${second}`, `@${decorator} is not for static members`);
  }
  const target = first as object;
  checkMember(decorator, member, target, second);
  return {
    declaration: declarationOf(target.constructor as EntityClass),
    name: second,
    designType: designType(target, second),
  };
}

/** Methods are on the prototype when legacy decorators run, fields are not. */
function checkMember(
  decorator: string,
  member: 'field' | 'method',
  prototype: object,
  name: string,
): void {
  const value: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
  const found = typeof value === 'function' ? 'method' : 'field';
  if (found === member) return;
  const path = `${prototype.constructor.name}.${name}`;
  throw new MetadataError(path, `@${decorator} is for a ${member}, not for a ${found}`);
}

function standardTarget(
  decorator: string,
  member: 'field' | 'method',
  context: StandardContext,
): MemberTarget {
  const path = `@${decorator} ${String(context.name)}`;
  if (context.kind !== member) {
    throw new MetadataError(path, `is for a ${member}, not for a ${context.kind}`);
  }
  if (context.static === true || context.private === true || typeof context.name !== 'string') {
    throw new MetadataError(path, 'static, #private and symbol members cannot be mapped');
  }
  const { metadata } = context;
  if (metadata === undefined) {
    throw new MetadataError(
      path,
      'the compiler emits no decorator metadata; use TypeScript 5.2 or newer, swc or esbuild, and import @aeroform/orm before the entity',
    );
  }
  // Metadata inherits from the base class by prototype; writing there would leak into siblings.
  if (!Object.hasOwn(metadata, DECLARATION)) metadata[DECLARATION] = newClassDeclaration();
  return { declaration: metadata[DECLARATION]!, name: context.name, designType: undefined };
}

/** Refuses anything but a class, in both kinds of decorator calls. */
export function classTarget(decorator: string, target: unknown): EntityClass {
  if (typeof target !== 'function') {
    throw new MetadataError(`@${decorator}`, 'is for classes');
  }
  return target as EntityClass;
}

/** The record of the class itself, made on first use. */
export function declarationOf(type: EntityClass): ClassDeclaration {
  const known = registry.declarations.get(type);
  if (known !== undefined) return known;
  const declaration = newClassDeclaration();
  registry.declarations.set(type, declaration);
  return declaration;
}

/** Makes a class known to all its bases, of which one is the root of the hierarchy. */
export function registerChild(type: EntityClass): void {
  for (const base of classChain(type).slice(0, -1)) {
    const children = registry.children.get(base) ?? [];
    if (!children.includes(type)) registry.children.set(base, [...children, type]);
  }
}

/** Everything recorded for one class (not its bases), by whichever kind of decorators. */
export function ownDeclarations(type: EntityClass): ClassDeclaration[] {
  const found: ClassDeclaration[] = [];
  const metadata: unknown = Object.getOwnPropertyDescriptor(type, symbolMetadata)?.value;
  if (typeof metadata === 'object' && metadata !== null && Object.hasOwn(metadata, DECLARATION)) {
    found.push((metadata as Record<symbol, ClassDeclaration>)[DECLARATION]!);
  }
  const recorded = registry.declarations.get(type);
  if (recorded !== undefined) found.push(recorded);
  return found;
}

function designType(target: object, property: string): unknown {
  const reflect = Reflect as {
    getMetadata?: (key: string, target: object, name: string) => unknown;
  };
  return reflect.getMetadata?.('design:type', target, property);
}

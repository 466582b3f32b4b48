import { memberTarget } from '../metadata/decorator-target.js';
import type { HookKind } from '../metadata/entity-metadata.js';

/** A decorator for methods, in both decorator standards. */
export interface MethodDecoratorDual {
  // Any: a hook is a method of any entity class.
  // oxlint-disable-next-line typescript/no-explicit-any
  (value: (...args: any[]) => any, context: ClassMethodDecoratorContext<any, any>): void;
  (target: object, method: string | symbol, descriptor: PropertyDescriptor): void;
}

/** Called before the entity is written by save, insert, replace or saveMany; may be async. */
export function BeforeSave(): MethodDecoratorDual {
  return hook('BeforeSave', 'beforeSave');
}

/** Called after the entity was written by save, insert, replace or saveMany; may be async. */
export function AfterSave(): MethodDecoratorDual {
  return hook('AfterSave', 'afterSave');
}

/** Called before the entity is written for the first time; may be async. */
export function BeforeInsert(): MethodDecoratorDual {
  return hook('BeforeInsert', 'beforeInsert');
}

/** Called after the entity was written for the first time; may be async. */
export function AfterInsert(): MethodDecoratorDual {
  return hook('AfterInsert', 'afterInsert');
}

/** Called before an entity that was loaded is written; may be async. */
export function BeforeUpdate(): MethodDecoratorDual {
  return hook('BeforeUpdate', 'beforeUpdate');
}

/** Called after an entity that was loaded was written; may be async. */
export function AfterUpdate(): MethodDecoratorDual {
  return hook('AfterUpdate', 'afterUpdate');
}

/** Called before the entity is removed; may be async. */
export function BeforeRemove(): MethodDecoratorDual {
  return hook('BeforeRemove', 'beforeRemove');
}

/** Called after the entity was removed; may be async. */
export function AfterRemove(): MethodDecoratorDual {
  return hook('AfterRemove', 'afterRemove');
}

/** Called before `softRemove` marks the entity; may be async. */
export function BeforeSoftRemove(): MethodDecoratorDual {
  return hook('BeforeSoftRemove', 'beforeSoftRemove');
}

/** Called after `softRemove` marked the entity; may be async. */
export function AfterSoftRemove(): MethodDecoratorDual {
  return hook('AfterSoftRemove', 'afterSoftRemove');
}

/** Called after the entity was read; must be synchronous. */
export function AfterLoad(): MethodDecoratorDual {
  return hook('AfterLoad', 'afterLoad');
}

function hook(decorator: string, kind: HookKind): MethodDecoratorDual {
  return (first: unknown, second: unknown): void => {
    const target = memberTarget(decorator, 'method', first, second);
    target.declaration.hooks.push({ kind, method: target.name });
  };
}

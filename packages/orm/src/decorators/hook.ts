import type { HookKind } from '../metadata/class-declaration.js';
import { memberTarget } from '../metadata/decorator-target.js';

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
